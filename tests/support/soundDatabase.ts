import { expect } from 'vitest';
import { hashLine, type ChainedLine } from '../../db/auditLog';
import type { ReadDb } from '../../db/handles';
import { recordAtVersion } from '../../db/repositories/changeRepository';
import { findRecord } from '../../db/repositories/recordRepository';
import { provider } from '../../domain/registry/provider';
import { foldText } from '../../domain/values/foldText';

/**
 * What must hold in every database at any moment, however it came there: rows are what the log says, the journal is an
 * unbroken chain, the index finds what the rows hold, numbers are given once.
 */
export async function expectSound(db: ReadDb): Promise<void> {
  const records = await db.all<{ id: string; version: number; removed: number; seq: number; words: string }>(
    `SELECT id, version, removed, seq, concat_ws(' ', registration_number, full_name, short_name, inn, ogrn, head_name)
       AS words FROM provider`,
  );
  for (const { id, version, removed } of records) await expectTold(db, id, version, removed === 1);
  await expectIndexed(db, records);
  await expectChained(db);
  await expectNumbersOnce(db);
  await expectStampsRise(db);
}

/** The row and its lists are what the log tells; versions count the steps without a gap. */
async function expectTold(db: ReadDb, id: string, version: number, removed: boolean): Promise<void> {
  const held = await findRecord(db, provider, id);
  expect(await recordAtVersion(db, provider, id, version)).toEqual(held);
  expect(held === undefined).toBe(removed);
  const logged = await db.all<{ version: number }>(
    "SELECT DISTINCT version FROM change WHERE root_id = ? AND outcome = 'applied' ORDER BY version",
    [id],
  );
  expect(logged.map((row) => row.version)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
}

async function expectIndexed(
  db: ReadDb,
  records: readonly { seq: number; removed: number; words: string }[],
): Promise<void> {
  const wordsOf = ({ words }: { words: string }): string[] => foldText(words).split(' ');
  const present = records.filter(({ removed }) => removed === 0);
  const vocabulary = new Set(records.flatMap(wordsOf).filter((word) => word !== ''));
  for (const word of vocabulary) {
    const hits = await db.all<{ rowid: number }>(
      'SELECT rowid FROM provider_search WHERE words MATCH ? ORDER BY rowid',
      [`"${word}"`],
    );
    const holders = present.filter((record) => wordsOf(record).includes(word)).map(({ seq }) => seq);
    expect([word, ...hits.map(({ rowid }) => rowid)]).toEqual([word, ...holders.sort((a, b) => a - b)]);
  }
}

async function expectChained(db: ReadDb): Promise<void> {
  const lines = await db.all<ChainedLine & { hash: string }>('SELECT * FROM audit ORDER BY seq');
  let previous = '';
  for (const [index, line] of lines.entries()) {
    expect(line).toMatchObject({ seq: index + 1, previous, hash: hashLine(line) });
    previous = line.hash;
  }
}

/** Whatever the clock of the workstation does, what was done here later is later. */
async function expectStampsRise(db: ReadDb): Promise<void> {
  const own = await db.all<{ stamp: string }>('SELECT stamp FROM change WHERE via IS NULL ORDER BY seq');
  const stamps = own.map(({ stamp }) => stamp);
  expect(stamps).toEqual([...new Set(stamps)].sort());
}

async function expectNumbersOnce(db: ReadDb): Promise<void> {
  const given = await db.all<{ number: string; record: string }>(
    `SELECT DISTINCT after AS number, record_id AS record FROM change
      WHERE field = 'registrationNumber' AND outcome = 'applied'`,
  );
  expect(new Set(given.map(({ number }) => number)).size).toBe(given.length);
  expect(new Set(given.map(({ record }) => record)).size).toBe(given.length);
}

/** Every row of every table that belongs to the office's data, for comparing before and after. */
export async function dumpTables(db: Pick<ReadDb, 'all'>): Promise<Record<string, unknown[]>> {
  const tables = await db.all<{ name: string }>(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const dump: Record<string, unknown[]> = {};
  for (const { name } of tables) dump[name] = await db.all(`SELECT * FROM "${name}" ORDER BY 1, 2`);
  return dump;
}
