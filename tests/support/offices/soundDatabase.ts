import { expect } from 'vitest';
import { hashLine, type ChainedLine } from '../../../db/journal/auditLog';
import type { ReadDb } from '../../../db/file/handles';
import { recordAtVersion } from '../../../db/record/changeRepository';
import { findRecord } from '../../../db/record/recordRepository';
import { shippedBy } from '../../../domain/registry/shippedBy';
import { provider } from '../../../domain/registry/provider/declaration';
import { foldText } from '../../../domain/values/foldText';
import { toldFields } from '../record/toldFields';

/**
 * What must hold in every database at any moment, however it came there: rows are what the log says, the journal is an
 * unbroken chain, the index finds what the rows hold, numbers are given once, and what is shown is the word that holds or
 * what this office asks for above it.
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
  await expectHeldShown(db);
}

/** The row and its lists are what the log tells; versions count the steps without a gap. */
async function expectTold(db: ReadDb, id: string, version: number, removed: boolean): Promise<void> {
  const held = await findRecord(db, provider, id);
  expect(await recordAtVersion(db, provider, id, version)).toEqual(held);
  expect(held === undefined).toBe(removed);
  const logged = await db.all<{ version: number }>(
    "SELECT DISTINCT version FROM change_event WHERE root_id = ? AND outcome = 'applied' ORDER BY version",
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

/** Whatever the clock of the workstation does, what was done here later is later; what shipped was not done here. */
async function expectStampsRise(db: ReadDb): Promise<void> {
  const own = await db.all<{ stamp: string; office: string; place: string; changes: number }>(
    `SELECT stamp, office, group_concat(DISTINCT record_id) AS place, count(*) - count(DISTINCT field) AS changes
       FROM ${toldFields} WHERE via IS NULL AND kind IN ('word', 'ask') GROUP BY stamp ORDER BY min(seq)`,
  );
  const stamps = own.filter(({ office }) => office !== shippedBy).map(({ stamp }) => stamp);
  expect(stamps).toEqual([...stamps].sort());
  // A stamp is of one record, whose first values may share it.
  for (const { place, changes } of own) expect([place, changes]).toEqual([place.split(',')[0], 0]);
}

interface Told {
  readonly place: string;
  readonly kind: 'ask' | 'word' | 'lost' | 'shown' | 'former';
  readonly stamp: string;
  readonly replaces: string | null;
  readonly office: string;
  readonly key: string | null;
  readonly settles: string | null;
  readonly outcome: string;
  readonly via: string | null;
}

/** Read from the log by itself, without the program's own fold of it. */
async function expectHeldShown(db: ReadDb): Promise<void> {
  const events = await db.all<Told>(
    `SELECT record_id || '/' || field AS place, kind, stamp, replaces, office, word_key AS key, settles, outcome, via
       FROM ${toldFields} ORDER BY seq`,
  );
  const own = events.find(
    ({ kind, via, office }) => via === null && office !== shippedBy && (kind === 'word' || kind === 'ask'),
  )?.office;
  const places = new Map<string, Told[]>();
  for (const event of events) places.set(event.place, [...(places.get(event.place) ?? []), event]);
  for (const [place, ofField] of places) {
    const words = ofField.filter(({ kind }) => kind === 'word');
    for (const { kind, key } of ofField) expect([place, key !== null]).toEqual([place, kind === 'word']);
    const held = words.reduce<Told | undefined>(
      (greatest, word) => ((word.key ?? '') > (greatest?.key ?? '') ? word : greatest),
      undefined,
    );
    const shown = ofField.findLast(({ outcome }) => outcome === 'applied')?.stamp ?? null;
    const open = openAsks(ofField, words).filter(({ office }) => office === own);
    let below = shown;
    while (below !== (held?.stamp ?? null) && below !== null)
      below = open.find(({ stamp }) => stamp === below)?.replaces ?? null;
    expect([place, 'stands on', below]).toEqual([place, 'stands on', held?.stamp ?? null]);
    const above = open.filter(({ outcome, replaces }) => outcome === 'applied' && replaces === shown);
    expect([place, 'hides', above.map(({ stamp }) => stamp)]).toEqual([place, 'hides', []]);
  }
}

/** Asks that no word, no loss and no decision has answered. */
function openAsks(ofField: readonly Told[], words: readonly Told[]): readonly Told[] {
  const settled = words.flatMap(({ settles }) => JSON.parse(settles ?? '[]') as string[]);
  const answers = ofField.filter(({ kind }) => kind === 'word' || kind === 'lost');
  const closed = new Set([...settled, ...answers.map(({ stamp }) => stamp)]);
  for (const { replaces } of words) if (replaces !== null) closed.add(replaces);
  return ofField.filter(({ kind, stamp }) => kind === 'ask' && !closed.has(stamp));
}

async function expectNumbersOnce(db: ReadDb): Promise<void> {
  const given = await db.all<{ number: string; record: string }>(
    `SELECT DISTINCT after AS number, record_id AS record FROM ${toldFields}
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
