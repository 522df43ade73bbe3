import type { ReadDb, WriteTx } from '../file/handles';

/** A year of the working calendar that the office brought in; it stands before the one that ships. */
export interface BroughtYear {
  readonly year: number;
  /** As its file told it. */
  readonly content: string;
  readonly operator: string;
  readonly at: string;
}

/** None in a database that is older than the table and is only looked at. */
export async function broughtYears(db: ReadDb): Promise<readonly BroughtYear[]> {
  const table = await db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'calendar_year'");
  if (table === undefined) return [];
  return db.all<BroughtYear>('SELECT year, content, operator, at FROM calendar_year ORDER BY year');
}

export async function keepYear(
  tx: WriteTx,
  { year, content, sha256, at }: Omit<BroughtYear, 'operator'> & { readonly sha256: string },
): Promise<void> {
  await tx.run(
    'INSERT OR REPLACE INTO calendar_year (year, content, sha256, operator, at) VALUES (?, ?, ?, ?, ?)',
    [year, content, sha256, tx.actor.operator, at],
  );
}
