import type { AuditAction } from '../../domain/audit/events';
import { seen, type Change } from '../../domain/exchange/change';
import { decline, lose, type Register } from '../../domain/exchange/register';
import type { FieldEdit } from '../../domain/record/editRecord';
import { judge, type Judgement, type Verdict } from '../../domain/record/gate';
import { ownerOf, type Holders } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Issue, type Result } from '../../domain/values/result';
import { applyChanges, type Entry, type Origin } from '../../db/record/applyChanges';
import type { ReadDb, WriteTx } from '../../db/file/handles';
import { noteTwins, tellsWhoItIs } from './twins';
import {
  bornHolders,
  handOver,
  heldHolders,
  holderFields,
  shownHolders,
  standing,
} from '../access/recordHolders';
import { eventsOf, type GateDeps, type RecordChange } from './recordChange';
import { readRegisters, type Registers, type Wanted } from '../../db/record/registerRepository';
import { keepsParent } from '../../db/record/keeperRepository';
import { handOvers, type Touched } from './handOn';
import { namesIn, type NamesInChanges } from './named/namesInChanges';

export type { GateDeps, RecordChange } from './recordChange';

/**
 * Where changes of this office pass the gate and become words or asks. Whoever writes records here (form, call, import,
 * undo, decision) comes through `changeRecord`, a package through `takeRecord.ts`; a rule of the layers lets nobody else
 * write.
 */
export interface Changed {
  readonly version: number;
  /** What waits for the office that decides and is not shown as the value. */
  readonly proposed: readonly FieldEdit[];
}

export type GateRefusal = 'record.notYours' | 'record.moveForbidden' | 'record.invalid';

/** Judges and writes the changes of one record; nothing is written where one of them is refused. */
export async function changeRecord(
  deps: GateDeps,
  tx: WriteTx,
  change: RecordChange,
  action: AuditAction,
): Promise<Result<Changed, GateRefusal>> {
  const passed = await passGate(deps, tx, change);
  if (!passed.ok) return passed;
  const { entries, proposed } = passed.value;
  const at = deps.database.now().toISOString();
  const versions = await writeJudged(deps, tx, entries, { action, at });
  return ok({ version: versions.get(change.recordId) ?? change.record?.version ?? 0, proposed });
}

/** Changes of a form and the act that goes with them: two judgements, one step. */
export async function changeWithAct(
  deps: GateDeps,
  tx: WriteTx,
  change: RecordChange,
  act: readonly FieldEdit[],
  action: AuditAction,
): Promise<Result<Changed, GateRefusal>> {
  if (act.length === 0) return changeRecord(deps, tx, change, action);
  const typed = await passGate(deps, tx, change);
  if (!typed.ok) return typed;
  const acted = await passGate(deps, tx, { ...change, edits: act, acts: true });
  if (!acted.ok) return acted;
  const entries = [...typed.value.entries, ...acted.value.entries];
  const at = deps.database.now().toISOString();
  const versions = await writeJudged(deps, tx, entries, { action, at });
  return ok({ version: versions.get(change.recordId) ?? 0, proposed: typed.value.proposed });
}

/** Events that passed the gate. Nothing else can be written, and nothing else can make them. */
declare const judged: unique symbol;
export type Judged = Entry & { readonly [judged]: true };
const asJudged = (entries: readonly Entry[]): readonly Judged[] => entries as readonly Judged[];

/** What ships with the program is the same everywhere and judged by its tests; nobody can refuse it. */
export const writeShipped = (
  tx: WriteTx,
  words: readonly Pick<Entry, 'change' | 'rootId'>[],
  origin: Origin,
): Promise<unknown> =>
  writeNoted(tx, asJudged(words.map((word) => ({ ...word, outcome: 'applied' }))), origin);

