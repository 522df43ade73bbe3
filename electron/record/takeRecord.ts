import { nameOfChange, type Change } from '../../domain/exchange/change';
import {
  accept,
  agrees,
  decline,
  follows,
  isAnswered,
  lose,
  shownBy,
  takeAsk,
  takeLocal,
  takeLoss,
  takeWord,
  tenureFrom,
  withOwnSettles,
  type Acceptance,
  type Register,
} from '../../domain/exchange/register';
import { showsField, viewOf, type View } from '../../domain/exchange/audience';
import { judge, standingOf, type StandingRecord, type Verdict } from '../../domain/record/gate';
import { deciderOf, ownerOf, ownerRule, type Holders } from '../../domain/record/ownership';
import { isFrozenIn } from '../../domain/registry/traits/statuses';
import type { Registry } from '../../domain/registry/defineRegistry';
import { nothingIn } from '../../domain/registry/systemFields';
import { fail, ok, type Result } from '../../domain/values/result';
import { isUuid } from '../../domain/values/uuid';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import type { WriteTx } from '../../db/file/handles';
import { hasWordsOf } from '../../db/record/changeRepository';
import { keepsParent } from '../../db/record/keeperRepository';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { countNamingEach } from '../../db/record/referenceRepository';
import { readRegisters, type Registers } from '../../db/record/registerRepository';
import { openAsks } from '../../db/record/reviewRepository';
import { passGate } from './changeGate';
import {
  isMoveOf,
  isOfMoves,
  kindOf,
  ofRoot,
  registryIn,
  type PackageRefusal,
  type PackageSource,
  type Sender,
  type TakenRecord,
  type Told,
} from './kindOfChange';
import {
  handOver,
  heldHolders,
  holderFields,
  shownHolders,
  standing,
  standingOrWithdrawn,
} from '../access/recordHolders';
import { rowOfAskedMove } from './decision';

/** What a package says of one record: words and losses first, then what is asked of us, as the record then stands. */
export async function takeRecord(
  source: PackageSource,
  tx: WriteTx,
  sender: Sender,
  told: Told,
): Promise<Result<TakenRecord, PackageRefusal>> {
  const { root, rootId, changes } = told;
  const known = root.root?.held !== undefined ? [...holderFields(root, rootId), ofRoot(told, 'status')] : [];
  const registers = await readRegisters(tx, [...changes, ...known]);
  const step = beginStep(source, registers, told);
  // Who keeps the record is heard first: whose word the rest is follows from it.
  const ofHolders = ({ registry, field }: Change): boolean => registry === root.code && field === 'keeper';
  const asks: Change[] = [];
  const waiting: Change[] = [];
  for (const change of [...changes.filter(ofHolders), ...changes.filter((one) => !ofHolders(one))]) {
    const kind = kindOf(source, sender, told, registers, change);
    if (!kind.ok) return kind;
    // An ask of what is no record is answered; a word of it would be held, and nobody could ever name it.
    if (['word', 'local'].includes(kind.value) && !isUuid(change.recordId))
      return fail('packet.badPayload', { params: { detail: change.stamp } });
    if (kind.value === 'ask') asks.push(change);
    else if (kind.value === 'word') step.take(change, (register) => takeWord(register, change));
    else if (kind.value === 'local') {
      const accepted = sender.nextLocal();
      step.take(change, (register) => takeLocal(register, change, accepted));
    } else if (kind.value === 'loss') step.take(change, (register) => takeLoss(register, change));
    else if (kind.value === 'wait') waiting.push(change);
    else if (kind.value === 'foreign')
      step.take(change, (register) => [
        lose(register, change, { against: register.held?.stamp ?? null, reason: 'forbidden' }),
      ]);
  }
  let applied = await step.write(tx, sender.code);
  if (changes.some(({ registry, field }) => registry === root.code && field === 'status'))
    applied += await holdBack(source, tx, told);
  const answering = await answerAsks(source, tx, told, registers, asks);
  applied += await answering.step.write(tx, sender.code);
  return ok({ applied, answered: answering.answered, waiting });
}

/**
 * What this office asked for while the record was a draft was shown as its value. Once the record stands in the registry
 * it is a proposal like any other there: what holds is shown, and printed, until the ask is answered.
 */
