import { showsField, type View } from '../exchange/audience';
import type { OfficeKind } from '../exchange/officeKind';
import type { LossReason } from '../exchange/change';
import type { Registry } from '../registry/defineRegistry';
import type { FieldValue, ListRow } from '../registry/fieldKinds';
import type { Issue } from '../values/result';
import { isUuid } from '../values/uuid';
import type { FieldEdit } from './editRecord';
import { deciderOf, isOfActs, mayDecide, ownerOf, ownerRule, type Holders, type Place } from './ownership';
import type { RecordContent, RecordContext } from './recordContent';
import { isKeptByAny } from '../registry/traits/held';
import { isFrozenIn } from '../registry/traits/statuses';
import type { RecordRight } from '../registry/traits/rights';
import { beforeNextMove, isFirst, whatGoesWith, wrongMove } from './moveJudge';
import { findMove } from './recordStatus';
import { referenceIssues, type Targets } from './references';
import { validateRecord } from './validateRecord';
import { isWellFormed } from './wellFormed';

/**
 * THE judge of changes: may this office's change of this record be accepted, as the record stands now? A form, a call, an
 * import, an undo, a package and a restoration ask it, inside the transaction that writes, and nothing else judges. It
 * believes nothing that a change says of the past (`before`), only the record that is held.
 *
 * Rights are judged against the record as it stood before all these changes, moves along them, soundness at their end.
 */
export interface GateInput {
  readonly root: Registry;
  /** Any registry by its code, own keys only. */
  readonly registryOf: (code: string) => Registry | undefined;
  readonly recordId: string;
  /** null for a birth. */
  readonly record: StandingRecord | null;
  /** Changes of this record and its rows, in the order they were made. */
  readonly edits: readonly FieldEdit[];
  /** Whose changes they are, and whether they are an act: a decision, a number, what the program writes with it. */
  readonly by: Author & { readonly acts: boolean; readonly may?: (right: RecordRight) => boolean };
  readonly place: Place;
  readonly context: RecordContext;
  /** Records that the changes name. Absent where they were told: what they name may come later. */
  readonly targets?: Targets;
  /** How many records that stand name this one. */
  readonly namedBy?: number;
}

export interface Author {
  readonly office: string;
  /** null where it is not known, because the ministry passes the change on. */
  readonly kind: OfficeKind | null;
  /** It keeps the record that one which is born hangs on. */
  readonly keepsParent?: boolean;
  /** What it may see of the record where less than all: of the rest, but for a birth, it has nothing to say. */
  readonly sees?: View;
}

/** A record as it is held. */
export interface StandingRecord extends RecordContent, Holders {
  readonly status: string;
  readonly removed: boolean;
  /** The judging office has written in it or names it, and whose change it is may not have seen that. */
  readonly writtenHere?: boolean;
}

/** `propose`: it waits for a person of the office that decides. */
export type Verdict = 'accept' | 'propose' | LossReason;

export interface Judgement {
  /** One for each edit, in the same order. */
  readonly verdicts: readonly Verdict[];
  /** What makes the record unsound, where that is why. */
  readonly issues: readonly Issue[];
}

export function judge(input: GateInput): Judgement {
  const walk = startWalk(input);
  const isBirth = ({ registry, field }: FieldEdit): boolean =>
    registry === input.root.code && field === 'status';
  // Changes of a record that nobody here has heard of are no birth.
  if (input.record === null && !input.edits.some(isBirth))
    return { verdicts: input.edits.map(() => 'unsound'), issues: [] };
  const verdicts = input.edits.map((edit, index) => {
    const verdict = judgeEdit(input, walk, edit, index);
    if (verdict === 'accept') advance(input, walk, edit);
    else if (verdict === 'propose' && edit.field === 'parentId') notePut(input, walk, edit);
    return verdict;
  });
  // What is withdrawn need not be sound: it may be the mistake that it is withdrawn for.
  const isStanding = !walk.removed && walk.status !== '';
  const isJudged = verdicts.includes('accept') && isStanding;
  const next = contentOf(input.root, walk);
  const unsound = isJudged ? newIssues(input, next, walk.status) : [];
  const taken = input.edits.filter((_, index) => isTaken(verdicts[index] ?? 'unsound'));
  const isWithdrawn = walk.removed && input.record?.removed === false;
  const named = referenceIssues(input, taken, next, walk.removed ? (isWithdrawn ? 'now' : 'before') : 'no');
  return {
    verdicts: verdicts.map((verdict) =>
      (unsound.length > 0 && verdict === 'accept') || (named.length > 0 && isTaken(verdict))
        ? 'unsound'
        : verdict,
    ),
    issues: [...unsound, ...named, ...walk.missing],
  };
}

const isTaken = (verdict: Verdict): boolean => verdict === 'accept' || verdict === 'propose';

