import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { isMasked, isWithin } from '../../domain/access/sight';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { ReadDb } from '../../db/file/handles';
import { heldEmergencyAccesses } from '../../db/access/emergencyRepository';
import type { ListPage, ListRepository } from '../../db/record/listRepository';
import { listRecords, recordsInOrder, type RecordState } from '../../db/record/recordRepository';
import type { NoteDamage } from './damageNotes';
import { noteReads, shownTo, type Viewer } from '../access/personAccess';
import { findRoot } from './recordEdits';
import { titlesFor, valuesOf } from './shownTitles';

export interface ListDeps {
  readonly lists: ListRepository;
  readonly database: Database;
  readonly noteDamage: NoteDamage;
}

function checkFilters(root: Registry, filters: object): Result<null, 'filter.unknown'> {
  const stranger = Object.keys(filters).find((field) => root.root?.filters.includes(field) !== true);
  return stranger === undefined
    ? ok(null)
    : fail('filter.unknown', { params: { filter: stranger.slice(0, 60) } });
}

/** The records that a list of an open registry shows, in its order; all of them in order of title where nothing is said. */
export async function recordsShown(
  { lists, read }: { readonly lists: ListRepository; readonly read: ReadDb },
  root: Registry,
  shown: Parsed<'export.make'>['shown'],
): Promise<Result<readonly RecordState[], 'filter.unknown'>> {
  if (shown === undefined) return ok(await listRecords(read, root));
  const known = checkFilters(root, shown.filters);
  if (!known.ok) return known;
  return ok(await recordsInOrder(read, root, await lists.whole(root, shown)));
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
  const found = findRoot(deps.database.read, input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const known = checkFilters(root, input.filters);
  if (!known.ok) return known;
  if (!isPersonal(root)) return ok(await named(deps, viewer, root, await deps.lists.page(root, input)));
  if (isMasked(viewer.sight, root) && input.search !== '')
    return ok(await named(deps, viewer, root, { rows: [], total: 0, more: false }));
  // Nor is it told how many there are on other territories: that somebody is known at all is told for a reason only.
  const page = await withHeld(deps, viewer, root, input);
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

/** The page with the titles of what its columns name: one question more, whatever it holds. */
async function named<P extends Page>({ database }: ListDeps, viewer: Viewer, root: Registry, page: P) {
  const values = page.rows.flatMap((row) => valuesOf(root, row));
  const ids = page.rows.map(({ recordId }) => recordId);
  return { ...page, ...(await titlesFor({ database, read: database.read }, viewer, values, ids)) };
}

type Page = Omit<ListPage, 'rows'> & {
  readonly rows: readonly (ListPage['rows'][number] & { readonly emergencyUntil?: string })[];
};

/** Whom emergency access opens to him as yet stands before his own, marked, and is found by the same words. */
async function withHeld(
  { lists, database }: ListDeps,
  { actor, sight }: Viewer,
  root: Registry,
  input: Parsed<'record.list'>,
): Promise<Page> {
  const { within } = sight;
  const { from, limit } = input;
  if (within === undefined) return lists.page(root, input);
  const held = await heldEmergencyAccesses(database.read, actor.login, database.now().toISOString());
  if (held.length === 0) return lists.page(root, { ...input, within });
  const ends = new Map(held.map(({ recordId, until }) => [recordId, until]));
  const only = [...ends.keys()].filter((recordId) => input.only?.includes(recordId) !== false);
  const everyOne = { ...input, from: 0, limit: held.length, only };
  const territory = root.root?.territoryField ?? '';
  const open = (await lists.page(root, everyOne)).rows.flatMap((row) => {
    const until = ends.get(row.recordId);
    // Who has come to his territory meanwhile is his own.
    const isOwn = isWithin(sight, row.fields[territory] ?? null);
    return until === undefined || isOwn ? [] : [{ ...row, emergencyUntil: until }];
  });
  const shown = open.slice(from, from + limit);
  const rest = { from: Math.max(0, from - open.length), limit: limit - shown.length };
  // Also where no room is left: how many there are is told on every page.
  const own = await lists.page(root, { ...input, ...rest, limit: Math.max(1, rest.limit), within });
  return { ...own, rows: [...shown, ...own.rows.slice(0, rest.limit)], total: own.total + open.length };
}
