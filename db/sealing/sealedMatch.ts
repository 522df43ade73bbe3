import type { Registry } from '../../domain/registry/defineRegistry';
import { sameValue, type FieldValue } from '../../domain/registry/fieldKinds';
import { wholeTerms } from '../../domain/registry/searchTerms';
import type { ReadDb } from '../file/handles';
import { columnOf, rowToFields } from '../record/tables';
import { keysOfRecords } from './recordKeys';

/** Records that one sealed field is compared in: each costs the opening of its key. */
const openedLimit = 2000;

/**
 * Rows whose sealed field has this very value: found by the tokens of its terms, opened and compared. Undefined where no
 * token tells of it, or too many rows have its tokens to be opened. What damage keeps shut has no value to compare.
 */
export async function rowsWithSealed(
  db: ReadDb,
  root: Registry,
  field: string,
  value: FieldValue,
  narrowed: { readonly sql: string; readonly values: readonly (string | number)[] },
): Promise<readonly number[] | undefined> {
  const declaration = root.fields[field];
  const column = columnOf(root, field);
  const terms = declaration === undefined ? [] : wholeTerms(declaration.kind, value);
  if (column === undefined || terms.length === 0) return undefined;
  const sealing = db.vault.sealing();
  const tokens = terms.map((term) => sealing.tokens(root.code, term));
  const has = tokens.map(
    (some) =>
      `EXISTS (SELECT 1 FROM ${root.table}_word AS hit
        WHERE hit.seq = ${root.table}.seq AND hit.token IN (${some.map(() => '?').join(', ')}))`,
  );
  const [first = []] = tokens;
  const rows = await db.all<Readonly<Record<string, unknown>>>(
    `SELECT ${root.table}.seq, ${root.table}.id, ${root.table}.${column.column} FROM ${root.table}
      WHERE ${root.table}.seq IN (SELECT seq FROM ${root.table}_word WHERE token IN (${first.map(() => '?').join(', ')}))
        AND ${has.join(' AND ')} AND ${narrowed.sql} LIMIT ?`,
    [...first, ...tokens.flat(), ...narrowed.values, openedLimit + 1],
  );
  if (rows.length > openedLimit) return undefined;
  const keys = await keysOfRecords(
    db,
    rows.map((row) => String(row['id'])),
  );
  return rows.flatMap((row) => {
    const recordId = String(row['id']);
    const { fields, unreadable } = rowToFields([column], row, { keys: keys.get(recordId), recordId });
    const isSame = unreadable.length === 0 && sameValue(fields[field] ?? null, value);
    return isSame ? [Number(row['seq'])] : [];
  });
}
