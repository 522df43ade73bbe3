import type { Registries } from '../../domain/registry';
import type { Connection, SqlValue } from './sqliteConnection';
import type { Vault } from '../sealing/vault';
import type { HeldTerms } from '../term/heldTerms';

/**
 * Two handles over the database. A function that takes `ReadDb` cannot write; `WriteTx` is minted by `write()` of
 * `database.ts` only and lives as long as its transaction. Neither can be made by a cast-free expression elsewhere.
 */
declare const readBrand: unique symbol;
declare const writeBrand: unique symbol;

export interface ReadDb {
  readonly [readBrand]: true;
  all<T>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
  get<T>(sql: string, values?: readonly SqlValue[]): Promise<T | undefined>;
  /** Opens sealed values while somebody who may is signed in. */
  readonly vault: Vault;
  /** The registries of this office: nothing that works with records imports one. */
  readonly registries: Registries;
  /** What terms of records are counted by. */
  readonly terms: HeldTerms;
}

export interface WriteTx extends ReadDb {
  readonly [writeBrand]: true;
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** Who acts and where; every change and journal line of the transaction carries it. */
  readonly actor: Actor;
  /** The end of the audit chain as this transaction has it. For `appendAudit` alone. */
  readonly audit: AuditTail;
}

/** Number and hash of the last audit line; 0 and '' for an empty journal. */
export interface AuditTail {
  seq: number;
  hash: string;
}

export interface Actor {
  /** The account, '' for the program itself. */
  readonly login: string;
  /** Name of the person, kept with every change, so that it reads well in another office. */
  readonly operator: string;
  /** Code of this office. */
  readonly office: string;
}

/** Who acts in an office: somebody with an account, or nobody, and then it is the program itself. */
export const actorOf = (
  who: { readonly login: string; readonly name: string } | null | undefined,
  office: { readonly code: string },
): Actor => ({ login: who?.login ?? '', operator: who?.name ?? '', office: office.code });

/** What a handle carries besides its connection. */
export type Carried = Pick<ReadDb, 'vault' | 'registries' | 'terms'>;

/** For `database.ts` and `openToRead.ts` alone. */
export function mintReadDb(connection: Connection, { vault, registries, terms }: Carried): ReadDb {
  const handle: Pick<ReadDb, 'all' | 'get' | keyof Carried> = {
    all: connection.all,
    get: connection.get,
    vault,
    registries,
    terms,
  };
  return handle as ReadDb;
}

/** For `database.ts` alone. */
export function mintWriteTx(
  connection: Connection,
  { vault, registries, terms }: Carried,
  actor: Actor,
  audit: AuditTail,
): WriteTx {
  const handle: Pick<WriteTx, 'all' | 'get' | 'run' | 'actor' | 'audit' | keyof Carried> = {
    all: connection.all,
    get: connection.get,
    run: connection.run,
    actor,
    audit,
    vault,
    registries,
    terms,
  };
  return handle as WriteTx;
}