/** The record as the changes before have made it. */
interface Walk {
  status: string;
  removed: boolean;
  readonly fields: Record<string, FieldValue>;
  /** Rows by id, with the list they are in. */
  readonly rows: Map<
    string,
    { list: string; position: number; removed: boolean; cells: Record<string, FieldValue> }
  >;
  /** What goes with the moves so far, and the verdict of each: only the program writes it, so it stands or falls with it. */
  readonly withMoves: Map<FieldEdit, Verdict>;
  /** What moves lacked that were refused for it. */
  readonly missing: Issue[];
}

function startWalk({ root, record }: GateInput): Walk {
  const rows: Walk['rows'] = new Map();
  for (const [list, ofList] of Object.entries(record?.lists ?? {}))
    for (const [position, { id, ...cells }] of ofList.entries())
      if (id !== undefined) rows.set(id, { list, position, removed: false, cells: { ...cells } });
  const fields = Object.fromEntries(
    Object.keys(root.fields).map((field) => [field, record?.fields[field] ?? null]),
  );
  // A birth has no status until it is given one.
  const status = record?.status ?? '';
  const removed = record?.removed ?? false;
  return { status, removed, fields, rows, withMoves: new Map(), missing: [] };
}

function judgeEdit(input: GateInput, walk: Walk, edit: FieldEdit, index: number): Verdict {
  const { root, registryOf, recordId } = input;
  const registry = registryOf(edit.registry);
  if (registry === undefined || !isUuid(edit.recordId)) return 'unsound';
  if (registry === root ? edit.recordId !== recordId : registry.parent?.registry !== root.code)
    return 'unsound';
  if (!isWellFormed(registry, edit, input.context)) return 'unsound';
  if (registry !== root) {
    const misplaced = misplacedRow(input, walk, registry, edit);
    if (misplaced !== null) return misplaced;
    if (!input.by.acts && isWrittenOnce(input, registry, edit)) return 'forbidden';
  }
  const ofMove = walk.withMoves.get(edit);
  if (ofMove !== undefined) return ofMove;
  if (isOfActs(registry, edit.field) && !input.by.acts) return 'forbidden';
  if (registry === root && edit.field === 'removed' && !input.by.acts && !isWithdrawable(root, walk, edit))
    return 'forbidden';
  if (registry === root && edit.field === 'status') return judgeMove(input, walk, edit, index);
  return mayChange(input, registry, edit);
}

/** A move, and with it the row that says it was made and the fields it sets. */
function judgeMove(input: GateInput, walk: Walk, edit: FieldEdit, index: number): Verdict {
  const { root, record, recordId, by, place, context } = input;
  const wrong = wrongMove(input, walk.status, String(edit.after));
  if (wrong !== null) return wrong;
  const verdict = mayChange(input, root, edit);
  const move = findMove(root, walk.status, String(edit.after));
  if (move === undefined || !isTaken(verdict)) return verdict;
  const decides = by.office === deciderOf(record ?? { decider: null, keeper: null }, place);
  const later = beforeNextMove(root, input.edits.slice(index + 1));
  const isRow = (id: string): boolean => walk.rows.has(id);
  const { edits, missing } = whatGoesWith({ root, recordId, move, later, isRow, decides, context });
  walk.missing.push(...missing);
  if (missing.length > 0) return 'unsound';
  for (const one of edits) walk.withMoves.set(one, verdict);
  return verdict;
}

/** What an office may do with a field it does not own itself, as the record stood before. */
function mayChange(
  { root, record, by, place }: Pick<GateInput, 'root' | 'record' | 'place'> & { readonly by: Author },
  registry: Registry,
  { field, after }: FieldEdit,
): Verdict {
  if (ownerRule(registry, field) === 'holder') return by.office === place.office ? 'accept' : 'forbidden';
  if (record !== null && by.sees !== undefined && !showsField(by.sees, registry, field)) return 'forbidden';
  // Institutions and bodies read what is public, and write what they keep; the rest they tell whoever keeps it.
  if ((by.kind === 'institution' || by.kind === 'body') && !isKeptBy(by, root, record)) return 'forbidden';
  // What nobody keeps nobody could ever change.
  if (field === 'keeper' && !place.offices.has(String(after))) return 'forbidden';
  if (record === null)
    return field !== 'decider' || mayDecide(root, by.office, after, place) ? 'accept' : 'forbidden';
  if (record.removed || field === 'decider') return 'forbidden';
  const owner = ownerOf(registry, field, record, place);
  const decider = deciderOf(record, place);
  if (field === 'keeper') return by.office === owner || by.office === place.ministry ? 'accept' : 'forbidden';
  if (by.office === decider || by.office === owner) return 'accept';
  // Records older than keepers name none: then any territorial office may ask.
  if (record.keeper !== null && by.office !== record.keeper) return 'forbidden';
  const path = registry === root ? field : (registry.parent?.list ?? '');
  const isFrozen = isFrozenIn(root.root?.frozenIn, record.status, path);
  // What was written here would go with it.
  const goesWithOurs = registry === root && field === 'removed' && record.writtenHere === true;
  return isFrozen || goesWithOurs ? 'propose' : 'accept';
}

