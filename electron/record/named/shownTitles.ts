import type { Output } from '../../../domain/contract';
import type { TargetState, Targets } from '../../../domain/record/references';
import { recordTitle } from '../../../domain/record/recordTitle';
import type { Registry } from '../../../domain/registry/defineRegistry';
import type { FieldContext } from '../../../domain/registry/fieldContext';
import type { FieldValue, FieldValues, ListRow } from '../../../domain/registry/fieldKinds';
import { isPersonal } from '../../../domain/registry/personal';
import { readReference, type NamedTitle } from '../../../domain/registry/references/recordReference';
import { referenceFields } from '../../../domain/registry/references/referenceFields';
import type { Database } from '../../../db/file/database';
import type { ReadDb } from '../../../db/file/handles';
import {
  nameOfTarget,
  openNames,
  readTargets,
  type Chosen,
  type Target,
} from '../../../db/record/referenceRepository';
import { checkTerritory, noteReads, shownTo, type Viewer } from '../../access/personAccess';

/**
 * What records that are named are called, for whoever looks: one question for a whole page. Titles of open registries
 * come as they lie; a person's is opened by the key and the right of whoever asks, noted as read, masked where he sees
 * persons masked, and is no title at all where he may not read it.
 */
export interface TitleDeps {
  readonly read: ReadDb;
  readonly database: Database;
}

/** A value of a field, that may name a record. */
export interface NamedValue {
  readonly registry: string;
  readonly field: string;
  readonly value: FieldValue | undefined;
}

type Titles = Output<'record.open'>['titles'];
export interface ShownTitles {
  /** By id of the record that is named. */
  readonly titles: Titles;
  /** By `row.field`: as it was called when it was chosen, where that is no more its title. */
  readonly chosenAs: Output<'record.open'>['chosenAs'];
}

const nothing: ShownTitles = { titles: {}, chosenAs: {} };

/** Titles of what these values name; with `rowIds`, what is said in these rows of former titles. */
export async function titlesFor(
  deps: TitleDeps,
  viewer: Viewer,
  values: readonly NamedValue[],
  rowIds: readonly string[] = [],
): Promise<ShownTitles> {
  const wanted = wantedOf(deps.read, values);
  return wanted.size === 0 ? nothing : titlesOf(deps, viewer, wanted, rowIds);
}

/** Titles of these records themselves. */
export async function titlesOf(
  deps: TitleDeps,
  viewer: Viewer,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  rowIds: readonly string[] = [],
): Promise<ShownTitles> {
  const { targets, chosen } = await readTargets(deps.read, wanted, rowIds);
  const titles: Record<string, Titles[string]> = {};
  for (const [code, ids] of wanted) {
    const root = deps.read.registries.root(code);
    const found = [...ids].map((id) => targets.get(nameOfTarget(code, id)) ?? absent(code, id));
    const shown =
      root === undefined || !viewer.reads(root)
        ? found.map(hidden)
        : isPersonal(root)
          ? await personsShown(deps, viewer, root, found)
          : found;
    for (const { id, ...title } of shown) titles[id] = title;
  }
  return { titles, chosenAs: formerTitles(chosen, titles) };
}

const absent = (registry: string, id: string): Target => ({
  ...{ registry, id, title: null, status: null, state: 'absent', edition: null },
});
const hidden = ({ registry, id }: Target): Target => ({ ...absent(registry, id), state: 'hidden' });

async function personsShown(
  deps: TitleDeps,
  viewer: Viewer,
  root: Registry,
  found: readonly Target[],
): Promise<readonly Target[]> {
  const here = found.flatMap(({ id, state }) => (state === 'here' ? [id] : []));
  const titles = new Map<string, string>();
  for (const line of here.length === 0 ? [] : await openNames(deps.read, root, here))
    if ((await checkTerritory(deps.read, viewer, root, line, deps.database.now())).ok)
      titles.set(line.recordId, recordTitle(root, shownTo(viewer, root, line.fields)));
  await noteReads(deps.database, viewer, root, [...titles.keys()]);
  return found.map((target) => {
    if (target.state !== 'here') return target;
    const title = titles.get(target.id);
    return title === undefined ? hidden(target) : { ...target, title };
  });
}

function formerTitles(chosen: readonly Chosen[], titles: Titles): Record<string, string> {
  return Object.fromEntries(
    chosen.flatMap(({ rowId, field, targetId, title }) => {
      const now = titles[targetId]?.title;
      return typeof now === 'string' && now !== title ? [[`${rowId}.${field}`, title]] : [];
    }),
  );
}

function wantedOf(
  { registries }: ReadDb,
  values: readonly NamedValue[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const fields = registries.once(referenceFields);
  const wanted = new Map<string, Set<string>>();
  if (fields.size === 0) return wanted;
  for (const { registry, field, value } of values) {
    const target = fields.get(registry)?.get(field)?.kind.registry;
    const reference = target === undefined ? null : readReference(value);
    if (target !== undefined && reference !== null)
      wanted.set(target, (wanted.get(target) ?? new Set<string>()).add(reference.id));
  }
  return wanted;
}

/** Every value of a record and its rows. */
export function valuesOf(
  root: Registry,
  {
    fields,
    lists = {},
  }: { readonly fields: FieldValues; readonly lists?: Readonly<Record<string, readonly ListRow[]>> },
): readonly NamedValue[] {
  const of = ({ code }: Registry, row: FieldValues): readonly NamedValue[] =>
    Object.entries(row).map(([field, value]) => ({ registry: code, field, value }));
  const ofLists = Object.entries(root.root?.lists ?? {}).flatMap(([list, child]) =>
    (lists[list] ?? []).flatMap((row) => of(child, row)),
  );
  return [...of(root, fields), ...ofLists];
}

/** What changes said before and say now. */
export const beforeAndAfter = (
  changes: readonly { registry: string; field: string; before: FieldValue; after: FieldValue }[],
): readonly NamedValue[] =>
  changes.flatMap(({ registry, field, before, after }) => [
    { registry, field, value: before },
    { registry, field, value: after },
  ]);

/** What an operator may know of what is named, for warnings. */
export const knownBy =
  (titles: Titles): Targets =>
  (registry, id) => {
    const title = titles[id];
    return title?.registry === registry ? (title satisfies TargetState) : undefined;
  };

/** Says in files and letters what open records are called; of a person nothing is said there. */
export async function withTitles<C extends FieldContext>(
  read: ReadDb,
  context: C,
  values: readonly NamedValue[],
): Promise<C> {
  const { targets } = await readTargets(read, wantedOf(read, values));
  const titleOf = (registry: string, id: string): NamedTitle => {
    const root = read.registries.root(registry);
    const target = targets.get(nameOfTarget(registry, id)) ?? absent(registry, id);
    return root === undefined || isPersonal(root) ? hidden(target) : target;
  };
  return { ...context, titleOf };
}
