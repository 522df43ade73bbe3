import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { readBy, readSum, readWhere } from '../../domain/question/readQuestion';
import { isPersonal } from '../../domain/registry/personal';
import { ok, type Result } from '../../domain/values/result';
import { heldEmergencyAccesses } from '../../db/access/emergencyRepository';
import type { Database } from '../../db/file/database';
import { countCells } from '../../db/question/countCells';
import { limits } from '../../db/question/limits';
import type { Viewer } from '../access/personAccess';
import { unmasked } from './listService';
import { findRoot } from './recordEdits';

/**
 * Figures over records: those that the same operator's list of the same question would show, and no others. Of persons he
 * is told how many of his own there are, and of those that emergency access shows him.
 */
export async function askRecords(
  { database }: { readonly database: Database },
  viewer: Viewer,
  input: Parsed<'record.ask'>,
): Promise<Result<Output<'record.ask'>, HandlerError<'record.ask'>>> {
  const { read } = database;
  const root = findRoot(read, input.registry);
  if (!root.ok) return root;
  const where = readWhere(root.value, input.where);
  if (!where.ok) return where;
  const by = readBy(root.value, input.by);
  if (!by.ok) return by;
  const sum = input.sum === undefined ? ok(undefined) : readSum(root.value, input.sum);
  if (!sum.ok) return sum;
  const open = unmasked(viewer, root.value, where.value);
  if (!open.ok) return open;
  const scope = { where: where.value, ...(isPersonal(root.value) ? await seenBy(database, viewer) : {}) };
  const cells = await countCells({ db: read, limits }, root.value, { scope, by: by.value, sum: sum.value });
  return cells.ok ? ok({ cells: [...cells.value] }) : cells;
}

async function seenBy(database: Database, { actor, sight }: Viewer) {
  const { within } = sight;
  if (within === undefined) return {};
  const accesses = await heldEmergencyAccesses(database.read, actor.login, database.now().toISOString());
  return { within, held: accesses.map(({ recordId }) => recordId) };
}
