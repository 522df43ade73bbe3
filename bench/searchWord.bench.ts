import { join } from 'node:path';
import { databaseFile } from '../db/file/openDatabase';
import { matchExpression } from '../db/record/searchIndex';
import { soughtWords } from '../tests/support/record/providerWords';
import { ms, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { openBenchOffice } from './offices/benchOffice';
import { million, millionProviders } from './offices/millionProviders';
import { median, p95, timed } from './timing';

/**
 * Searching a million providers for a word while it is typed: after every letter. The rival asks the same index of words
 * for the fifty best ranked, which is how FTS5 is shown in its manual.
 */
const limit = 50;
const rounds = 7;
const rivalEvery = 5;

export async function searchWord(): Promise<Answer> {
  const dataFolder = await millionProviders();
  const office = await openBenchOffice(dataFolder);
  const bare = await openBare(join(dataFolder, databaseFile));
  const ranked = await bare.prepare(
    `SELECT provider.* FROM provider_search JOIN provider ON provider.seq = provider_search.rowid
      WHERE provider_search MATCH ? AND removed = 0 ORDER BY rank LIMIT ${limit}`,
  );
  const typed = soughtWords.flatMap((word) =>
    Array.from({ length: word.length }, (_, place) => word.slice(0, place + 1)),
  );
  const search = async (text: string): Promise<void> => {
    const { rows } = await office.must('record.list', { registry: 'provider', search: text, limit });
    if (rows.length === 0) throw new Error('nothing found');
  };
  for (const text of typed) await search(text);
  const ours: number[] = [];
  const rivals: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, text] of typed.entries()) {
      ours.push(await timed(() => search(text)));
      const isRivalsTurn = round === 0 && place % rivalEvery === 0;
      if (isRivalsTurn) rivals.push(await timed(() => ranked.all([matchExpression(text)])));
    }
  }
  await bare.close();
  await office.app.close();
  return {
    question: `Searching ${million} providers as a word is typed, ${typed.length} beginnings of ${soughtWords.length} words`,
    figures: [
      ms('search, median', median(ours)),
      ms('search, p95', p95(ours)),
      ms('ranked FTS5, median', median(rivals)),
      ms('ranked FTS5, p95', p95(rivals)),
    ],
    targets: [{ ...ms('search as a word is typed, p95', p95(ours)), atMost: 20 }],
  };
}
