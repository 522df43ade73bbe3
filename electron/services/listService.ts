import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { isPersonal } from '../../domain/registry/personal';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/database';
import type { ListRepository } from '../../db/repositories/listRepository';
import type { NoteDamage } from './damageNotes';
import { noteReads, shownTo, type Viewer } from './personAccess';
import { findRoot } from './recordEdits';

export interface ListDeps {
  readonly lists: ListRepository;
  readonly database: Database;
  readonly noteDamage: NoteDamage;
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
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const root = found.value;
  const stranger = Object.keys(input.filters).find((field) => root.root?.filters.includes(field) !== true);
  if (stranger !== undefined) return fail('filter.unknown', { params: { filter: stranger.slice(0, 60) } });
  if (!isPersonal(root)) return ok(await deps.lists.page(root, input));
  const { within, masked } = viewer.sight;
  if (masked && input.search !== '') return ok({ rows: [], total: 0, more: false });
  // Nor is it told how many there are on other territories: that somebody is known at all is told for a reason only.
  const page = await deps.lists.page(root, { ...input, within });
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
  return ok({ ...page, rows });
}
