import { ref, type Ref } from 'vue';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import { askedBy, type StatusMove } from '../../domain/registry/traits/statuses';
import type { Issue } from '../../domain/values/result';
import { useWords } from '../locale/useWords';
import { useNoticeStore } from '../stores/noticeStore';
import type { Done } from '../stores/record/recordSaving';
import { useRecordStore } from '../stores/recordStore';
import type { Decision } from './decision';
import { goToPlace } from './usePlaces';

interface Form {
  readonly busy: Ref<boolean>;
  readonly save: () => Promise<boolean>;
  /** Says how it went; answers whether it went well. */
  readonly after: (done: Done, words: string) => Promise<boolean>;
  /** Is the operator still at the form he asked at? */
  readonly isHere: () => boolean;
}

/** A record moves on as it is saved; what stands in the way is shown instead of asking for a decision in vain. */
export function useMove({ busy, save, after, isHere }: Form) {
  const { say, pick } = useWords();
  const record = useRecordStore();
  const notice = useNoticeStore();
  const deciding = ref<StatusMove | null>(null);
  const refusedDecision = ref<readonly Issue[]>([]);
  /** The paper of the move that was made last, until the operator goes on. */
  const offered = ref<PaperDeclaration | null>(null);

  async function begin(move: StatusMove): Promise<void> {
    if (deciding.value !== null || !(await save()) || !isHere()) return;
    const lack = move.to === record.onward ? record.lacks[0] : undefined;
    if (lack !== undefined) {
      notice.say(say('record.moveRefused'));
      goToPlace(lack.path);
      return;
    }
    if (askedBy(move).length > 0) ask(move);
    else await carryOut(move);
  }

  /** The move that leads on from where the record stands by now. */
  async function beginOnward(): Promise<void> {
    const move = record.moves.find(({ to }) => to === record.onward);
    if (move === undefined) notice.say(say('record.noMoveOn'));
    else await begin(move);
  }

  /** A change of what stands in the register is an act too: the record stays where it is. */
  function beginChange(): void {
    const words = say('record.changeAct');
    const at = record.status;
    ask({ from: at, to: at, words: { ru: words, tt: words }, event: 'change', decision: true });
  }

  function ask(move: StatusMove): void {
    refusedDecision.value = [];
    if (notice.failure !== null) notice.clear();
    deciding.value = move;
  }

  async function carryOut(move: StatusMove, decision?: Decision): Promise<void> {
    const isChange = move.from === move.to;
    offered.value = null;
    busy.value = true;
    const done = isChange ? await record.save(decision) : await record.move(move.to, decision);
    busy.value = false;
    refusedDecision.value = done.ok ? [] : (done.error.issues ?? []);
    if (!(await after(done, isChange ? say('record.saved', { n: record.version }) : movedWords(move))))
      return;
    deciding.value = null;
    if (isHere() && record.left.length === 0) offered.value = paperOf(move);
  }

  const paperOf = ({ offers }: StatusMove): PaperDeclaration | null =>
    record.registry?.root?.papers?.find(({ code }) => code === offers) ?? null;

  function movedWords(move: StatusMove): string {
    if (record.left.length > 0) return say('record.askedMove');
    const words = record.registry?.root?.statuses.words[move.to] ?? move.words;
    return say('record.moved', { status: pick(words) });
  }

  return { deciding, refusedDecision, offered, begin, beginOnward, beginChange, carryOut };
}
