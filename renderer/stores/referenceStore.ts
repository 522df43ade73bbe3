import { legalDate } from '../../domain/values/legalTime';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
import { createRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import { behaviours } from '../../domain/registry/behaviours';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';
import { useTitleStore } from './titleStore';

export const referenceNames = [
  'oktmo',
  'okopf',
  'services',
  'providerGrounds',
  'providerSettings',
  'terms',
  'destructionGrounds',
] as const;
export type ReferenceName = (typeof referenceNames)[number];
export type Reference = Output<'reference.list'>;

const unread: Reference = { source: '', entries: [] };

/** Registries, classifiers, grounds and terms of the office: read after sign-in, the lists anew when one of them changes. */
export const useReferenceStore = defineStore('reference', () => {
  const client = useClient();
  const titles = useTitleStore();
  const references = shallowRef<Partial<Record<ReferenceName, Reference>>>({});
  const declared = shallowRef<readonly Registry[]>([]);
  const failure = ref<Failure | null>(null);
  const ready = computed(
    () => declared.value.length > 0 && referenceNames.every((name) => references.value[name] !== undefined),
  );
  /** None before they are read: nothing of a record is shown until then. */
  const registries = computed(() => createRegistries(declared.value, behaviours));

  async function load(): Promise<void> {
    if (ready.value) return;
    const [described, failed] = await Promise.all([client.call('system.registries', {}), readLists()]);
    if (described.ok) declared.value = described.value.registries;
    failure.value = described.ok ? failed : described.error;
  }

  /** What was read stays where the answer fails. */
  async function readLists(): Promise<Failure | null> {
    const answers = await Promise.all(referenceNames.map((name) => client.call('reference.list', { name })));
    const read = referenceNames.flatMap((name, at) => {
      const answer = answers[at];
      return answer?.ok === true ? [[name, answer.value] as const] : [];
    });
    references.value = { ...references.value, ...Object.fromEntries(read) };
    return answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))[0] ?? null;
  }
  client.on('reference.changed', () => void readLists());

  const of = (name: ReferenceName): Reference => references.value[name] ?? unread;

  /** What the rules of `domain/` judge values by, today at this desk. */
  const context = computed<RecordContext>(() => ({
    today: legalDate(new Date()),
    classifiers: { oktmo: of('oktmo'), okopf: of('okopf') },
    titleOf: titles.titleOf,
    rulesOf: registries.value.rulesOf,
    proofOf: registries.value.proofOf,
    settings: Object.fromEntries(
      of('providerSettings').entries.map((entry) => [entry.code, entry.value ?? 0]),
    ),
  }));

  return { ready, failure, load, of, registries, context };
});
