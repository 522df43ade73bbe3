import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { seen, type Change, type LossReason } from '../../domain/exchange/change';
import { agrees, waitingBefore } from '../../domain/exchange/register';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Actor, ReadDb, WriteTx } from '../../db/file/handles';
import type { FieldEdit } from '../../domain/record/editRecord';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { openField, openFields, type OpenField } from '../../db/record/reviewRepository';
import { closeOwn, declineAsks, passGate, writeJudged, type Judged } from './changeGate';
import { decisionEdits } from './decision';
import { askedBy } from '../../domain/registry/traits/statuses';
import { findMove } from '../../domain/record/recordStatus';
import { isOwnedHere } from '../access/recordHolders';
import type { Viewer } from '../access/personAccess';
import { findRoot, gateOf, notFound, type RecordDeps } from './recordEdits';
import { titlesFor } from './named/shownTitles';

/**
 * The one review: what keepers propose and what lost, per field, with the value that holds and the others beside it. A
 * decision is a change like any other, made through the gate, that settles what it decided on, here and everywhere.
 */
type Item = Output<'review.list'>['items'][number];

type ReviewDeps = Pick<RecordDeps, 'database' | 'config' | 'deciders' | 'context' | 'read' | 'office'>;

/** Of registries that whoever asks may read. */
export async function listReviews(
  deps: ReviewDeps,
  viewer: Viewer,
  mayRead: (root: Registry) => boolean,
): Promise<Result<Output<'review.list'>, never>> {
  const items: Item[] = [];
  for (const open of await openFields(deps.read)) {
    const item = await toItem(deps, open, mayRead);
    if (item !== null) items.push(item);
  }
  const said = items.flatMap(({ registry, list, field, held, others }) => {
    const root = deps.read.registries.root(registry);
    const code = list === null ? registry : (root?.root?.lists[list]?.code ?? registry);
    return [...(held === null ? [] : [held]), ...others].map(({ value }) => ({
      registry: code,
      field,
      value,
    }));
  });
  const { titles } = await titlesFor(deps, viewer, said);
  return ok({ items, titles });
}

/** How many fields wait for a person of this office. */
export async function countReviews(deps: ReviewDeps): Promise<number> {
  const concerns = await Promise.all(
    (await openFields(deps.read)).map((open) => concernOf(deps, deps.read, open)),
  );
  return concerns.filter((concern) => concern !== null && concern.others.length > 0).length;
}

interface Concern {
  readonly root: Registry;
  readonly registry: Registry;
  readonly decidesHere: boolean;
  readonly others: readonly Change[];
}

/** What of an open field is for this office to look at; null of a registry that this version does not know. */
async function concernOf(deps: ReviewDeps, db: ReadDb, open: OpenField): Promise<Concern | null> {
  const registry = db.registries.find(open.registry);
  if (registry === undefined) return null;
  const root = db.registries.rootOf(registry);
  const { field, rootId: recordId } = open;
  const decidesHere = await isOwnedHere(db, gateOf(deps).place, root, { registry, recordId, field });
  const others = concerning(open, deps.office.code, decidesHere);
  return { root, registry, decidesHere, others };
}

/** null where it does not concern this office. */
async function toItem(
  deps: ReviewDeps,
  open: OpenField,
  mayRead: (root: Registry) => boolean,
): Promise<Item | null> {
  const concern = await concernOf(deps, deps.read, open);
  const first = concern?.others[0];
  if (concern === null || first === undefined || !mayRead(concern.root)) return null;
  const { root, registry, decidesHere, others } = concern;
  const record = await findRecord(deps.read, root, open.rootId);
  const title = record?.fields[root.root?.titleField ?? ''];
  return {
    ...{ registry: root.code, recordId: open.rootId, field: open.field, decidesHere },
    title: typeof title === 'string' ? title : '',
    list: registry.parent?.list ?? null,
    rowId: registry.parent === undefined ? null : open.recordId,
    why: others.some(({ lost }) => lost === undefined) ? 'proposed' : 'lost',
    reason: reasonOf(first),
    words: first.lost?.words ?? null,
    held: open.register.held === undefined ? null : toSaid(open.register.held),
    others: others.map(toSaid),
  };
}

