import type { RecordFields } from '../../domain/registry/fieldKinds';
import type { ReadDb, WriteTx } from '../handles';

/** What an operator typed and has not saved: one per form, so that a power cut loses nothing. */
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
  return row === undefined ? null : { ...row, fields: JSON.parse(row.fields) as RecordFields };
}

export async function keepDraft(tx: WriteTx, key: DraftKey, draft: Draft): Promise<void> {
  if (Object.keys(draft.fields).length === 0) {
    await tx.run('DELETE FROM draft WHERE operator = ? AND registry = ? AND record_id = ?', keyValues(key));
    return;
  }
  await tx.run(
    `INSERT INTO draft (operator, registry, record_id, base_version, fields, kept_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET base_version = excluded.base_version, fields = excluded.fields, kept_at = excluded.kept_at`,
    [...keyValues(key), draft.baseVersion, JSON.stringify(draft.fields), draft.keptAt],
  );
}

const keyValues = ({ operator, registry, recordId }: DraftKey): string[] => [
  operator,
  registry,
  recordId ?? '',
];
