import type { ReadDb, WriteTx } from '../file/handles';

/**
 * The next number of a series. Series only go up, so a number is never given twice, even after its record is gone; what
 * goes on above another series, its `floor`, stays above it.
 */
export async function nextInSeries(tx: WriteTx, name: string, floor = name): Promise<number> {
  const row = await tx.get<{ last: number }>(
    `INSERT INTO number_series (name, last)
     VALUES (?1, 1 + ifnull((SELECT last FROM number_series WHERE name = ?2 AND ?2 <> ?1), 0))
     ON CONFLICT (name) DO UPDATE SET last = 1 + max(last,
       ifnull((SELECT last FROM number_series WHERE name = ?2 AND ?2 <> ?1), 0)) RETURNING last`,
    [name, floor],
  );
  if (row === undefined) throw new Error('a number series gave no number');
  return row.last;
}

/** The number given last, 0 when none was: for who prints a number before it is given and compares it then. */
export async function lastInSeries(db: ReadDb, name: string): Promise<number> {
  const row = await db.get<{ last: number }>('SELECT last FROM number_series WHERE name = ?', [name]);
  return row?.last ?? 0;
}

/**
 * After a restoration nobody here knows which numbers were given since the backup: every series goes on far above them.
 * A gap in the numbers of letters or of a register harms nobody, a number given twice does.
 */
export async function leaveGap(tx: WriteTx, names: readonly string[]): Promise<void> {
  for (const name of names) {
    // Series of years and kinds stand under that of their registry.
    await tx.run(`UPDATE number_series SET last = last + ? WHERE name LIKE ? || '/%'`, [gap, name]);
    await tx.run(
      `INSERT INTO number_series (name, last) VALUES (?1, ?2)
       ON CONFLICT (name) DO UPDATE SET last = last + ?2`,
      [name, gap],
    );
  }
}

const gap = 1000;
