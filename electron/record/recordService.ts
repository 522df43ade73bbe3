import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { editRecord, type FieldEdit } from '../../domain/record/editRecord';
import { standingOf } from '../../domain/record/gate';
import { listMoves, nextStatus } from '../../domain/record/recordStatus';
import { referenceCells, standingIssues } from '../../domain/record/references';
import { validateRecord } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import type { StatusMove } from '../../domain/registry/traits/statuses';
import { holdsOver } from '../../domain/access/permissions';
import { isPersonal } from '../../domain/registry/personal';
import { fail, ok, type Result } from '../../domain/values/result';
import { recordAtVersion } from '../../db/record/changeRepository';
import { forgetDraft } from '../../db/record/draftRepository';
import { findRecord, type RecordState } from '../../db/record/recordRepository';
import { openAsks } from '../../db/record/reviewRepository';
import { checkDecision, decisionEdits } from './decision';
import {
  admitToChange,
  admitToRead,
  checkOwnTerritory,
  issuesShownTo,
  listsShownTo,
  noteReads,
  shownTo,
  type Viewer,
} from '../access/personAccess';
import {
  birthEdits,
  errorsAmong,
  findRoot,
  notFound,
  stale,
  gateOf,
  unreadable,
  type RecordDeps,
} from './recordEdits';
import { changeRecord, changeWithAct, pathOf } from './changeGate';
import { typedReferenceIssues, unseenChoices } from './named/typedReferences';
import { knownBy, titlesFor, valuesOf } from './named/shownTitles';
import { shownHoldersOf, standing } from '../access/recordHolders';

/**
 * Creating, saving and reading a record of any registry. The whole record is checked by the function the form uses; a
 * save based on an older version is refused, never merged silently.
 */
type Answer<N extends 'record.create' | 'record.save' | 'record.open' | 'record.check'> = Promise<
  Result<Output<N>, HandlerError<N>>
>;

export async function createRecord(
  deps: RecordDeps,
  viewer: Viewer,
  input: Parsed<'record.create'>,
): Answer<'record.create'> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const { actor } = viewer;
  const context = deps.context();
  const recordId = randomUUID();
  const fields = withTerritory(viewer, root, input.fields);
  const submission = editRecord({ root, recordId, current: null, newId: randomUUID, context }, fields);
  const born = { recordId, fields: submission.next.fields };
  const admitted = checkOwnTerritory(viewer, root, born);
  if (!admitted.ok) return admitted;
  const firstStatus = root.root?.statuses.order[0] ?? '';
  const refusals = errorsAmong(
    submission.issues,
    validateRecord(root, submission.next, firstStatus, context),
    await unseenChoices(deps.read, viewer, root, submission.edits, submission.next, deps.database.now()),
  );
  if (refusals.length > 0) return fail('record.invalid', { issues: refusals });
  const edits = [...birthEdits(deps, root, recordId, submission.next.fields), ...submission.edits];
  const result = await deps.database.write(actor, async (tx) => {
    const change = { root, recordId, record: null, edits } as const;
    const changed = await changeRecord(gateOf(deps), tx, change, 'record.create');
    if (!changed.ok) return changed;
    const form = { operator: actor.login, registry: root.code, recordId: null };
    await forgetDraft(tx, form, input.draftId);
    return ok({ recordId, version: changed.value.version });
  });
  if (result.ok) deps.saved(root, recordId, result.value.version, ['removed']);
  return result;
}

export async function saveRecord(
  deps: RecordDeps,
  viewer: Viewer,
  input: Parsed<'record.save'>,
): Answer<'record.save'> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const context = deps.context();
  const { recordId } = input;
  const { actor } = viewer;
  let edits: readonly FieldEdit[] = [];
  const result = await deps.database.write(actor, async (tx) => {
    const current = await findRecord(tx, root, recordId);
    if (current === undefined) return notFound(recordId);
    const admitted = await admitToChange(tx, viewer, root, current, deps.database.now());
    if (!admitted.ok) return admitted;
    if (current.version !== input.baseVersion) return stale(current);
    const submission = editRecord({ root, recordId, current, newId: randomUUID, context }, input.fields);
    const refusals = errorsAmong(
      submission.issues,
      validateRecord(root, submission.next, current.status, context),
      checkDecision(root, input.decision, [], context),
      await unseenChoices(tx, viewer, root, submission.edits, submission.next, deps.database.now()),
    );
    if (refusals.length > 0) return fail('record.invalid', { issues: refusals });
    edits = submission.edits;
    if (edits.length === 0) return ok({ version: current.version });
    const change = { root, recordId, record: current, edits };
    const act = decidedBy(input.decision, root, current);
    const changed = await changeWithAct(gateOf(deps), tx, change, act, 'record.save');
    if (!changed.ok) return changed;
    await forgetDraft(tx, { operator: actor.login, registry: root.code, recordId }, input.draftId);
    const { version, proposed } = changed.value;
    return ok({ version, ...(proposed.length === 0 ? {} : { proposed: pathsOf(deps, root, proposed) }) });
  });
  if (result.ok && edits.length > 0) {
    deps.saved(
      root,
      recordId,
      result.value.version,
      edits.map(({ field }) => field),
    );
  }
  return result;
}

const decidedBy = (
  decision: Parsed<'record.save'>['decision'],
  root: Registry,
  current: RecordState,
): readonly FieldEdit[] =>
  decision === undefined
    ? []
    : decisionEdits(root, current.recordId, decisionCount(current), 'change', decision);

