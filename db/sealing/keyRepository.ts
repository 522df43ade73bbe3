import type { ReadDb, WriteTx } from '../file/handles';

/** Data keys of the office (all wrapped) and the slots that open them. Nothing here can be opened without a secret. */
export interface DataKeyRow {
  readonly generation: number;
  readonly state: 'coming' | 'current';
  readonly madeAt: string;
  /** While a change is under way: this key wrapped by the former one, and the former by this. */
  readonly byFormer: string | null;
  readonly formerByThis: string | null;
  readonly backupPublic: string;
  readonly backupPrivate: string;
}

export interface SlotRow {
  readonly owner: string;
  readonly generation: number;
  /** The stretched code; '' where a password opens the slot. */
  readonly secret: string;
  readonly wrapped: string;
  readonly expiresAt: string | null;
}

/** The keys in use, the newest first: one, or two while the key is being changed. */
export function listDataKeys(db: Pick<ReadDb, 'all'>): Promise<DataKeyRow[]> {
  return db.all<DataKeyRow>(
    `SELECT generation, state, made_at AS madeAt, by_former AS byFormer, former_by_this AS formerByThis,
            backup_public AS backupPublic, backup_private AS backupPrivate
       FROM data_key WHERE state <> 'retired' ORDER BY generation DESC`,
  );
}

/** Generations are never used again, those of retired keys neither. */
export async function lastGeneration(db: ReadDb): Promise<number> {
  const row = await db.get<{ last: number | null }>('SELECT max(generation) AS last FROM data_key');
  return row?.last ?? 0;
}

/** Slots of this owner for keys in use, the newest key first. */
export function listSlots(db: ReadDb, owner: string): Promise<SlotRow[]> {
  return db.all<SlotRow>(
    `SELECT owner, generation, secret, wrapped, expires_at AS expiresAt FROM key_slot
      WHERE owner = ? AND generation IN (SELECT generation FROM data_key WHERE state <> 'retired')
      ORDER BY generation DESC`,
    [owner],
  );
}

/**
 * Every slot that is there to stay, with what its secret is stretched by: an operator's password hash or that of a code.
 * For backups, which are opened by the slots they were made with.
 */
export function listAllSlots(db: Pick<ReadDb, 'all'>): Promise<SlotRow[]> {
  return db.all<SlotRow>(
    `SELECT slot.owner, slot.generation, slot.wrapped, slot.expires_at AS expiresAt,
            CASE WHEN slot.secret = '' THEN password_hash ELSE slot.secret END AS secret
       FROM key_slot AS slot LEFT JOIN operator ON slot.owner = 'operator/' || login
      WHERE slot.expires_at IS NULL AND (slot.secret <> '' OR (password_hash IS NOT NULL AND blocked_at IS NULL))
        AND generation IN (SELECT generation FROM data_key WHERE state <> 'retired')
      ORDER BY slot.owner, slot.generation`,
  );
}

/** Owners that hold a slot for a key in use, and till when it opens; null for ever. */
export async function listSlotOwners(db: ReadDb): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db.all<{ owner: string; expiresAt: string | null }>(
    `SELECT owner, max(expires_at) AS expiresAt FROM key_slot
      WHERE generation IN (SELECT generation FROM data_key WHERE state <> 'retired') GROUP BY owner`,
  );
  return new Map(rows.map(({ owner, expiresAt }) => [owner, expiresAt]));
}

export async function addDataKey(tx: WriteTx, key: DataKeyRow): Promise<void> {
  await tx.run(
    `INSERT INTO data_key (generation, state, made_at, by_former, former_by_this, backup_public, backup_private)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      key.generation,
      key.state,
      key.madeAt,
      key.byFormer,
      key.formerByThis,
      key.backupPublic,
      key.backupPrivate,
    ],
  );
}

export async function putSlot(tx: WriteTx, slot: SlotRow, at: string): Promise<void> {
  await tx.run(
    `INSERT INTO key_slot (owner, generation, secret, wrapped, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (owner, generation) DO UPDATE SET secret = excluded.secret, wrapped = excluded.wrapped,
       made_at = excluded.made_at, expires_at = excluded.expires_at`,
    [slot.owner, slot.generation, slot.secret, slot.wrapped, at, slot.expiresAt],
  );
}

export async function dropSlots(tx: WriteTx, owner: string): Promise<void> {
  await tx.run('DELETE FROM key_slot WHERE owner = ?', [owner]);
}

/** The coming key is the one from now on; the former one goes with every slot that opened it. */
export async function finishDataKey(tx: WriteTx, generation: number): Promise<void> {
  await tx.run("UPDATE data_key SET state = 'retired' WHERE generation <> ?", [generation]);
  await tx.run(
    "UPDATE data_key SET state = 'current', by_former = NULL, former_by_this = NULL WHERE generation = ?",
    [generation],
  );
  await tx.run('DELETE FROM key_slot WHERE generation <> ?', [generation]);
}
