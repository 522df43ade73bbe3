import type { RecordFields } from '../../domain/registry/fieldKinds';
import { rootRegistry } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';
import type { ReadDb, WriteTx } from '../handles';
import { unlessBroken } from '../sealing';

/**
 * What an operator typed and has not saved: one per form, so that a power cut loses nothing. Of a personal registry it
 * lies sealed like what is saved.
 */
export interface Draft {
  readonly baseVersion: number;
  readonly fields: RecordFields;
  readonly keptAt: string;
}

export interface DraftKey {
  readonly operator: string;
  readonly registry: string;
  /** null: the form of a new record. */
  readonly recordId: string | null;
}

export async function findDraft(db: ReadDb, key: DraftKey): Promise<Draft | null> {
  const row = await db.get<{ baseVersion: number; fields: string; keptAt: string }>(
    `SELECT base_version AS baseVersion, fields, kept_at AS keptAt FROM draft
      WHERE operator = ? AND registry = ? AND record_id = ?`,
    keyValues(key),
  );
  if (row === undefined) return null;
  const text = openFields(db, key, row.fields);
  return text === null ? null : { ...row, fields: JSON.parse(text) as RecordFields };
}

export async function keepDraft(tx: WriteTx, key: DraftKey, draft: Draft): Promise<void> {
  if (Object.keys(draft.fields).length === 0) {
    await tx.run('DELETE FROM draft WHERE operator = ? AND registry = ? AND record_id = ?', keyValues(key));
    return;
  }
  await tx.run(
    `INSERT INTO draft (operator, registry, record_id, base_version, fields, kept_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET base_version = excluded.base_version, fields = excluded.fields, kept_at = excluded.kept_at`,
    [...keyValues(key), draft.baseVersion, sealFields(tx, key, draft.fields), draft.keptAt],
  );
}

const keyValues = ({ operator, registry, recordId }: DraftKey): string[] => [
  operator,
  registry,
  recordId ?? '',
];

/** Sealed drafts under the newest data key: a part of changing it. */
export async function resealDrafts(tx: WriteTx): Promise<void> {
  const rows = await tx.all<{ operator: string; registry: string; recordId: string; fields: string }>(
    'SELECT operator, registry, record_id AS recordId, fields FROM draft',
  );
  for (const key of rows.filter(isSealedDraft)) {
    const text = openFields(tx, key, key.fields);
    if (text === null) continue;
    await tx.run('UPDATE draft SET fields = ? WHERE operator = ? AND registry = ? AND record_id = ?', [
      tx.vault.sealing().sealText(placeOf(key), text),
      ...keyValues(key),
    ]);
  }
}

function sealFields(tx: WriteTx, key: DraftKey, fields: RecordFields): string {
  const text = JSON.stringify(fields);
  return isSealedDraft(key) ? tx.vault.sealing().sealText(placeOf(key), text) : text;
}

/** null when the key was changed since: what was typed under the former one is gone with it. */
function openFields(db: ReadDb, key: DraftKey, stored: string): string | null {
  if (!isSealedDraft(key)) return stored;
  return unlessBroken(() => db.vault.sealing().openText(placeOf(key), stored)) ?? null;
}

function isSealedDraft({ registry }: DraftKey): boolean {
  const root = rootRegistry(registry);
  return root !== undefined && isPersonal(root);
}

const placeOf = (key: DraftKey): string => `draft/${keyValues(key).join('/')}`;
