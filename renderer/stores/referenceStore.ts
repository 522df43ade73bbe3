import { legalDate } from '../../domain/values/legalTime';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

export const referenceNames = [
  'oktmo',
  'okopf',
  'services',
  'providerGrounds',
  'providerTerms',
  'destructionGrounds',
] as const;
export type ReferenceName = (typeof referenceNames)[number];
export type Reference = Output<'reference.list'>;

const unread: Reference = { source: '', entries: [] };

/** Classifiers, grounds and terms of the office: read once after sign-in, they change only with the program. */
export const useReferenceStore = defineStore('reference', () => {
  const client = useClient();
  const references = shallowRef<Partial<Record<ReferenceName, Reference>>>({});
  const failure = ref<Failure | null>(null);
  const ready = computed(() => referenceNames.every((name) => references.value[name] !== undefined));

  async function load(): Promise<void> {
    if (ready.value) return;
    const answers = await Promise.all(referenceNames.map((name) => client.call('reference.list', { name })));
    failure.value = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))[0] ?? null;
    references.value = Object.fromEntries(
      referenceNames.flatMap((name, at) => {
        const answer = answers[at];
        return answer?.ok === true ? [[name, answer.value]] : [];
      }),
    );
  }

  const of = (name: ReferenceName): Reference => references.value[name] ?? unread;

  /** What the rules of `domain/` judge values by, today at this desk. */
  const context = computed<RecordContext>(() => ({
    today: legalDate(new Date()),
    classifiers: { oktmo: of('oktmo'), okopf: of('okopf') },
    terms: Object.fromEntries(of('providerTerms').entries.map((entry) => [entry.code, entry.value ?? 0])),
  }));

  return { ready, failure, load, of, context };
});
