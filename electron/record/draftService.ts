import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { ReadDb } from '../../db/file/handles';
import { findDrafts, keepDraft } from '../../db/record/draftRepository';
import { findRecord } from '../../db/record/recordRepository';
import { admitToChange, type Viewer } from '../access/personAccess';
import { findRoot, notFound } from './recordEdits';

/**
 * What an operator typed and has not saved. A draft is a part of the record it is about: it is kept and opened only where
 * the record itself would be opened, so that nothing is laid beside a destroyed person or another territory's.
 */
export interface DraftDeps {
  readonly database: Database;
}

/** To forget what is one's own is always allowed. */
export async function keepOwnDraft(
  { database }: DraftDeps,
  viewer: Viewer,
  { registry, recordId, fields, ...said }: Parsed<'draft.keep'>,
): Promise<Result<Output<'draft.keep'>, HandlerError<'draft.keep'>>> {
  const root = findRoot(database.read, registry);
  if (!root.ok) return root;
  const keptAt = database.now();
  const isForgotten = Object.keys(fields).length === 0;
  // Inside the transaction: a record destroyed meanwhile must not get a draft after its end.
  return database.write(viewer.actor, async (tx) => {
    const allowed = isForgotten ? ok(null) : await admitTo(tx, viewer, root.value, recordId, keptAt);
    if (!allowed.ok) return allowed;
    const draft = { ...said, fields, keptAt: keptAt.toISOString() };
    await keepDraft(tx, { operator: viewer.actor.login, registry, recordId }, draft);
    return ok({});
  });
}

export async function openOwnDraft(
  { database }: DraftDeps,
  viewer: Viewer,
  { registry, recordId }: Parsed<'draft.open'>,
): Promise<Result<Output<'draft.open'>, HandlerError<'draft.open'>>> {
  const root = findRoot(database.read, registry);
  if (!root.ok) return root;
  const allowed = await admitTo(database.read, viewer, root.value, recordId, database.now());
  if (!allowed.ok) return allowed;
  const key = { operator: viewer.actor.login, registry, recordId };
  const [draft = null, ...others] = await findDrafts(database.read, key);
  return ok({ draft, others });
}

/** Answers as opening the record does; the form of a new one is everybody's who may write. */
async function admitTo(
  db: ReadDb,
  viewer: Viewer,
  root: Registry,
  recordId: string | null,
  now: Date,
): Promise<
  Result<null, 'record.notFound' | 'record.elsewhere' | 'record.unreadable' | 'emergency.readOnly'>
> {
  if (recordId === null) return ok(null);
  const record = await findRecord(db, root, recordId);
  return record === undefined ? notFound(recordId) : admitToChange(db, viewer, root, record, now);
}
