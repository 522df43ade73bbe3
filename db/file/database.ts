import { nextStamp } from '../../domain/exchange/hybridClock';
import type { Result } from '../../domain/values/result';
import { auditTail } from '../journal/auditLog';
import { mintReadDb, mintWriteTx, type Actor, type ReadDb, type WriteTx } from './handles';
import { latestVersionOf, type Declared } from './migrate';
import { connect, type Connection } from './sqliteConnection';
import { createVault, type Vault } from '../sealing/vault';
import { createHeldTerms, type HeldTerms } from '../term/heldTerms';

/**
 * The open database of one office: a reader that sees committed data only, and `write`, the one place where a `WriteTx`
 * is minted. Writes queue up one behind the other. A refusal (`ok: false`) rolls back like a thrown error does.
 */
export interface Database {
  readonly read: ReadDb;
  write<T extends Result<unknown>>(actor: Actor, work: (tx: WriteTx) => Promise<T>): Promise<T>;
  /** The next stamp of this office's clock. Call it inside `write` only, so that stamps rise with the log. */
  nextStamp(office: string): string;
  readonly now: () => Date;
  /** `user_version` of its tables. */
  readonly schema: number;
  /** Empties the write-ahead log into the file, so that what was deleted lives on nowhere. */
  settle(): Promise<void>;
  /** The data key while it is open. Wiped at close. */
  readonly vault: Vault;
  /** What terms of records are counted by: set when an office opens and when its calendar changes. */
  readonly terms: HeldTerms;
  close(): Promise<void>;
}

export async function createDatabase(
  path: string,
  writer: Connection,
  lock: Pick<Connection, 'close'>,
  now: () => Date,
  { registries, migrations }: Declared,
): Promise<Database> {
  // This office's own words alone: what others' clocks say must not move ours. Who this office is the journal says.
  const last = await writer.get<{ stamp: string }>(
    `SELECT stamp FROM change_event WHERE office = (SELECT office FROM audit ORDER BY seq DESC LIMIT 1)
      ORDER BY stamp DESC LIMIT 1`,
  );
  let lastStamp = last?.stamp ?? '';
  /** Of what is committed. */
  let tail = await auditTail(writer);
  const reader = await connect(path, 'read');
  const vault = createVault();
  const terms = createHeldTerms();
  const carried = { vault, registries, terms };
  let queue: Promise<unknown> = Promise.resolve();

  const transact = async <T extends Result<unknown>>(
    actor: Actor,
    work: (tx: WriteTx) => Promise<T>,
  ): Promise<T> => {
    await writer.run('BEGIN IMMEDIATE');
    try {
      const ofTransaction = { ...tail };
      const result = await work(mintWriteTx(writer, carried, actor, ofTransaction));
      await writer.run(result.ok ? 'COMMIT' : 'ROLLBACK');
      if (result.ok) tail = ofTransaction;
      return result;
    } catch (error) {
      // After a full disk SQLite may have rolled back by itself; then there is nothing left to roll back.
      await writer.run('ROLLBACK').catch(() => undefined);
      // A COMMIT that failed half way may stand nevertheless: what the file says counts.
      tail = await auditTail(writer).catch(() => tail);
      throw error;
    }
  };

  return {
    read: mintReadDb(reader, carried),
    now,
    schema: latestVersionOf(migrations),
    vault,
    terms,
    write(actor, work) {
      const turn = queue.then(() => transact(actor, work));
      queue = turn.catch(() => undefined);
      return turn;
    },
    nextStamp(office) {
      lastStamp = nextStamp(lastStamp, now().getTime(), office);
      return lastStamp;
    },
    async settle() {
      await queue;
      await writer.script('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    async close() {
      await queue;
      vault.wipe();
      await reader.close();
      await writer.close();
      await lock.close();
    },
  };
}
