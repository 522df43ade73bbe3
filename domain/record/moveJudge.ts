import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import { sameValue, type FieldValue } from '../registry/fieldKinds';
import { askedBy, decisionParts, type DecisionPart, type StatusMove } from '../registry/traits/statuses';
import type { RecordRight } from '../registry/traits/rights';
import type { OfficeKind } from '../exchange/officeKind';
import type { Issue } from '../values/result';
import { deciderOf, type Holders, type Place } from './ownership';
import { findMove } from './recordStatus';
import type { FieldEdit } from './editRecord';
import type { RecordContext } from './recordContent';
import { isWellFormed } from './wellFormed';

/**
 * What goes with a move: the row of the list `decisions` that says it was made, and the fields it sets. Both are changes
 * that only the program writes, so they are taken with the move and never without it, and the move never without them.
 */
export interface WithMove {
  /** Changes after the move that belong to it, each at most once. */
  readonly edits: readonly FieldEdit[];
  /** What it asks and was not said, or sets and was not set. */
  readonly missing: readonly Issue[];
}

export interface MoveMade {
  readonly root: Registry;
  readonly recordId: string;
  readonly move: StatusMove;
  /** Changes that come after it and before the next move. */
  readonly later: readonly FieldEdit[];
  /** Rows that are there already belong to moves of former days. */
  readonly isRow: (id: string) => boolean;
  /** May everything be said with it that a decision has, or only what it asks? */
  readonly decides: boolean;
  readonly context: RecordContext;
}

export function whatGoesWith(made: MoveMade): WithMove {
  const [said, set] = [saidWith(made), setWith(made)];
  return { edits: [...said.edits, ...set.edits], missing: [...said.missing, ...set.missing] };
}

/** What is said with one move is said before the next. */
export function beforeNextMove(root: Registry, later: readonly FieldEdit[]): readonly FieldEdit[] {
  const next = later.findIndex(({ registry, field }) => registry === root.code && field === 'status');
  return next === -1 ? later : later.slice(0, next);
}

const lacking = (path: string): Issue => ({ path, code: 'field.required', severity: 'error' });

/** The first new row that says this event; what it must say beside that is looked for in it alone. */
function saidWith({ root, recordId, move, later, isRow, decides, context }: MoveMade): WithMove {
  const list = root.root?.lists['decisions'];
  const asked = askedBy(move);
  const none = { edits: [], missing: asked.map((part) => lacking(`decision.${part}`)) };
  if (list === undefined) return none;
  // A cell before its row is none, so a row is what comes from its beginning on.
  const rowOf = (put: FieldEdit): readonly FieldEdit[] =>
    later
      .slice(later.indexOf(put))
      .filter(({ registry, recordId: id }) => registry === list.code && id === put.recordId);
  const isPut = ({ registry, recordId: id, field, after }: FieldEdit): boolean =>
    registry === list.code && field === 'parentId' && after === recordId && !isRow(id);
  const row = later
    .filter(isPut)
    .map(rowOf)
    .find((cells) => cellOf(cells, 'event')?.after === move.event);
  if (row === undefined) return none;
  const known = ['parentId', 'position', 'event', ...(decides ? decisionParts : asked)];
  const edits = known.flatMap((field) => {
    const edit = cellOf(row, field);
    return edit !== undefined && isWellFormed(list, edit, context) ? [edit] : [];
  });
  const isSaid = (part: DecisionPart): boolean =>
    edits.some(({ field, after }) => field === part && String(after ?? '').trim() !== '');
  return { edits, missing: asked.flatMap((part) => (isSaid(part) ? [] : [lacking(`decision.${part}`)])) };
}

const cellOf = (row: readonly FieldEdit[], field: string): FieldEdit | undefined =>
  row.find((one) => one.field === field);

function setWith({ root, recordId, move, later, context }: MoveMade): WithMove {
  const found = Object.entries(move.sets ?? {}).map(([field, to]) => {
    const edit = later.find(
      (one) => one.registry === root.code && one.recordId === recordId && one.field === field,
    );
    // The day is that of whoever moves: what comes from another office was made before today.
    const isRight =
      edit !== undefined &&
      isWellFormed(root, edit, context) &&
      ('value' in to
        ? sameValue(edit.after, to.value)
        : typeof edit.after === 'string' && edit.after <= context.today);
    return { field, edit: isRight ? edit : undefined };
  });
  return {
    edits: found.flatMap(({ edit }) => (edit === undefined ? [] : [edit])),
    missing: found.flatMap(({ field, edit }) => (edit === undefined ? [lacking(field)] : [])),
  };
}

interface Step {
  readonly root: Registry;
  readonly record: Holders | null;
  readonly by: {
    readonly office: string;
    readonly kind: OfficeKind | null;
    readonly may?: (right: RecordRight) => boolean;
  };
  readonly place: Place;
}

/**
 * A record begins in its first status and goes on by declared moves, made by whom they are declared for; what an act
 * decides only the decider makes.
 */
export function wrongMove(
  { root, record, by, place }: Step,
  from: string,
  to: string,
): 'move' | 'forbidden' | null {
  if (from === '') return isFirst(root, to) ? null : 'move';
  if (from === to) return null;
  const move = findMove(root, from, to);
  if (move === undefined) return 'move';
  const decider = deciderOf(record ?? { decider: null, keeper: null }, place);
  const isForeign = move.decision && by.office !== decider;
  const isOtherKind = move.by !== undefined && (by.kind === null || !move.by.includes(by.kind));
  return isForeign || isOtherKind || by.may?.(move.right ?? 'move') === false ? 'forbidden' : null;
}

export const isFirst = (root: Registry, status: FieldValue): boolean =>
  root.root?.statuses.order[0] === status;

/** The changes of the fields that a move sets, made today. */
export const settingEdits = (
  root: Registry,
  recordId: string,
  fields: Readonly<Record<string, FieldEdit['before']>>,
  { sets = {} }: StatusMove,
  today: string,
): readonly FieldEdit[] =>
  Object.entries(sets).map(([field, to]) => ({
    ...{ registry: root.code, recordId, field, before: fields[field] ?? null },
    after: 'value' in to ? to.value : today,
  }));

/** What a declaration of statuses gets wrong, null where nothing: a move that asks what nothing could keep. */
export function statusFault({ code, root, fields }: Registry): string | null {
  if (root === undefined) return null;
  const { order, moves, words } = root.statuses;
  const kept: Readonly<Record<string, FieldDeclaration>> = root.lists['decisions']?.fields ?? {};
  for (const move of moves) {
    const name = `${code}: ${move.from} -> ${move.to}`;
    if (!order.includes(move.from) || !order.includes(move.to)) return `${name} names no status`;
    const homeless = askedBy(move).find((part) => !Object.hasOwn(kept, part));
    if (homeless !== undefined) return `${name} asks ${homeless}, which no list of decisions keeps`;
    const unset = Object.keys(move.sets ?? {}).find((field) => !Object.hasOwn(fields, field));
    if (unset !== undefined) return `${name} sets no field: ${unset}`;
    if (move.offers !== undefined && root.papers?.every((paper) => paper.code !== move.offers) !== false)
      return `${name} offers no paper: ${move.offers}`;
  }
  return order.every((status) => Object.hasOwn(words, status)) ? null : `${code}: a status has no words`;
}
