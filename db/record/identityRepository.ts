import { keyText, slipBlocks, textKeysOf, identityOf } from '../../domain/record/identity';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, FieldValues } from '../../domain/registry/fieldKinds';
import type { IdentityKey } from '../../domain/registry/traits/identity';
import { isPersonal } from '../../domain/registry/personal';
import { wholeTerms } from '../../domain/registry/searchTerms';
import type { ReadDb } from '../file/handles';
import { keyColumn } from './identityColumns';
import { keysOfRecords } from '../sealing/recordKeys';
import { columnsOf, rowToFields, snakeCase } from './tables';

/** Records that may be the same as something, found by their keys; whether they are is judged by `record/identity.ts`. */
export interface HeldRecord {
  readonly recordId: string;
  readonly version: number;
  readonly status: string;
  readonly registrationNumber: string | null;
  /** Declared fields. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** More that share one key are not looked at: what is on every card tells nobody apart. */
const mostOfKey = 20;

/** These records without their lists, by id. Of a personal registry only those that open. */
export async function listHeld(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HeldRecord>> {
  if (ids.length === 0) return new Map();
  const columns = columnsOf(root).filter(({ field }) => Object.hasOwn(root.fields, field));
  const rows = await db.all<Record<string, unknown>>(
    `SELECT * FROM ${root.table} WHERE id IN (SELECT value FROM json_each(?)) AND removed = 0`,
    [JSON.stringify(ids)],
  );
  const keys = isPersonal(root) ? await keysOfRecords(db, ids) : new Map<string, never>();
  const held = rows.flatMap((row): HeldRecord[] => {
    const recordId = String(row['id']);
    const { fields, unreadable } = rowToFields(columns, row, { keys: keys.get(recordId), recordId });
    if (unreadable.length > 0) return [];
    const number = row['registration_number'];
    return [
      {
        recordId,
        version: Number(row['version']),
        status: String(row['status']),
        registrationNumber: typeof number === 'string' ? number : null,
        fields,
      },
    ];
  });
  return new Map(held.map((record) => [record.recordId, record]));
}

/** Ids of records that share a key with these values, or would but for a slip. */
export async function findAlike(db: ReadDb, root: Registry, values: FieldValues): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const key of identityOf(root)) {
    const ids = isPersonal(root)
      ? await alikeSealed(db, root, key, values)
      : await alikeOpen(db, root, key, values);
    for (const id of ids) found.add(id);
  }
  return [...found];
}

async function alikeOpen(
  db: ReadDb,
  root: Registry,
  key: IdentityKey,
  values: FieldValues,
): Promise<readonly string[]> {
  const text = key.compare === 'slip' ? null : keyText(key, values);
  if (text === null) return [];
  // What other values set apart is left out here already: there may be more namesakes than are looked at.
  const apart = (key.unless ?? []).filter((field) => typeof values[field] === 'string');
  const also = apart.map((field) => `AND (${snakeCase(field)} IS NULL OR ${snakeCase(field)} = ?)`).join(' ');
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM ${root.table} WHERE ${keyColumn(key)} = ? AND removed = 0 ${also} LIMIT ${mostOfKey}`,
    [text, ...apart.map((field) => String(values[field]))],
  );
  return rows.map(({ id }) => id);
}

/** By the tokens of whole values: of each block of fields that one slip leaves as they are. */
async function alikeSealed(
  db: ReadDb,
  root: Registry,
  key: IdentityKey,
  values: FieldValues,
): Promise<readonly string[]> {
  const blocks = key.compare === 'slip' ? slipBlocks(key) : [key.fields];
  const found: string[] = [];
  for (const block of blocks) {
    const terms = block.map((field) => {
      const kind = root.fields[field]?.kind;
      return kind === undefined ? [] : wholeTerms(kind, values[field] ?? null);
    });
    if (terms.some((ofField) => ofField.length === 0)) continue;
    found.push(...(await recordsWithTerms(db, root, terms.flat())));
  }
  return found;
}

async function recordsWithTerms(
  db: ReadDb,
  root: Registry,
  terms: readonly string[],
): Promise<readonly string[]> {
  const sealing = db.vault.sealing();
  const [first = [], ...others] = [...terms]
    // A date or a number narrows more than a word of a name does.
    .sort((one, other) => Number(one.startsWith('name/')) - Number(other.startsWith('name/')))
    .map((term) => sealing.tokens(root.code, term));
  const among = (tokens: readonly string[]): string => `token IN (${tokens.map(() => '?').join(', ')})`;
  const also = others.map(
    (tokens) =>
      `AND EXISTS (SELECT 1 FROM ${root.table}_word AS other WHERE other.seq = hit.seq AND other.${among(tokens)})`,
  );
  const rows = await db.all<{ id: string }>(
    `SELECT own.id AS id FROM ${root.table}_word AS hit CROSS JOIN ${root.table} AS own ON own.seq = hit.seq
      WHERE hit.${among(first)} ${also.join(' ')} AND own.removed = 0 LIMIT ${mostNamesakes}`,
    [...first, ...others.flat()],
  );
  return rows.map(({ id }) => id);
}

/** Opened and compared at most for one block. */
const mostNamesakes = 200;

/** Ids of open records by key and its text: for many rows at once. */
export async function findAlikeMany(
  db: ReadDb,
  root: Registry,
  textsOf: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const key of textKeysOf(root)) {
    const rows = await db.all<{ ids: string }>(
      `SELECT (SELECT json_group_array(id) FROM (SELECT id FROM ${root.table}
                WHERE ${keyColumn(key)} = wanted.value AND removed = 0 LIMIT ${mostOfKey})) AS ids
         FROM json_each(?) AS wanted`,
      [JSON.stringify(textsOf.get(key.code) ?? [])],
    );
    for (const { ids } of rows) for (const id of JSON.parse(ids) as string[]) found.add(id);
  }
  return [...found];
}