/** Fields, and lists for their rows, that wait for the office that decides. */
const pathsOf = (deps: RecordDeps, root: Registry, proposed: readonly FieldEdit[]): string[] => [
  ...new Set(proposed.map((edit) => pathOf(deps.read.registries.find, root, edit))),
];

export async function openRecord(
  deps: RecordDeps,
  viewer: Viewer,
  input: Parsed<'record.open'>,
): Answer<'record.open'> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const { read } = deps;
  const { recordId, atVersion } = input;
  // Whose person it is now decides, not whose it was.
  const current = atVersion === undefined || isPersonal(root) ? await findRecord(read, root, recordId) : null;
  if (current === undefined) return notFound(recordId);
  const admitted =
    current === null ? ok(null) : await admitToRead(read, viewer, root, current, deps.database.now());
  if (!admitted.ok) return admitted;
  const record = atVersion === undefined ? current : await recordAtVersion(read, root, recordId, atVersion);
  if (record === undefined || record === null) return notFound(recordId);
  if (record.unreadable.length > 0) return unreadable(root, recordId);
  await noteReads(deps.database, viewer, root, [record.recordId]);
  const standingHere = await standingFor(deps, viewer, root, record);
  const emergency = admitted.value;
  const waiting = atVersion === undefined ? await waitingOf(deps, root, recordId) : [];
  const cells = referenceCells(root, recordId, record);
  const asked = waiting.map(({ registry, field, value }) => ({ registry, field, value }));
  const rowIds = atVersion === undefined ? cells.map(({ rowId }) => rowId) : [];
  const named = await titlesFor(deps, viewer, [...valuesOf(root, record), ...asked], rowIds);
  // What stands in the way of going on: the next status along the plan, or staying where it is.
  const judged = validateRecord(root, record, nextStatus(root, record.status), deps.context());
  const issues = issuesShownTo(viewer, root, judged);
  return ok({
    ...record,
    fields: shownTo(viewer, root, record.fields),
    lists: listsShownTo(viewer, root, record.lists),
    lacks: issues.filter(({ severity }) => severity === 'error'),
    warnings: [
      ...issues.filter(({ severity }) => severity === 'warning'),
      ...standingIssues(cells, knownBy(named.titles)),
    ],
    ...standingHere,
    waiting,
    ...named,
    ...(emergency === null ? {} : { emergency, moves: [] }),
  });
}

/** What this office may do with the record: its moves, and fields that are another's. */
async function standingFor(deps: RecordDeps, { sight }: Viewer, root: Registry, record: RecordState) {
  const { place } = gateOf(deps);
  const held = standing(record, await shownHoldersOf(deps.read, place, root, record.recordId));
  const input = { root, place, record: held };
  const paths = [
    ...Object.keys(root.fields).map((field) => [field, standingOf(input, root, field)] as const),
    ...Object.entries(root.root?.lists ?? {}).map(
      ([list, child]) => [list, standingOf(input, child, 'position')] as const,
    ),
  ];
  const may = ({ to, right = 'move' }: StatusMove): boolean =>
    holdsOver(root, sight.role, right) &&
    ['accept', 'propose'].includes(standingOf(input, root, 'status', to));
  return {
    moves: listMoves(root, record.status, may),
    notYours: paths.flatMap(([path, verdict]) => (verdict === 'forbidden' ? [path] : [])),
    proposes: paths.flatMap(([path, verdict]) => (verdict === 'propose' ? [path] : [])),
  };
}

/** What was asked for here and waits, as the form shows it. */
async function waitingOf(deps: RecordDeps, root: Registry, recordId: string) {
  const asks = await openAsks(deps.read, root, deps.office.code, recordId);
  return asks
    .filter(({ isLast }) => isLast)
    .map(({ change, isShown }) => ({
      ...{ registry: change.registry, field: change.field },
      path: pathOf(deps.read.registries.find, root, change),
      rowId: change.registry === root.code ? null : change.recordId,
      value: change.after,
      shown: isShown,
    }));
}

export async function checkRecord(
  deps: RecordDeps,
  viewer: Viewer,
  input: Parsed<'record.check'>,
): Answer<'record.check'> {
  const found = findRoot(deps.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const context = deps.context();
  const recordId = input.recordId ?? '';
  const current = input.recordId === undefined ? null : await findRecord(deps.read, root, recordId);
  if (current === undefined) return notFound(recordId);
  if (current !== null) {
    const admitted = await admitToChange(deps.read, viewer, root, current, deps.database.now());
    if (!admitted.ok) return admitted;
  }
  const status = current?.status ?? root.root?.statuses.order[0] ?? '';
  const editing = { root, recordId, current, newId: randomUUID, context };
  const { next, issues, edits } = editRecord(editing, input.fields);
  const unseen = await unseenChoices(deps.read, viewer, root, edits, next, deps.database.now());
  const named = unseen.length > 0 ? unseen : await typedReferenceIssues(deps.read, root, edits, next);
  return ok({ issues: [...issues, ...validateRecord(root, next, status, context), ...named] });
}

/** A person whose territory nobody named is of the territory of whoever writes. */
function withTerritory({ sight }: Viewer, root: Registry, fields: RecordFields): RecordFields {
  const field = root.root?.territoryField;
  const own = sight.within?.[0];
  if (field === undefined || own === undefined || (fields[field] ?? '') !== '') return fields;
  return { ...fields, [field]: own };
}

const decisionCount = (record: RecordState): number => record.lists['decisions']?.length ?? 0;