/** Is the record this office's to keep, by a declaration that lets an office of any kind? */
const isKeptBy = (by: Author, { root }: Registry, record: StandingRecord | null): boolean =>
  isKeptByAny(root?.held) && (record === null ? by.keepsParent === true : record.keeper === by.office);

/** Would a direct change of this field, by this office, be taken, become a proposal or be refused? For the window. */
export function standingOf(
  input: Pick<GateInput, 'root' | 'record' | 'place'>,
  registry: Registry,
  field: string,
  after: FieldValue = null,
): Verdict {
  if (isOfActs(registry, field)) return 'forbidden';
  const { root, record, place } = input;
  const from = record?.status ?? '';
  const isMove = registry === root && field === 'status' && from !== '';
  if (isMove && wrongMove({ root, record, by: place, place }, from, String(after)) !== null)
    return 'forbidden';
  const edit = { registry: registry.code, recordId: '', field, before: null, after };
  return mayChange({ ...input, by: place }, registry, edit);
}

/** What the program said of a row when it put it there stays so: what a file is, is not told anew. */
const isWrittenOnce = ({ record }: GateInput, { fields, parent }: Registry, edit: FieldEdit): boolean =>
  Object.hasOwn(fields, edit.field) &&
  fields[edit.field]?.system === true &&
  record?.lists[parent?.list ?? '']?.some(({ id }) => id === edit.recordId) === true;

/** A record is withdrawn while it is a mistake that nobody built on: in its first status, and never brought back so. */
const isWithdrawable = (root: Registry, walk: Walk, { after }: FieldEdit): boolean =>
  after === true && isFirst(root, walk.status);

/** A cell of a row that is not there, or a row that leaves one record for another. */
function misplacedRow(
  { recordId }: GateInput,
  walk: Walk,
  registry: Registry,
  edit: FieldEdit,
): Verdict | null {
  const row = walk.rows.get(edit.recordId);
  if (edit.field === 'parentId') return edit.after === recordId && row === undefined ? null : 'forbidden';
  return row === undefined || row.list !== registry.parent?.list ? 'unsound' : null;
}

/** A row that is only proposed: its cells may be said, and the record is judged without it. */
function notePut(input: GateInput, walk: Walk, edit: FieldEdit): void {
  advance(input, walk, edit);
  advance(input, walk, { ...edit, field: 'removed', after: true });
}

function advance({ root }: GateInput, walk: Walk, { registry, recordId, field, after }: FieldEdit): void {
  if (registry === root.code) {
    if (field === 'status') walk.status = String(after);
    else if (field === 'removed') walk.removed = after === true;
    else if (Object.hasOwn(root.fields, field)) walk.fields[field] = after;
    return;
  }
  const row = walk.rows.get(recordId);
  if (row === undefined) {
    const list =
      Object.entries(root.root?.lists ?? {}).find(([, child]) => child.code === registry)?.[0] ?? '';
    walk.rows.set(recordId, { list, position: Number.MAX_SAFE_INTEGER, removed: false, cells: {} });
  } else if (field === 'position') row.position = Number(after);
  else if (field === 'removed') row.removed = after === true;
  else row.cells[field] = after;
}

function contentOf(root: Registry, { fields, rows }: Walk): RecordContent {
  const lists = Object.entries(root.root?.lists ?? {}).map(([list, child]): [string, readonly ListRow[]] => {
    const empty = Object.fromEntries(Object.keys(child.fields).map((field) => [field, null]));
    const ofList = [...rows].filter(([, row]) => row.list === list && !row.removed);
    const sorted = ofList.toSorted(([a, x], [b, y]) => x.position - y.position || (a < b ? -1 : 1));
    return [list, sorted.map(([id, { cells }]) => ({ ...empty, ...cells, id }))];
  });
  return { fields, lists: Object.fromEntries(lists) };
}

/** Errors that were not there before: nobody is held to answer for a record that was unsound when it was held. */
function newIssues(
  { root, record, context, by, place }: GateInput,
  next: RecordContent,
  status: string,
): readonly Issue[] {
  const errors = (content: RecordContent, at: string): readonly Issue[] =>
    validateRecord(root, content, at, context).filter(({ severity }) => severity === 'error');
  const after = errors(next, status);
  // What the program writes with an act, nobody typed: the form of the act was judged by itself.
  const isTyped = by.office === place.office && !by.acts;
  if (after.length === 0 || record === null || isTyped) return after;
  // In the status it had: what the next status asks for is answered for by whoever moves it.
  const known = new Set(errors(record, record.status).map(({ path, code }) => `${path} ${code}`));
  return after.filter(({ path, code }) => !known.has(`${path} ${code}`));
}
