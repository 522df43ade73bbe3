import type { WriteTx } from './handles';
import type { SqlValue } from './sqliteConnection';

/**
 * Inserts rows, many to a statement. Bound values, because SQLite takes a JSON document apart at several times their
 * cost, and a save of one field inserts one row. `place` is what stands for one row after VALUES.
 */
export async function insertRows(
  tx: WriteTx,
  into: string,
  place: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const some = rows.slice(from, from + rowsPerStatement);
    await tx.run(`INSERT INTO ${into} VALUES ${some.map(() => place).join(', ')}`, some.flat());
  }
}

/** Far below SQLite's limit of 32 766 bound values; more gains nothing. */
const rowsPerStatement = 50;
