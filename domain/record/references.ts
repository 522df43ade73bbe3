import type { Registry } from '../registry/defineRegistry';
import type { FieldValue } from '../registry/fieldKinds';
import { readReference, type NamedState, type RecordKind } from '../registry/references/recordReference';
import { referenceFieldsOf } from '../registry/references/referenceFields';
import type { Issue, IssueBody } from '../values/result';
import type { FieldEdit } from './editRecord';
import type { RecordContent } from './recordContent';

/** What is known of records that others name. */
export interface TargetState {
  readonly state: NamedState;
  readonly status: string | null;
  /** Its edition now, where fields are pinned to one. */
  readonly edition: string | null;
}

/** The record of a registry by its id; undefined where nothing is known of it. */
export type Targets = (registry: string, id: string) => TargetState | undefined;

/** Why this record may not be chosen now, or null. What is chosen stays, whatever becomes of the record. */
function choiceIssue(kind: RecordKind, value: FieldValue, targets: Targets): IssueBody | null {
  const reference = readReference(value);
  if (reference === null) return null;
  const target = targets(kind.registry, reference.id);
  if (target === undefined || target.state === 'absent' || target.state === 'hidden')
    return { code: 'reference.unknown', params: { typed: reference.id } };
  if (target.state === 'told') return null;
  const { edition } = reference;
  if (target.state === 'here' && edition !== null && edition !== target.edition)
    return { code: 'reference.edition', params: { edition: target.edition ?? '' } };
  return standingIssue(kind, target);
}

/** What has become of a record that is named, or null where it is what it must be. */
function standingIssue(kind: RecordKind, { state, status }: TargetState): IssueBody | null {
  if (state === 'withdrawn') return { code: 'reference.withdrawn' };
  if (state === 'destroyed') return { code: 'reference.destroyed' };
  if (state !== 'here' || kind.in === undefined || kind.in.includes(status ?? '')) return null;
  return { code: 'reference.notIn', params: { registry: kind.registry, status: status ?? '' } };
}

/** A cell of a record that names another one. */
export interface ReferenceCell {
  readonly path: string;
  readonly registry: Registry;
  /** Of the record itself, or of a row of its list. */
  readonly rowId: string;
  readonly field: string;
  readonly kind: RecordKind;
  readonly value: FieldValue;
}

/** Every cell of the record and its lists that names a record. */
export function referenceCells(
  root: Registry,
  recordId: string,
  { fields, lists }: RecordContent,
): readonly ReferenceCell[] {
  const own = referenceFieldsOf(root).map(({ field, kind }) => ({
    ...{ path: field, registry: root, rowId: recordId, field, kind, value: fields[field] ?? null },
  }));
  const ofLists = Object.entries(root.root?.lists ?? {}).flatMap(([list, child]) =>
    referenceFieldsOf(child).flatMap(({ field, kind }) =>
      (lists[list] ?? []).map((row, at) => ({
        ...{ path: `${list}.${at}.${field}`, registry: child, rowId: row.id ?? '', field, kind },
        value: row[field] ?? null,
      })),
    ),
  );
  return [...own, ...ofLists].filter(({ value }) => value !== null);
}

/** Warnings about records that are named here and are no longer what they must be. */
export const standingIssues = (cells: readonly ReferenceCell[], targets: Targets): readonly Issue[] =>
  cells.flatMap(({ path, kind, value }) => {
    const reference = readReference(value);
    const target = reference === null ? undefined : targets(kind.registry, reference.id);
    const found = target === undefined ? null : standingIssue(kind, target);
    return found === null ? [] : [{ ...found, path, severity: 'warning' as const }];
  });

/** Errors of what these edits choose; `next` is the record as they leave it, which tells the place of a row. */
export function choiceIssues(
  root: Registry,
  edits: readonly FieldEdit[],
  next: RecordContent,
  targets: Targets,
): readonly Issue[] {
  const lists = Object.entries(root.root?.lists ?? {});
  return edits.flatMap(({ registry, recordId, field, after }) => {
    const [list, child] = lists.find(([, { code }]) => code === registry) ?? ['', root];
    const kind = Object.hasOwn(child.fields, field) ? child.fields[field]?.kind : undefined;
    const found = kind?.type === 'record' ? choiceIssue(kind, after, targets) : null;
    if (found === null) return [];
    const at = next.lists[list]?.findIndex(({ id }) => id === recordId) ?? -1;
    const path = child === root ? field : at < 0 ? list : `${list}.${at}.${field}`;
    return [{ ...found, path, severity: 'error' as const }];
  });
}

/** The same, and the withdrawal of a record that others name. */
export function referenceIssues(
  { root, targets, namedBy = 0 }: { root: Registry; targets?: Targets; namedBy?: number },
  taken: readonly FieldEdit[],
  next: RecordContent,
  withdrawn: 'no' | 'now' | 'before',
): readonly Issue[] {
  if (withdrawn === 'now' && namedBy > 0)
    return [{ path: '', code: 'reference.named', severity: 'error', params: { count: namedBy } }];
  return withdrawn === 'no' && targets !== undefined ? choiceIssues(root, taken, next, targets) : [];
}