async function holdBack(source: PackageSource, tx: WriteTx, told: Told): Promise<number> {
  const { root, rootId } = told;
  const { place, sender } = source;
  const state = await findRecord(tx, root, rootId);
  if (state === undefined || !isFrozenIn(root.root?.frozenIn, state.status)) return 0;
  const open = await openAsks(tx, root, place.office, rootId);
  const shown = open.flatMap(({ change, isShown }) => (isShown && change.field !== 'status' ? [change] : []));
  if (shown.length === 0) return 0;
  const registers = await readRegisters(tx, [...shown, ...holderFields(root, rootId)]);
  const record = standing(state, shownHolders(place, registers, root, rootId));
  const isProposal = ({ registry, field, after }: Change): boolean =>
    standingOf({ root, place, record }, registryIn(root, registry), field, after) === 'propose';
  const held = shown.filter(isProposal);
  const step = beginStep(source, registers, told);
  for (const ask of held)
    step.take(ask, () => {
      step.propose(held.filter(({ recordId, field }) => recordId === ask.recordId && field === ask.field));
      return [ask];
    });
  return step.write(tx, sender.code);
}

/** Asks of what is ours are judged, each office's together; others are kept to be passed on. */
async function answerAsks(
  source: PackageSource,
  tx: WriteTx,
  told: Told,
  registers: Registers,
  asks: readonly Change[],
): Promise<{ readonly step: Step; readonly answered: readonly string[] }> {
  const { place } = source;
  const { root, rootId } = told;
  const step = beginStep(source, registers, told);
  const answered: string[] = [];
  if (asks.length === 0) return { step, answered };
  const holders = heldHolders(registers, root, rootId);
  const keeper = registers.of(ofRoot({ root, rootId }, 'keeper')).held;
  const judgeAsks = async (office: string, edits: readonly Change[]) => {
    const state = await findRecord(tx, root, rootId);
    const held = await standingOrWithdrawn(tx, root, rootId, { state, holders });
    const isWithdrawal = edits.some(({ registry, field }) => registry === root.code && field === 'removed');
    const isNamed = isWithdrawal && (await countNamingEach(tx, root, [rootId])).size > 0;
    const writtenHere = isNamed || (isWithdrawal && (await hasWordsOf(tx, root, rootId, place.office)));
    const record = held === null ? null : { ...held, writtenHere };
    const { verdicts } = judge({
      ...{ root, recordId: rootId, record, edits, place, context: source.context },
      registryOf: source.registryOf,
      by: {
        ...{ office, kind: office === source.sender.code ? source.sender.kind : null, acts: false },
        ...whatSees(source, root, office, record),
        ...{ keepsParent: record === null && (await keepsParent(tx, root, office, edits)) },
      },
    });
    return { state, verdicts };
  };
  // What this office asked and lost with a disk is an open question again, shown as its value or not.
  const back = asks.filter((ask) => ask.office === place.office);
  if (back.length > 0) {
    const { verdicts } = await judgeAsks(place.office, back);
    step.propose(back.filter((_, index) => verdicts[index] === 'propose'));
  }
  const open: Change[] = [];
  for (const ask of asks) {
    const register = registers.of(ask);
    if (isAnswered(register, ask.stamp)) answered.push(ask.stamp);
    else if (!register.asks.has(ask.stamp)) {
      step.take(ask, (one) => takeAsk(one, ask));
      const registry = registryIn(root, ask.registry);
      if (ownerOf(registry, ask.field, holders, place) === place.office) open.push(ask);
    }
  }
  for (const office of new Set(open.map((ask) => ask.office))) {
    const own = open.filter((ask) => ask.office === office);
    // What is accepted in one step is accepted at one moment: of a birth it stays one word.
    const acceptance = {
      ...{ office: place.office, nowMs: source.database.now().getTime() },
      last: source.database.nextStamp(place.office),
    };
    const { state, verdicts } = await judgeAsks(office, own);
    const isTooLate = (ask: Change): boolean => isMoveOf(root, ask) && !follows(registers.of(ask), ask);
    const isLate = own.some((ask, index) => verdicts[index] === 'accept' && isTooLate(ask));
    for (const [index, ask] of own.entries()) {
      const registry = registryIn(root, ask.registry);
      const giver = ownerRule(registry, ask.field) === 'keeper' ? keeper : undefined;
      step.take(ask, (register) =>
        answer(register, ask, isLate && isOfMoves(root, ask) ? 'move' : (verdicts[index] ?? 'forbidden'), {
          ...acceptance,
          tenure: tenureFrom(giver),
        }),
      );
    }
    if (state === undefined) continue;
    const taken = own.filter((ask) => registers.of(ask).held?.stamp === ask.stamp);
    step.add(await followingActs(source, tx, root, state, { registers, holders, taken }));
  }
  return { step, answered };
}