/** Writes what passed the gate, and hands over what is another office's to keep by it. */
export async function writeJudged(
  deps: GateDeps,
  tx: WriteTx,
  entries: readonly Judged[],
  origin: Origin,
): Promise<ReadonlyMap<string, number>> {
  const versions = await writeNoted(tx, entries, origin);
  const applied = entries.flatMap(({ change, outcome }) => (outcome === 'applied' ? [change] : []));
  return new Map([...versions, ...(await handOn(deps, tx, applied, origin))]);
}

/** Hands over what these changes make another office's to keep, and what hangs on it. */
export async function handOn(
  deps: GateDeps,
  tx: WriteTx,
  touched: readonly Touched[],
  origin: Origin,
): Promise<ReadonlyMap<string, number>> {
  const changes = await handOvers(deps, tx, touched);
  if (changes.length === 0) return new Map();
  const passed = await passGateEach(deps, tx, changes);
  return writeJudged(
    deps,
    tx,
    passed.flatMap((one) => (one.ok ? one.value.entries : [])),
    origin,
  );
}

/** Writes it, and notes who looks like somebody else by it. */
async function writeNoted(
  tx: WriteTx,
  entries: readonly Judged[],
  origin: Origin,
): Promise<ReadonlyMap<string, number>> {
  const versions = await applyChanges(tx, entries, origin);
  for (const [root, ids] of corrected(tx, entries))
    await noteTwins(tx, root, [...ids], { via: tx.actor.office, at: origin.at, drafts: 'quiet' });
  return versions;
}

/** Records whose identity is another one now. Of a birth whoever makes the record is asked. */
function corrected({ registries }: WriteTx, entries: readonly Judged[]): ReadonlyMap<Registry, Set<string>> {
  const found = new Map<Registry, Set<string>>();
  for (const { change, rootId, outcome } of entries) {
    const root =
      outcome === 'applied' && change.replaces !== null ? registries.find(change.registry) : undefined;
    if (root !== undefined && tellsWhoItIs(root, change))
      found.set(root, (found.get(root) ?? new Set()).add(rootId));
  }
  return found;
}

export interface Passed {
  readonly entries: readonly Judged[];
  readonly proposed: readonly FieldEdit[];
}

/** What is to be written for the changes of one record, or why nothing is. */
export async function passGate(
  deps: GateDeps,
  tx: WriteTx,
  change: RecordChange,
): Promise<Result<Passed, GateRefusal>> {
  const [one] = await passGateEach(deps, tx, [change]);
  if (one === undefined) throw new Error('one change has one judgement');
  return one;
}

/** The same of many records at once: what was told of all of them is read together. */
export async function passGateEach(
  deps: GateDeps,
  tx: WriteTx,
  changes: readonly RecordChange[],
): Promise<readonly Result<Passed, GateRefusal>[]> {
  const past = await readPast(tx, changes);
  const names = await namesIn(tx, changes);
  const hanging = await hangsOnOurs(deps, tx, changes);
  return changes.map((change) => judgeOne(deps, tx, change, past, { ...names, hanging }));
}

/** Births that hang on a record which this office keeps. */
async function hangsOnOurs(
  { place }: GateDeps,
  tx: ReadDb,
  changes: readonly RecordChange[],
): Promise<ReadonlySet<RecordChange>> {
  const found = new Set<RecordChange>();
  for (const change of changes)
    if (change.record === null && (await keepsParent(tx, change.root, place.office, change.edits)))
      found.add(change);
  return found;
}

/** A record that is being born has no past to look up. */
function readPast(tx: ReadDb, changes: readonly RecordChange[]): Promise<Registers> {
  const wanted = changes.flatMap(({ root, recordId, record, edits }): Wanted => {
    if (record === null) return [];
    return root.root?.held === undefined ? edits : [...edits, ...holderFields(root, recordId)];
  });
  return readRegisters(tx, wanted, 'held');
}

