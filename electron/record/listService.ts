import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { askedField } from '../../domain/question/askedField';
import type { Condition } from '../../domain/question/question';
import { placeSought } from '../../domain/question/namedPlace';
import type { FieldContext } from '../../domain/registry/fieldContext';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { isMasked, isWithin } from '../../domain/access/sight';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { ReadDb } from '../../db/file/handles';
import { heldEmergencyAccesses } from '../../db/access/emergencyRepository';
import type { ListError, ListPage, ListRepository } from '../../db/record/listRepository';
import { listRecords, recordsInOrder, type RecordState } from '../../db/record/recordRepository';
import type { NoteDamage } from './damageNotes';
import { noteReads, shownTo, type Viewer } from '../access/personAccess';
import { findRoot } from './recordEdits';
import { titlesFor, valuesOf } from './named/shownTitles';

export interface ListDeps {
  readonly lists: ListRepository;
  readonly database: Database;
  readonly noteDamage: NoteDamage;
  readonly context: () => FieldContext;
}

/** The records that a list of an open registry shows, in its order; all of them in order of title where nothing is said. */
export async function recordsShown(
  { lists, read, context }: Pick<ListDeps, 'lists' | 'context'> & { readonly read: ReadDb },
  root: Registry,
  shown: Parsed<'export.make'>['shown'],
): Promise<Result<readonly RecordState[], ListError>> {
  if (shown === undefined) return ok(await listRecords(read, root));
  const ids = await lists.whole(root, withPlace(root, shown, context()));
  return ids.ok ? ok(await recordsInOrder(read, root, ids.value)) : ids;
}

/**
 * A page of a registry's list. Of a personal registry only what the operator may see, noted as read; who sees it masked
 * does not search by words either, because a search that finds somebody says that he is here.
 */
export async function listRecordPage(
  deps: ListDeps,
  viewer: Viewer,
  input: Parsed<'record.list'>,
): Promise<Result<Output<'record.list'>, HandlerError<'record.list'>>> {
  const known = findRoot(deps.database.read, input.registry);
  if (!known.ok) return known;
  const root = known.value;
  if (!isPersonal(root)) {
    const page = await deps.lists.page(root, withPlace(root, input, deps.context()));
    return page.ok ? ok(await named(deps, viewer, root, page.value)) : page;
  }
  if (isMasked(viewer.sight, root) && input.search !== '')
    return ok(await named(deps, viewer, root, { rows: [], total: 0, more: false }));
  const open = unmasked(viewer, root, input.where ?? []);
  if (!open.ok) return open;
  // Nor is it told how many there are on other territories: that somebody is known at all is told for a reason only.
  const found = await withHeld(deps, viewer, root, input);
  if (!found.ok) return found;
  const page = found.value;
  await noteReads(
    deps.database,
    viewer,
    root,
    page.rows.map(({ recordId }) => recordId),
  );
  const damaged = page.rows.filter((row) => row.unreadable !== undefined);
  if (damaged.length > 0)
    await deps.noteDamage(
      viewer.actor,
      root.code,
      damaged.map(({ recordId }) => recordId),
    );
  const rows = page.rows.map((row) => ({ ...row, fields: shownTo(viewer, root, row.fields) }));
  return ok(await named(deps, viewer, root, { ...page, rows }));
}

/** A place among the words narrows, wherever the registry may be narrowed by one. */
const withPlace = <Q extends { readonly search: string }>(
  root: Registry,
  query: Q,
  { classifiers }: FieldContext,
) => ({ ...query, ...placeSought(root, query.search, classifiers) });

/** The page with the titles of what its columns name: one question more, whatever it holds. */
async function named<P extends Page>({ database }: ListDeps, viewer: Viewer, root: Registry, page: P) {
  const values = page.rows.flatMap((row) => valuesOf(root, row));
  const ids = page.rows.map(({ recordId }) => recordId);
  return { ...page, ...(await titlesFor({ database, read: database.read }, viewer, values, ids)) };
}

type Page = Omit<ListPage, 'rows'> & {
  readonly rows: readonly (ListPage['rows'][number] & { readonly emergencyUntil?: string })[];
};

/** Who sees names masked may not find out by asking whether somebody is here. */
export function unmasked(
  { sight }: Viewer,
  root: Registry,
  where: readonly Condition[],
): Result<null, 'question.sealed'> {
  const sealed = where.find(({ field }) => askedField(root, field)?.sealed === true);
  return sealed !== undefined && isMasked(sight, root)
    ? fail('question.sealed', { params: { field: sealed.field.slice(0, 60) } })
    : ok(null);
}

/** Whom emergency access opens to him as yet stands before his own, marked, and is found by the same words. */
async function withHeld(
  { lists, database }: ListDeps,
  { actor, sight }: Viewer,
  root: Registry,
  input: Parsed<'record.list'>,
): Promise<Result<Page, ListError>> {
  const { within } = sight;
  const { from, limit } = input;
  if (within === undefined) return lists.page(root, input);
  const held = await heldEmergencyAccesses(database.read, actor.login, database.now().toISOString());
  if (held.length === 0) return lists.page(root, { ...input, within });
  const ends = new Map(held.map(({ recordId, until }) => [recordId, until]));
  const only = [...ends.keys()].filter((recordId) => input.only?.includes(recordId) !== false);
  const everyOne = { ...input, from: 0, limit: held.length, only };
  const territory = root.root?.territoryField ?? '';
  const opened = await lists.page(root, everyOne);
  if (!opened.ok) return opened;
  const open = opened.value.rows.flatMap((row) => {
    const until = ends.get(row.recordId);
    // Who has come to his territory meanwhile is his own.
    const isOwn = isWithin(sight, row.fields[territory] ?? null);
    return until === undefined || isOwn ? [] : [{ ...row, emergencyUntil: until }];
  });
  const shown = open.slice(from, from + limit);
  const rest = { from: Math.max(0, from - open.length), limit: limit - shown.length };
  // Also where no room is left: how many there are is told on every page.
  const own = await lists.page(root, { ...input, ...rest, limit: Math.max(1, rest.limit), within });
  if (!own.ok) return own;
  const { rows, total } = own.value;
  return ok({ ...own.value, rows: [...shown, ...rows.slice(0, rest.limit)], total: total + open.length });
}
