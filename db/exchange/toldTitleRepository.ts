import type { WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from '../record/jsonRows';

/** What a package calls a record that its changes name. */
export interface ToldTitle {
  readonly registry: string;
  readonly recordId: string;
  readonly title: string;
}

/** Keeps what other offices call records: the last one told stands. */
export async function rememberTitles(tx: WriteTx, titles: readonly ToldTitle[]): Promise<void> {
  const rows = titles.map(({ registry, recordId, title }) => [registry, recordId, title]);
  for (const some of jsonRows(rows))
    await tx.run(
      `INSERT INTO told_title (registry, record_id, title) SELECT ${jsonColumns(3)} FROM json_each(?) WHERE true
       ON CONFLICT (record_id, registry) DO UPDATE SET title = excluded.title WHERE title <> excluded.title`,
      [some],
    );
}
