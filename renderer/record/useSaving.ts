import { nextTick, ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import type { StatusMove } from '../../domain/registry/traits/statuses';
import type { Failure } from '../../domain/values/result';
import { useWords } from '../locale/useWords';
import { useDraftStore } from '../stores/draftStore';
import { useNoticeStore } from '../stores/noticeStore';
import type { Done } from '../stores/record/recordSaving';
import { useRecordStore } from '../stores/recordStore';
import type { Decision } from './decision';
import type { Conflict, Rebased } from './rebase';
import { useMove } from './useMove';
import { goToPlace, twinsPlace } from './usePlaces';
import { useStanding } from './useStanding';

interface Screen {
  readonly registry: () => string;
  /** Why the record cannot be shown any more. */
  readonly refused: Ref<Failure | null>;
  readonly readHistory: () => Promise<void>;
}

/**
 * Saving the record in the form and moving it on, each in its turn: a key pressed while the program is at work acts when
 * the program is ready. Whoever has left the form meanwhile is not called back to it.
 */
export function useSaving({ registry, refused, readHistory }: Screen) {
  const { say } = useWords();
  const router = useRouter();
  const record = useRecordStore();
  const draft = useDraftStore();
  const notice = useNoticeStore();
  const { savedWords, named } = useStanding();
  const busy = ref(false);
  const merging = ref<Rebased | null>(null);
  let visit = 0;
  let askedIn = 0;
  const isHere = (): boolean => askedIn === visit;

  const moving = useMove({ busy, save, after, isHere });
  const { deciding } = moving;

  function inTurn(deed: () => unknown): Promise<unknown> {
    const asked = visit;
    return record.inTurn(() => {
      askedIn = asked;
      return deed();
    });
  }

  async function save(): Promise<boolean> {
    if (!record.dirty) return true;
    busy.value = true;
    await draft.pause();
    const sent = Object.keys(record.changes);
    const done = await record.save();
    busy.value = false;
    return after(done, savedWords(sent));
  }

  async function after(done: Done, words: string): Promise<boolean> {
    if (done.ok) {
      draft.settle();
      const params = { registry: registry(), recordId: record.recordId ?? '' };
      if (isHere()) await router.replace({ name: 'record', params });
      notice.say(words);
      void readHistory();
      await nextTick();
      // The button that was pressed may be gone by now.
      if (isHere() && document.activeElement === document.body) document.getElementById('content')?.focus();
      return true;
    }
    if (done.error.code === 'record.elsewhere') {
      // It was given to another territory, by this very save or by others.
      draft.settle();
      refused.value = done.error;
      return false;
    }
    void draft.keep();
    notice.refuse(named(done.error));
    if (done.error.code === 'record.stale') merging.value = record.merge();
    if (['record.stale', 'record.duplicate'].includes(done.error.code)) deciding.value = null;
    if (done.error.code === 'record.duplicate') goToPlace(twinsPlace);
    const first = done.error.issues?.[0];
    if (first !== undefined && deciding.value === null) goToPlace(first.path);
    return false;
  }

  /** Whoever asks to save what needs no saving hears so. */
  async function saveAsked(): Promise<void> {
    if (record.dirty) await save();
    else notice.say(say('record.nothingToSave'));
  }

  function settle(taken: readonly Conflict[]): void {
    if (merging.value !== null) record.settle(merging.value, taken);
    merging.value = null;
    notice.clear();
  }

  return {
    ...{ busy, merging, settle, deciding, refusedDecision: moving.refusedDecision },
    offered: moving.offered,
    save: () => inTurn(saveAsked),
    beginMove: (move: StatusMove) => inTurn(() => moving.begin(move)),
    moveOn: () => inTurn(moving.beginOnward),
    beginChange: () => inTurn(moving.beginChange),
    carryOut: (move: StatusMove, decision: Decision) => inTurn(() => moving.carryOut(move, decision)),
    /** The form is another one now, or none. */
    leave: () => {
      visit += 1;
      moving.offered.value = null;
    },
  };
}