function judgeOne(
  deps: GateDeps,
  tx: WriteTx,
  change: RecordChange,
  past: Registers,
  { targets, namedBy, hanging }: NamesInChanges & { readonly hanging: ReadonlySet<RecordChange> },
): Result<Passed, GateRefusal> {
  const { root, recordId, record } = change;
  const holders = record === null ? bornHolders(change.edits) : heldHolders(past, root, recordId);
  const handed = record === null ? [] : handOver(deps, root, recordId, holders, change.edits);
  const edits = [...change.edits, ...handed];
  const judgement = judge({
    ...{ root, recordId, edits, registryOf: deps.registryOf, place: deps.place, context: deps.context },
    // Whose word it is words say; who may change it meanwhile, what was asked for here too.
    record: record === null ? null : standing(record, shownHolders(deps.place, past, root, recordId)),
    by: {
      ...{ office: deps.place.office, kind: deps.place.kind, acts: change.acts === true },
      ...{ keepsParent: hanging.has(change) },
      ...(change.may === undefined ? {} : { may: change.may }),
    },
    ...(change.told === true ? {} : { targets }),
    namedBy: change.acts === true ? 0 : namedBy(recordId),
  });
  const refusal = refusalOf(deps, { ...change, edits }, holders, judgement);
  if (refusal !== null) return refusal;
  const registers = record === null ? null : past;
  const { verdicts } = judgement;
  const events = (some: RecordChange, from: number) =>
    eventsOf(deps, tx, some, { holders, registers }, verdicts.slice(from));
  // What a decision settles is no matter of the hand-over that follows from it.
  const { settles: _, ...unsettled } = change;
  const entries = [...events(change, 0), ...events({ ...unsettled, edits: handed }, change.edits.length)];
  const proposed = edits.filter((_edit, index) => verdicts[index] === 'propose');
  return ok({ entries: asJudged(entries), proposed });
}

/** The first verdict that stands in the way, as the operator is told it. */
function refusalOf(
  { place, registryOf }: GateDeps,
  { root, record, edits }: RecordChange,
  holders: Holders,
  { verdicts, issues }: Judgement,
): Result<never, GateRefusal> | null {
  const at = (verdict: Verdict): FieldEdit | undefined => edits[verdicts.indexOf(verdict)];
  const foreign = at('forbidden');
  const isMove = record !== null && foreign?.field === 'status' && foreign.registry === root.code;
  if (foreign !== undefined && isMove)
    return fail('record.moveForbidden', {
      params: { from: record.status, to: String(foreign.after) },
    });
  if (foreign !== undefined) {
    const owner = ownerOf(registryOf(foreign.registry) ?? root, foreign.field, holders, place);
    return fail('record.notYours', { params: { field: pathOf(registryOf, root, foreign), office: owner } });
  }
  const move = at('move');
  if (move !== undefined)
    return fail('record.moveForbidden', { params: { from: record?.status ?? '', to: String(move.after) } });
  const unsound = at('unsound');
  if (unsound === undefined) return null;
  const unknown: Issue = {
    path: pathOf(registryOf, root, unsound),
    code: 'field.unknown',
    severity: 'error',
  };
  return fail('record.invalid', { issues: issues.length > 0 ? issues : [unknown] });
}

/** The field, or the list that a row's cell stands in. */
export function pathOf(
  registryOf: GateDeps['registryOf'],
  root: Registry,
  { registry, field }: Pick<FieldEdit, 'registry' | 'field'>,
): string {
  return registry === root.code ? field : (registryOf(registry)?.parent?.list ?? field);
}

/** What this office asked or lost is closed here, where nothing can be said of it any more. */
export const closeOwn = (register: Register, rootId: string, own: readonly Change[]): readonly Judged[] =>
  asJudged(
    own.map((change) => ({
      ...{ change: lose(register, change, { against: null, reason: seen }), rootId },
      outcome: 'stale' as const,
    })),
  );

/** The office that decides declines asks, with the words of the person who does. */
export const declineAsks = (
  register: Register,
  rootId: string,
  asks: readonly Change[],
  words: string,
): readonly Judged[] =>
  asJudged(
    asks.flatMap((ask) =>
      decline(register, ask, 'declined', words).map((change) => ({
        change,
        rootId,
        outcome: 'stale' as const,
      })),
    ),
  );
