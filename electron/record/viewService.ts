import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { askedField } from '../../domain/question/askedField';
import { readQuestion } from '../../domain/question/readQuestion';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { dropView, keepView, listViews } from '../../db/question/viewRepository';
import { findRoot } from './recordEdits';

/** Questions under a name, each operator's own. Who may see the registry may keep one; it shows no more than he sees. */
type Deps = { readonly database: Database };
type Answer<N extends 'view.list' | 'view.keep' | 'view.drop'> = Promise<Result<Output<N>, HandlerError<N>>>;

export async function ownViews(
  { database }: Deps,
  { login }: Actor,
  { registry }: Parsed<'view.list'>,
): Answer<'view.list'> {
  const root = findRoot(database.read, registry);
  if (!root.ok) return root;
  return ok({ views: [...(await listViews(database.read, login, registry))] });
}

/** What is asked of a sealed field says somebody's name, and would lie open here. */
export async function keepOwnView(
  { database }: Deps,
  actor: Actor,
  { registry, name, where, sort }: Parsed<'view.keep'>,
): Answer<'view.keep'> {
  const root = findRoot(database.read, registry);
  if (!root.ok) return root;
  const question = readQuestion(root.value, { where, sort, descending: false, filters: {} });
  if (!question.ok) return question;
  const sealed = where.find(({ field }) => askedField(root.value, field)?.sealed === true);
  if (sealed !== undefined) return fail('question.sealed', { params: { field: sealed.field.slice(0, 60) } });
  return database.write(actor, async (tx) => {
    const viewId = randomUUID();
    await keepView(tx, { viewId, registry, name, where, sort }, database.now().toISOString());
    return ok({ viewId });
  });
}

export async function dropOwnView(
  { database }: Deps,
  actor: Actor,
  { registry, viewId }: Parsed<'view.drop'>,
): Answer<'view.drop'> {
  const root = findRoot(database.read, registry);
  if (!root.ok) return root;
  return database.write(actor, async (tx) => {
    await dropView(tx, registry, viewId);
    return ok({});
  });
}
