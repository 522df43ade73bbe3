import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';
import { clausesSql, type Clause } from './clauses';
import type { Order, Row } from './order';

/** The numbers of the rows in their order: four bytes each, and a page is fifty looks by the key of the table. */
export async function gatherOrder(
  db: ReadDb,
  root: Registry,
  order: string,
  clauses: readonly Clause[],
  driver: Clause | undefined,
): Promise<Order> {
  const { table } = root;
  const { sql, values } = clausesSql(root, clauses, driver);
  const row = await db.get<{ seqs: string }>(
    // As one text: a row of its own for each number costs more than the sorting.
    `SELECT json_group_array(seq) AS seqs FROM (SELECT ${table}.seq FROM ${table} WHERE ${sql} ORDER BY ${order})`,
    values,
  );
  const seqs = Int32Array.from(JSON.parse(row?.seqs ?? '[]') as number[]);
  const rowsAt = async (some: Int32Array, columns: readonly string[]): Promise<readonly Row[]> => {
    const rows = await db.all<Row>(
      `SELECT ${['seq', ...columns].join(', ')} FROM ${table}
        WHERE seq IN (SELECT value FROM json_each(?)) AND removed = 0`,
      [JSON.stringify([...some])],
    );
    const bySeq = new Map(rows.map((one) => [Number(one['seq']), one]));
    return [...some].map((seq) => bySeq.get(seq)).filter((one) => one !== undefined);
  };
  return {
    total: seqs.length,
    page: (columns, from, limit) => rowsAt(seqs.subarray(from, from + limit), columns),
    ids: async () => (await rowsAt(seqs, ['id'])).map((one) => String(one['id'])),
  };
}