/** What an office that is known here may see of the record; the ministry answers for whom it speaks. */
function whatSees(
  { place, onlooker }: PackageSource,
  root: Registry,
  code: string,
  record: StandingRecord | null,
): { readonly sees?: View } {
  const office = code === place.office ? undefined : onlooker(code);
  if (office === undefined || record === null) return {};
  return { sees: viewOf(root, office, { ...record, decider: deciderOf(record, place) }) };
}

function answer(register: Register, ask: Change, verdict: Verdict, by: Acceptance): readonly Change[] {
  // Whoever asks for the very value that is held agrees with it: nobody needs to decide.
  if (verdict === 'propose' && !agrees(register, ask)) return [];
  if (verdict !== 'accept' && verdict !== 'propose') return decline(register, ask, verdict);
  if (!follows(register, ask))
    return [lose(register, ask, { against: register.held?.stamp ?? null, reason: 'concurrent' })];
  return accept(register, withOwnSettles(ask), by);
}

/** What follows from what another office asked and was given: the row that says a move was made, and a hand-over. */
async function followingActs(
  source: PackageSource,
  tx: WriteTx,
  root: Registry,
  record: RecordState,
  { registers, holders, taken }: { registers: Registers; holders: Holders; taken: readonly Change[] },
): Promise<readonly Entry[]> {
  const { recordId } = record;
  const to = registers.of(ofRoot({ root, rootId: recordId }, 'status')).held?.after;
  const row = rowOfAskedMove(root, record, to, taken);
  const edits = [...row, ...handOver(source, root, recordId, holders, taken)];
  if (edits.length === 0) return [];
  const passed = await passGate(source, tx, { root, recordId, record, edits, acts: true });
  if (!passed.ok) throw new Error(`what follows from an ask did not pass the gate: ${passed.error.code}`);
  return passed.value.entries;
}

/** Events of one record in the order they are noted, each with whether its value is shown from then on. */
interface Step {
  take(change: Change, events: (register: Register) => readonly Change[]): void;
  /** These asks are not shown as the value. */
  propose(asks: readonly Change[]): void;
  add(entries: readonly Entry[]): void;
  /** Answers how many changes are shown now that were not before. */
  write(tx: WriteTx, via: string): Promise<number>;
}

function beginStep(
  { database, place, titles }: PackageSource,
  registers: Registers,
  { root, rootId, view = 'whole' }: Told,
): Step {
  const entries: Entry[] = [];
  const proposed = new Set<string>();
  const isProposal = (ask: Change): boolean => registers.isProposal(ask) || proposed.has(nameOfChange(ask));
  const isOpen = (change: Change): boolean => registers.of(change).asks.has(change.stamp);
  return {
    take(change, make) {
      const register = registers.of(change);
      const before = shownBy(register, place.office, isProposal);
      const events = make(register);
      const now = shownBy(register, place.office, isProposal);
      // What this office is not shown is kept, and waits for the word that it may be.
      const isHidden = !showsField(view, registryIn(root, change.registry), change.field);
      const isNew = !isHidden && now !== undefined && now.stamp !== before?.stamp;
      const shows = (one: Change): boolean => isNew && one.stamp === now.stamp && one.lost === undefined;
      for (const event of events)
        entries.push({ change: event, rootId, outcome: shows(event) ? 'applied' : 'stale' });
      if (isNew && !events.some(shows))
        entries.push({ change: now, rootId, outcome: 'applied', shown: true });
      // A first value that was not taken leaves nothing; a record that was not is left to its author.
      if (!isHidden && before !== undefined && now === undefined && before.field !== 'status')
        entries.push({
          ...{ change: { ...before, before: before.after, after: nothingIn(before.field) }, rootId },
          ...{ outcome: 'applied' as const, shown: true as const },
        });
    },
    propose(asks) {
      for (const ask of asks) proposed.add(nameOfChange(ask));
    },
    add: (more) => void entries.push(...more),
    async write(tx, via) {
      // What was asked and answered in one step is told by the answer.
      const told = entries.filter(
        ({ change, shown }) =>
          shown === true || change.accepted !== undefined || change.lost !== undefined || isOpen(change),
      );
      if (told.length === 0) return 0;
      const at = database.now().toISOString();
      await applyChanges(tx, told, {
        ...{ action: 'exchange.apply', at, via },
        ...(titles === undefined ? {} : { titles }),
      });
      return told.filter(({ outcome }) => outcome === 'applied').length;
    },
  };
}