/** One that was read is no more open. */
const reasonOf = ({ lost }: Change): LossReason | null =>
  lost === undefined || lost.reason === seen ? null : lost.reason;

const toSaid = ({ stamp, after, office, operator, at }: Change) => ({
  ...{ stamp, value: after, office, operator, at },
});

/**
 * What stands in the review of this office: asks that it must answer, its own that wait for a person elsewhere, and
 * losses of its own and of what it decides on. What a person declined concerns only whoever asked, and no more once he
 * agreed to what holds or asked anew.
 */
function concerning(
  { register, isProposal }: OpenField,
  office: string,
  decidesHere: boolean,
): readonly Change[] {
  const asks = [...register.asks.values()];
  const replaced = new Set(asks.map(({ replaces }) => replaces));
  const own = asks.filter((ask) => ask.office === office);
  const settled = new Set(own.flatMap(({ settles }) => settles ?? []));
  const isLast = (ask: Change): boolean => !replaced.has(ask.stamp) && !agrees(register, ask);
  const proposed = asks.filter(
    (ask) => isLast(ask) && (decidesHere || (ask.office === office && isProposal(ask))),
  );
  const losses = [...register.losses.values()].filter(
    (loss) =>
      !settled.has(loss.stamp) &&
      (loss.office === office || (decidesHere && loss.lost?.reason !== 'declined')),
  );
  return [...proposed, ...losses];
}

export async function decideReview(
  deps: RecordDeps,
  actor: Actor,
  input: Parsed<'review.decide'>,
): Promise<Result<Output<'review.decide'>, HandlerError<'review.decide'>>> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const { recordId: rootId, field } = input;
  const result = await deps.database.write(actor, async (tx) => {
    const record = await findRecord(tx, root, rootId);
    const open = await openField(tx, root, rootId, input.rowId ?? rootId, field);
    const concern = open === undefined ? null : await concernOf(deps, tx, open);
    if (open === undefined || concern === null || concern.others.length === 0) return fail('review.closed');
    const { decidesHere, others } = concern;
    if (input.seen !== undefined && !isAsSeen(input.seen, open, others)) return fail('review.changed');
    /** Closes it where no value can be said: the record is gone, or the row never was, or only an act writes it. */
    const closeUnsaid = async () => {
      const own = others.filter(({ office }) => office === deps.office.code);
      const closed = decidesHere
        ? declineAsks(open.register, rootId, others, input.reason)
        : closeOwn(open.register, rootId, own);
      const version = await write(deps, tx, closed, rootId);
      return ok({ version: version ?? record?.version ?? 0, asked: false });
    };
    if (record === undefined) return input.take === 'held' ? closeUnsaid() : notFound(rootId);
    const held: FieldValue = open.register.held?.after ?? null;
    const chosen = chosenBy(input, others, held);
    if (chosen === undefined) return fail('review.closed');
    const row = decidesHere ? await proposedRow(deps, tx, record, open) : [];
    const proposals = [...others.filter(isAsk), ...row.flatMap(({ asks }) => asks)];
    // With an ask goes what it took the place of.
    const former = proposals.filter(isAsk).flatMap((ask) => waitingBefore(open.register, ask));
    const settles = [...new Set([...others, ...proposals, ...former].map(({ stamp }) => stamp))];
    // Declined asks are answered one by one with the reason; what lost is settled by saying the value once more.
    const isDeclined = input.take === 'held' && decidesHere;
    const declined = isDeclined
      ? [{ register: open.register, asks: others.filter(isAsk) }, ...row].flatMap(({ register, asks }) =>
          declineAsks(register, rootId, asks, input.reason),
        )
      : [];
    const rest = settles.filter((stamp) => !declined.some(({ change }) => change.stamp === stamp));
    const own = { registry: open.registry, recordId: open.recordId, field, before: held, after: chosen };
    const edits =
      declined.length > 0 && rest.length === 0
        ? []
        : isDeclined
          ? [own]
          : inOrderOfBirth([own, ...row.flatMap(({ edits: more }) => more)]);
    const move =
      open.registry === root.code && field === 'status'
        ? findMove(root, record.status, String(chosen))
        : undefined;
    // What an act decides is decided by the act, and what a move asks is said by whoever makes it.
    if (move !== undefined && askedBy(move).length > 0)
      return fail('record.moveForbidden', { params: { from: record.status, to: String(chosen) } });
    // A third value is typed now; what was asked for or held was judged when it was told.
    const isTyped = input.take !== 'held' && 'value' in input.take;
    const change = {
      ...{ root, recordId: rootId, record, edits, settles: rest },
      ...(isTyped ? {} : { told: true as const }),
    };
    const passed = await passGate(gateOf(deps), tx, change);
    if (!passed.ok && input.take === 'held') return closeUnsaid();
    if (!passed.ok) return passed;
    const count = record.lists['decisions']?.length ?? 0;
    const said = move !== undefined && decidesHere ? decisionEdits(root, rootId, count, move.event, {}) : [];
    const acted = await passGate(gateOf(deps), tx, {
      root,
      recordId: rootId,
      record,
      edits: said,
      acts: true,
    });
    if (!acted.ok) return acted;
    const entries = [...declined, ...passed.value.entries, ...acted.value.entries];
    const version = await write(deps, tx, entries, rootId);
    return ok({ version: version ?? record.version, asked: !decidesHere });
  });
  if (result.ok) deps.saved(root, rootId, result.value.version, [field]);
  return result;
}

