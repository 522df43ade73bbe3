import type { Change } from '../../domain/exchange/change';
import type { Register } from '../../domain/exchange/register';
import type { Registry } from '../../domain/registry/defineRegistry';
import { childRegistries } from '../../domain/registry/index';
import type { ReadDb } from '../file/handles';
import { joinFields, speaksOf } from './eventRow';
import { readRegisters, type Registers } from './registerRepository';

/** What waits for a person: asks without an answer and losses that nobody has decided on. Told by the log alone. */
export interface OpenField {
  readonly registry: string;
  readonly recordId: string;
  readonly rootId: string;
  readonly field: string;
  readonly register: Register;
  readonly isProposal: Registers['isProposal'];
}

type Pair = Pick<OpenField, 'registry' | 'recordId' | 'rootId' | 'field'>;

const answer = `SELECT 1 FROM change_event AS answer
  WHERE answer.stamp = event.stamp AND answer.kind IN ('word', 'lost') AND answer.record_id = event.record_id
    AND answer.registry = event.registry`;
// Most asks are answered as they were asked, and are not looked into field by field.
const isAnswered = `EXISTS (${answer} AND answer.field = event.field AND answer.after = event.after)`;
const isFieldAnswered = `EXISTS (${answer} AND ${speaksOf('answer', 'told.key')})`;
const openPairs = `
  SELECT DISTINCT event.registry, event.record_id AS recordId, event.root_id AS rootId, told.key AS field
    FROM change_event AS event ${joinFields}
   WHERE event.kind IN ('ask', 'lost') AND (event.kind = 'lost' OR NOT (${isAnswered} OR ${isFieldAnswered}))`;

/** Every field of any record about which something is open. */
export async function openFields(db: ReadDb): Promise<readonly OpenField[]> {
  return withRegisters(
    db,
    await db.all<Pair>(`${openPairs} ORDER BY event.root_id, event.record_id, told.key`),
  );
}

/** What is open about one field of one record or row; undefined when nothing is. */
export async function openField(
  db: ReadDb,
  root: Registry,
  rootId: string,
  recordId: string,
  field: string,
): Promise<OpenField | undefined> {
  const codes = [root, ...childRegistries(root)].map(({ code }) => code);
  const pairs = await db.all<Pair>(
    `${openPairs} AND event.record_id = ?1 AND event.field IN (?2, '') AND told.key = ?2 AND event.root_id = ?3
       AND event.registry IN (SELECT value FROM json_each(?4))`,
    [recordId, field, rootId, JSON.stringify(codes)],
  );
  return (await withRegisters(db, pairs))[0];
}

export interface OpenAsk {
  readonly change: Change;
  readonly isShown: boolean;
  readonly isLast: boolean;
}

/** What this office asked for in one record and was not answered; `isLast` of those that replaced each other. */
export async function openAsks(
  db: ReadDb,
  root: Registry,
  office: string,
  rootId: string,
): Promise<readonly OpenAsk[]> {
  const codes = [root, ...childRegistries(root)].map(({ code }) => code);
  const pairs = await db.all<Pair>(
    `${openPairs} AND event.kind = 'ask' AND event.root_id = ?1 AND event.office = ?2
       AND event.registry IN (SELECT value FROM json_each(?3))`,
    [rootId, office, JSON.stringify(codes)],
  );
  const open = await withRegisters(db, pairs);
  return open.flatMap(({ register, isProposal }) => {
    const own = [...register.asks.values()].filter((ask) => ask.office === office);
    const replaced = new Set(own.map(({ replaces }) => replaces));
    return own.map((change) => ({
      change,
      isShown: !isProposal(change),
      isLast: !replaced.has(change.stamp),
    }));
  });
}

async function withRegisters(db: ReadDb, pairs: readonly Pair[]): Promise<readonly OpenField[]> {
  const registers = await readRegisters(db, pairs);
  return pairs
    .map((pair) => ({
      ...pair,
      register: registers.of(pair),
      isProposal: registers.isProposal,
    }))
    .filter(({ register }) => register.asks.size > 0 || register.losses.size > 0);
}
