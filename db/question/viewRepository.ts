import type { Question } from '../../domain/question/question';
import type { ReadDb, WriteTx } from '../file/handles';

/** Questions that an operator keeps under a name, in this office. Nothing sealed may be among what they say. */
export interface SavedView extends Question {
  readonly viewId: string;
  readonly name: string;
}

export async function listViews(db: ReadDb, login: string, registry: string): Promise<readonly SavedView[]> {
  const rows = await db.all<{ viewId: string; name: string; question: string }>(
    `SELECT id AS viewId, name, question FROM saved_view WHERE login = ? AND registry = ? ORDER BY name, id`,
    [login, registry],
  );
  return rows.map(({ viewId, name, question }) => ({ viewId, name, ...(JSON.parse(question) as Question) }));
}

/** Under a name that he has already the new question takes the place of the former. */
export async function keepView(
  tx: WriteTx,
  view: SavedView & { readonly registry: string },
  at: string,
): Promise<void> {
  const { viewId, registry, name, where, sort } = view;
  const { login } = tx.actor;
  await tx.run('DELETE FROM saved_view WHERE login = ? AND registry = ? AND name = ?', [
    login,
    registry,
    name,
  ]);
  await tx.run(
    'INSERT INTO saved_view (id, login, registry, name, question, kept_at) VALUES (?, ?, ?, ?, ?, ?)',
    [viewId, login, registry, name, JSON.stringify({ where, sort }), at],
  );
}

export async function dropView(tx: WriteTx, registry: string, viewId: string): Promise<void> {
  await tx.run('DELETE FROM saved_view WHERE login = ? AND registry = ? AND id = ?', [
    tx.actor.login,
    registry,
    viewId,
  ]);
}
