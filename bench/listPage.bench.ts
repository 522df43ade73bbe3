import { join } from 'node:path';
import { databaseFile } from '../db/file/openDatabase';
import { ms, times, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { openBenchOffice } from './offices/benchOffice';
import { million, millionProviders } from './offices/millionProviders';
import { median, p95, timed } from './timing';

/**
 * A page of fifty at random places of a million providers through the application, beside the same page by OFFSET in
 * bare SQLite; and the first page beside the thousandth.
 */
const limit = 50;
const jumps = 400;
/** OFFSET takes about a second: a few are enough. */
const rivalEvery = 40;

export async function listPage(): Promise<Answer> {
  const dataFolder = await millionProviders();
  const office = await openBenchOffice(dataFolder);
  const bare = await openBare(join(dataFolder, databaseFile));
  const offset = await bare.prepare(
    `SELECT id, version, registration_number, full_name, oktmo, service_forms, inn, phones, status FROM provider
      WHERE removed = 0 ORDER BY title_key, id LIMIT ${limit} OFFSET ?`,
  );
  const page = async (from: number): Promise<void> => {
    const { rows } = await office.must('record.list', { registry: 'provider', from, limit });
    if (rows.length !== limit) throw new Error(`a page of ${rows.length} rows`);
  };
  const firstTouchMs = await timed(() => page(million - limit));
  const ours: number[] = [];
  const rivals: number[] = [];
  const first: number[] = [];
  const thousandth: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    const from = placeOf(jump);
    ours.push(await timed(() => page(from)));
    if (jump % rivalEvery === 0) rivals.push(await timed(() => offset.all([from])));
    first.push(await timed(() => page(0)));
    thousandth.push(await timed(() => page(1000 * limit)));
  }
  await bare.close();
  await office.app.close();
  return answer({ ours, rivals, first, thousandth, firstTouchMs });
}

/** Places spread evenly over the list in an order without pattern: multiples of the golden ratio. */
const placeOf = (jump: number): number =>
  Math.floor(((jump * 0.618_033_988_749_895) % 1) * (million - limit));

interface Times {
  readonly ours: readonly number[];
  readonly rivals: readonly number[];
  readonly first: readonly number[];
  readonly thousandth: readonly number[];
  readonly firstTouchMs: number;
}

function answer({ ours, rivals, first, thousandth, firstTouchMs }: Times): Answer {
  return {
    question: `A page of ${limit} of ${million} providers, ${jumps} random places`,
    figures: [
      ms('random place, median', median(ours)),
      ms('random place, p95', p95(ours)),
      ms('by OFFSET in bare SQLite, median', median(rivals)),
      ms('first page, median', median(first)),
      ms('thousandth page, median', median(thousandth)),
      ms('far end, when the order is new', firstTouchMs),
    ],
    targets: [
      { ...ms('page at a random place, p95', p95(ours)), atMost: 5 },
      { ...times('thousandth page, of the first', median(thousandth) / median(first)), atMost: 1.2 },
    ],
  };
}
