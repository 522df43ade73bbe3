import type { RecordFields } from '../../domain/registry/fieldKinds';
import type { Registries } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';
import type { ReadDb, WriteTx } from '../file/handles';
import { unlessBroken } from '../sealing/sealing';

/**
 * What an operator typed and has not saved, so that a power cut loses nothing: a row for each form, in it a draft for each
 * window that the form stood in, so that none overwrites another's. Of a personal registry it lies sealed like what is
 * saved.
 */
export interface Draft {
  /** Named by the window. */
  readonly draftId: string;
  /** Counts its strokes: of two that overtook each other on their way the later one stays. */
  readonly turn: number;
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

/** The drafts of a form, the last kept first. */
export async function findDrafts(db: ReadDb, key: DraftKey): Promise<readonly Draft[]> {
  const row = await db.get<Row>(`SELECT ${columns} FROM draft ${ofForm}`, keyValues(key));
  return readDrafts(db, key, row);
}

/** One without fields is forgotten. */
export async function keepDraft(tx: WriteTx, key: DraftKey, draft: Draft): Promise<void> {
  if (Object.keys(draft.fields).length === 0) return forgetDraft(tx, key, draft.draftId);
  const kept = await findDrafts(tx, key);
  const former = kept.find(({ draftId }) => draftId === draft.draftId);
  if ((former?.turn ?? 0) > draft.turn) return;
  await writeDrafts(tx, key, [draft, ...kept.filter((one) => one !== former)]);
}

/** By one statement where no other window keeps any: every save of a record ends with it. */
export async function forgetDraft(tx: WriteTx, key: DraftKey, draftId: string): Promise<void> {
  const row = await tx.get<Row>(`DELETE FROM draft ${ofForm} RETURNING ${columns}`, keyValues(key));
  const others = readDrafts(tx, key, row).filter((one) => one.draftId !== draftId);
  await writeDrafts(tx, key, others);
}

interface Row {
  readonly baseVersion: number;
  readonly fields: string;
  readonly keptAt: string;
}
const columns = 'base_version AS baseVersion, fields, kept_at AS keptAt';
const ofForm = 'WHERE operator = ? AND registry = ? AND record_id = ?';

function readDrafts(db: ReadDb, key: DraftKey, row: Row | undefined): readonly Draft[] {
  const text = row === undefined ? null : openFields(db, key, row.fields);
  if (row === undefined || text === null) return [];
  const kept = JSON.parse(text) as RecordFields | readonly Draft[];
  // Former versions kept one draft of a form, by its fields.
  return isList(kept) ? kept : [{ ...row, draftId: '', turn: 0, fields: kept }];
}

async function writeDrafts(tx: WriteTx, key: DraftKey, drafts: readonly Draft[]): Promise<void> {
  const [newest] = drafts;
  if (newest === undefined) return;
  await tx.run(
    `INSERT INTO draft (operator, registry, record_id, base_version, fields, kept_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET base_version = excluded.base_version, fields = excluded.fields, kept_at = excluded.kept_at`,
    [...keyValues(key), newest.baseVersion, sealFields(tx, key, JSON.stringify(drafts)), newest.keptAt],
  );
}

const isList = (kept: RecordFields | readonly Draft[]): kept is readonly Draft[] => Array.isArray(kept);

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
  for (const key of rows.filter((row) => isSealedDraft(tx.registries, row))) {
    const text = openFields(tx, key, key.fields);
    if (text === null) continue;
    await tx.run('UPDATE draft SET fields = ? WHERE operator = ? AND registry = ? AND record_id = ?', [
      sealFields(tx, key, text),
      ...keyValues(key),
    ]);
  }
}

const sealFields = (tx: WriteTx, key: DraftKey, text: string): string =>
  isSealedDraft(tx.registries, key) ? tx.vault.sealing().sealText(placeOf(key), text) : text;

/** null when the key was changed since: what was typed under the former one is gone with it. */
function openFields(db: ReadDb, key: DraftKey, stored: string): string | null {
  if (!isSealedDraft(db.registries, key)) return stored;
  return unlessBroken(() => db.vault.sealing().openText(placeOf(key), stored)) ?? null;
}

function isSealedDraft(registries: Registries, { registry }: DraftKey): boolean {
  const root = registries.root(registry);
  return root !== undefined && isPersonal(root);
}

const placeOf = (key: DraftKey): string => `draft/${keyValues(key).join('/')}`;