/** What came since was looked at by nobody: it would be declined, or written over, unread. */
function isAsSeen(
  seen: readonly string[],
  { register: { held } }: OpenField,
  others: readonly Change[],
): boolean {
  const now = new Set([...(held === undefined ? [] : [held]), ...others].map(({ stamp }) => stamp));
  return now.size === new Set(seen).size && seen.every((stamp) => now.has(stamp));
}

const isAsk = ({ lost }: Change): boolean => lost === undefined;

interface RowField {
  readonly register: OpenField['register'];
  readonly asks: readonly Change[];
  readonly edits: readonly FieldEdit[];
}

/** The other fields of a row that is proposed and not here: it is taken or declined whole, as its author laid it. */
async function proposedRow(
  deps: RecordDeps,
  tx: WriteTx,
  { lists }: RecordState,
  { registry, recordId, field }: OpenField,
): Promise<readonly RowField[]> {
  const list = tx.registries.find(registry)?.parent?.list;
  if (list === undefined || lists[list]?.some(({ id }) => id === recordId) === true) return [];
  const fields = (await openFields(tx)).filter(
    (one) => one.registry === registry && one.recordId === recordId && one.field !== field,
  );
  return fields.flatMap((one): RowField[] => {
    const asks = concerning(one, deps.office.code, true).filter(isAsk);
    const last = asks.at(-1);
    if (last === undefined) return [];
    const edit = { registry, recordId, field: one.field, before: null, after: last.after };
    return [{ register: one.register, asks, edits: [edit] }];
  });
}

/** A row begins with the record that it belongs to. */
const inOrderOfBirth = (edits: readonly FieldEdit[]): readonly FieldEdit[] =>
  edits.toSorted((a, b) => Number(b.field === 'parentId') - Number(a.field === 'parentId'));

/** The value that is to hold; undefined where the one that was chosen is no longer there. */
function chosenBy(
  { take }: Parsed<'review.decide'>,
  others: readonly Change[],
  held: FieldValue,
): FieldValue | undefined {
  if (take === 'held') return held;
  if ('value' in take) return take.value;
  return others.find(({ stamp }) => stamp === take.stamp)?.after;
}

async function write(
  deps: RecordDeps,
  tx: WriteTx,
  entries: readonly Judged[],
  rootId: string,
): Promise<number | undefined> {
  const at = deps.database.now().toISOString();
  const versions = await writeJudged(gateOf(deps), tx, entries, { action: 'review.decide', at });
  return versions.get(rootId);
}
