import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Input, Output } from '../../domain/contract';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';
import { claimDraft } from '../record/claimDraft';
import { withFields } from '../record/formContent';
import { useRecordStore } from './recordStore';
import { useSessionStore } from './sessionStore';

type Kept = Output<'draft.open'>['others'][number];
type Unsent = Input<'draft.keep'> & Pick<Kept, 'draftId' | 'turn'>;

/** What is typed is behind by this and by one answer, however long one types. */
const beatMs = 500;
const againMs = 2_000;
/** A form that is gone takes nothing more; anything else may be taken yet. */
const hopeless = ['record.notFound', 'record.elsewhere', 'registry.unknown'];

/**
 * What is typed and not saved is kept by itself while one types, on leaving, and when the window is closed. What the
 * program does not take stays in the memory of the window, over a lock too, and goes out when it answers again. Opening
 * the record brings it back with a word about it; only the operator drops it, or a save that took it in.
 */
export const useDraftStore = defineStore('draft', () => {
  const client = useClient();
  const record = useRecordStore();
  const session = useSessionStore();
  /** When the draft that was brought back had been kept; null when none was. */
  const restoredAt = ref<string | null>(null);
  const keptAt = ref<string | null>(null);
  /** Why what was typed is held by this window alone. */
  const failure = ref<Failure | null>(null);
  /** Drafts of this form that windows now closed have left, and whether another window has one open. */
  const others = shallowRef<readonly Kept[]>([]);
  const elsewhere = ref(false);
  /** What the operator has thrown away in this form. */
  const dropped = shallowRef<Unsent | null>(null);
  const waiting = ref(0);

  const unsent = new Map<string, Unsent>();
  let turn = 0;
  let owner = '';
  let free = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  watch(
    () => record.strokes,
    () => note(record.changes),
  );
  watch(
    () => session.phase,
    (phase) => {
      if (phase !== 'signedIn') return;
      // A locked window opens for nobody else; were it so, the words of another are not his.
      if (owner !== session.operator?.login) unsent.clear();
      void keep();
    },
  );

  const form = () => ({ registry: record.registryCode, recordId: record.recordId });
  const isOfForm = (one: Unsent): boolean =>
    one.registry === record.registryCode && one.recordId === record.recordId;
  const droppedHere = computed(() =>
    dropped.value !== null && isOfForm(dropped.value) && !record.dirty ? dropped.value : null,
  );

  function note(fields: RecordFields): void {
    owner = session.operator?.login ?? owner;
    turn += 1;
    unsent.set(record.draftId, {
      ...form(),
      draftId: record.draftId,
      turn,
      baseVersion: record.version,
      fields,
    });
    waiting.value = unsent.size;
    timer ??= setTimeout(() => void keep(), failure.value === null ? beatMs : againMs);
  }

  /** Hands over what is typed, and answers when all that can be taken is. */
  function keep(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // Where nobody has signed in nothing is taken, and every try would count as one at the door.
    if (session.operator === null) return sending ?? Promise.resolve();
    sending ??= send().finally(() => {
      sending = undefined;
      if (unsent.size > 0) timer ??= setTimeout(() => void keep(), againMs);
    });
    return sending;
  }

  async function send(): Promise<void> {
    const tried = new Map<string, Unsent>();
    let refusal: Failure | null = null;
    for (;;) {
      const next = [...unsent.values()].find((one) => tried.get(one.draftId) !== one);
      if (next === undefined) break;
      tried.set(next.draftId, next);
      const answer = await client.call('draft.keep', next, 'lasting');
      if (answer.ok) took(next);
      else {
        refusal = answer.error;
        // What nobody hears now nobody hears a moment later.
        if (['system.unreachable', 'session.required'].includes(refusal.code)) break;
      }
    }
    failure.value = refusal;
  }

  function took(one: Unsent): void {
    if (unsent.get(one.draftId) === one) unsent.delete(one.draftId);
    waiting.value = unsent.size;
    if (one.draftId !== record.draftId) return;
    keptAt.value = Object.keys(one.fields).length > 0 ? new Date().toISOString() : null;
  }

  /** The window goes away: everything goes out at once, whatever is on its way. */
  function part(): void {
    for (const one of unsent.values()) void client.call('draft.keep', one, 'lasting');
  }

  /** Nothing more goes out of this form until it has been saved; `settle` or `keep` goes on. */
  async function pause(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await sending;
  }

  /** Lays what was kept over the record that has just been opened. */
  async function restore(): Promise<void> {
    leave();
    const asked = form();
    const answer = await client.call('draft.open', asked);
    if (answer.ok && hopeless.includes(failure.value?.code ?? '')) unsent.clear();
    const held = [...unsent.values()]
      .filter(isOfForm)
      .map((one) => ({ ...one, keptAt: new Date().toISOString() }));
    const { draft, others: rest } = answer.ok ? answer.value : { draft: null, others: [] };
    const kept = [...held, ...(draft === null ? [] : [draft]), ...rest];
    if (record.recordId !== asked.recordId || record.registryCode !== asked.registry) return;
    const left: Kept[] = [];
    let own: Kept | undefined;
    for (const one of kept) {
      if (own?.draftId === one.draftId) continue;
      const claim = await claimDraft(nameOf(one.draftId));
      if (claim === null) elsewhere.value = true;
      else if (own === undefined) [own, free] = [one, claim];
      else {
        left.push(one);
        claim();
      }
    }
    others.value = left;
    if (own === undefined) await begin();
    else await lay(own);
  }

  const nameOf = (draftId: string): string => `${record.registryCode}/${record.recordId ?? ''}/${draftId}`;

  async function begin(): Promise<void> {
    record.draftId = crypto.randomUUID();
    turn = 0;
    free = (await claimDraft(nameOf(record.draftId))) ?? free;
  }

  async function lay(one: Kept): Promise<void> {
    const { registryCode, recordId, version } = record;
    const isList = (name: string): boolean => Object.hasOwn(record.registry?.root?.lists ?? {}, name);
    const isOld = one.baseVersion !== version && recordId !== null;
    if (isOld && !(await record.open(registryCode, recordId, one.baseVersion)).ok) {
      await begin();
      return;
    }
    record.draftId = one.draftId;
    turn = one.turn;
    record.lay(withFields(record.current, one.fields, isList));
    restoredAt.value = one.keptAt;
    if (isOld) await record.lookAtTheirs();
  }

  /** Goes on with another draft of this form; the present one stays kept. */
  async function take(one: Kept): Promise<void> {
    await keep();
    const { registryCode, recordId } = record;
    if (recordId === null) record.startNew(registryCode);
    else if (!(await record.open(registryCode, recordId)).ok) return;
    free();
    free = (await claimDraft(nameOf(one.draftId))) ?? ((): void => undefined);
    others.value = others.value.filter((other) => other !== one);
    await lay(one);
  }

  /** A save took in what was typed and dropped the draft with it. What was typed since is a draft already. */
  function settle(): void {
    clearTimeout(timer);
    timer = undefined;
    unsent.delete(record.draftId);
    waiting.value = unsent.size;
    if (unsent.size === 0) failure.value = null;
    [restoredAt.value, keptAt.value, dropped.value] = [null, null, null];
    if (record.dirty) note(record.changes);
  }

  /** The operator does not want what was typed; until the form is saved it can be taken back. */
  async function drop(): Promise<void> {
    const { registryCode, recordId, version, draftId } = record;
    const thrown = { ...form(), draftId, turn, baseVersion: version, fields: record.changes };
    await pause();
    if (recordId === null) record.startNew(registryCode);
    else await record.open(registryCode, recordId);
    settle();
    dropped.value = thrown;
    note({});
    await keep();
  }

  async function takeBack(): Promise<void> {
    const thrown = droppedHere.value;
    dropped.value = null;
    if (thrown !== null)
      await lay({ ...thrown, draftId: record.draftId, turn, keptAt: new Date().toISOString() });
  }

  function leave(): void {
    free();
    free = () => undefined;
    [restoredAt.value, keptAt.value, others.value, elsewhere.value] = [null, null, [], false];
  }

  /** The operator is gone. What the program has not taken yet waits for him, unseen. */
  function forget(): void {
    leave();
    dropped.value = null;
  }

  return {
    ...{ restoredAt, keptAt, failure, others, elsewhere, dropped: droppedHere, waiting },
    ...{ keep, part, pause, restore, take, settle, drop, takeBack, forget },
  };
});
