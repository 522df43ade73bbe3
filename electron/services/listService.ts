import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { ok, type Result } from '../../domain/values/result';
import type { ListRepository } from '../../db/repositories/listRepository';
import { findRoot } from './recordEdits';

/** A page of a registry's list. */
export async function listRecordPage(
  deps: { readonly lists: ListRepository },
  input: Parsed<'record.list'>,
): Promise<Result<Output<'record.list'>, HandlerError<'record.list'>>> {
  const root = findRoot(input.registry);
  return root.ok ? ok(await deps.lists.page(root.value, input)) : root;
}
