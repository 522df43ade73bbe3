import { ref, type Ref } from 'vue';
import type { StatusMove } from '../../domain/registry/defineRegistry';
import type { Issue } from '../../domain/values/result';
import { useWords } from '../locale/useWords';
import { useNoticeStore } from '../stores/noticeStore';
import { useRecordStore, type Done } from '../stores/recordStore';
import type { Decision } from './decision';
import { goToPlace } from './usePlaces';

interface Form {
  readonly busy: Ref<boolean>;
  readonly save: () => Promise<boolean>;
  /** Says how it went; answers whether it went well. */
  readonly after: (done: Done, words: string) => Promise<boolean>;
}

/** A record moves on as it is saved; what stands in the way is shown instead of asking for a decision in vain. */
export function useMove({ busy, save, after }: Form) {
  const { say, pick } = useWords();
  const record = useRecordStore();
  const notice = useNoticeStore();
  const deciding = ref<StatusMove | null>(null);
  const refusedDecision = ref<readonly Issue[]>([]);

  async function begin(move: StatusMove): Promise<void> {
    if (!(await save())) return;
    const lack = move.to === record.onward ? record.lacks[0] : undefined;
    if (lack !== undefined) {
      notice.say(say('record.moveRefused'));
      goToPlace(lack.path);
      return;
    }
    refusedDecision.value = [];
    if (move.decision) deciding.value = move;
    else await carryOut(move);
  }

  async function carryOut(move: StatusMove, decision?: Decision): Promise<void> {
    busy.value = true;
    const done = await record.move(move.to, decision);
    busy.value = false;
    refusedDecision.value = done.ok ? [] : (done.error.issues ?? []);
    const words = record.registry?.root?.statuses.words[move.to] ?? move.words;
    if (await after(done, say('record.moved', { status: pick(words) }))) deciding.value = null;
  }

  return { deciding, refusedDecision, begin, carryOut };
}
