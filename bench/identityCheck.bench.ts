import { join } from 'node:path';
import { databaseFile } from '../db/file/openDatabase';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { openBenchOffice } from './offices/benchOffice';
import { million, millionProviders } from './offices/millionProviders';
import { median, p95, timed } from './timing';

/**
 * Who is here already, asked among a million providers while the next one is typed: after the name, the INN, the OGRN.
 * Half of what is typed is there. The rival looks for the words of the name in the index of words, which is what an
 * operator does by hand to find out.
 */
const asked = 600;
const rivalEvery = 5;

export async function identityCheck(): Promise<Answer> {
  const dataFolder = await millionProviders();
  const office = await openBenchOffice(dataFolder);
  const bare = await openBare(join(dataFolder, databaseFile));
  const ranked = await bare.prepare(
    `SELECT provider.* FROM provider_search JOIN provider ON provider.seq = provider_search.rowid
      WHERE provider_search MATCH ? AND removed = 0 ORDER BY rank LIMIT 10`,
  );
  const ours: number[] = [];
  const rivals: number[] = [];
  let found = 0;
  for (let turn = 0; turn < asked; turn += 1) {
    const isHere = turn % 2 === 0;
    // What is not there comes from beyond the million.
    const {
      fullName = null,
      inn = null,
      ogrn = null,
      kpp = null,
    } = makeProvider(isHere ? turn * 1637 : million + turn).fields;
    const typed = [{ fullName }, { fullName, inn }, { fullName, inn, ogrn, kpp }];
    for (const fields of typed) {
      let count = 0;
      const took = await timed(async () => {
        const answer = await office.must('record.duplicates', { registry: 'provider', fields });
        count = answer.duplicates.length;
      });
      ours.push(took);
      if (count > 0) found += 1;
      if (isHere && count === 0) throw new Error('what is there was not found');
    }
    if (turn % rivalEvery !== 0) continue;
    const words = String(fullName).match(/\p{L}{3,}/gu) ?? [];
    rivals.push(await timed(() => ranked.all([words.map((word) => `"${word}"`).join(' ')])));
  }
  await bare.close();
  await office.app.close();
  return {
    question: `Who is here already, among ${million} providers, while one is typed (${ours.length} questions, ${found} with an answer)`,
    figures: [
      ms('Yardam, median', median(ours)),
      ms('Yardam, p95', p95(ours)),
      ms('the words of the name by FTS5, median', median(rivals)),
      ms('the words of the name by FTS5, p95', p95(rivals)),
    ],
    targets: [{ what: 'p95 of one question', value: p95(ours), unit: 'ms', atMost: 20 }],
  };
}
