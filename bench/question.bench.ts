import { join } from 'node:path';
import type { Input } from '../domain/contract';
import { databaseFile } from '../db/file/openDatabase';
import { ms, times, type Answer } from './answer';
import { openBare } from './engines/bareSqlite';
import { openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { million, millionProviders } from './offices/millionProviders';
import { median, p95, timed } from './timing';

/**
 * Questions over a million providers: counted by municipality and month beside the same statement in bare SQLite, and
 * pages of lists that are narrowed and ordered in every way that is answered: by one index, gathered and sorted once,
 * walked and compared.
 */
const runs = 9;
const limit = 50;
const jumps = 200;
const registry = 'provider';
type List = Pick<Input<'record.list'>, 'where' | 'sort'>;

const lists: Readonly<Record<string, List>> = {
  'ordered by free places': { sort: [{ field: 'placesFree', descending: true }] },
  'of a municipality, by time of change': {
    where: [{ field: 'oktmo', is: '92701000' }],
    sort: [{ field: 'changedAt', descending: true }],
  },
  'of a municipality with free places, by them and title': {
    where: [
      { field: 'oktmo', is: '92701000' },
      { field: 'placesFree', from: 1 },
    ],
    sort: [
      { field: 'placesFree', descending: true },
      { field: 'title', descending: false },
    ],
  },
  'included with free places, by number': {
    where: [
      { field: 'status', is: 'included' },
      { field: 'placesFree', from: 1 },
    ],
    sort: [{ field: 'registrationNumber', descending: false }],
  },
};

export async function question(): Promise<Answer> {
  const dataFolder = await millionProviders();
  const office = await openBenchOffice(dataFolder);
  const bare = await openBare(join(dataFolder, databaseFile));
  const statement = await bare.prepare(
    `SELECT oktmo, substr(state_registration_on, 1, 7) AS month, count(*) AS n FROM provider
      WHERE removed = 0 GROUP BY oktmo, month`,
  );
  const by = ['oktmo', 'stateRegistrationOn:month'];
  const ours: number[] = [];
  const rivals: number[] = [];
  let cells = 0;
  for (let run = 0; run < runs; run += 1) {
    rivals.push(await timed(() => statement.all([])));
    ours.push(
      await timed(async () => {
        cells = (await office.must('record.ask', { registry, by })).cells.length;
      }),
    );
  }
  await bare.close();
  const pages = [];
  for (const [name, list] of Object.entries(lists)) pages.push(await pagesOf(office, name, list));
  await office.app.close();
  return {
    question: `Questions over ${million} providers, ${cells} cells, ${jumps} random pages of ${limit}`,
    figures: [
      ms('by municipality and month, median', median(ours)),
      ms('the same statement in bare SQLite, median', median(rivals)),
      ...pages.flatMap(({ figures }) => figures),
    ],
    targets: [
      { ...times('by municipality and month, of bare SQLite', median(ours) / median(rivals)), atMost: 1.5 },
      ...pages.map(({ target }) => ({ ...target, atMost: 5 })),
    ],
  };
}

async function pagesOf(office: BenchOffice, name: string, list: List) {
  let total = 0;
  const page = async (from: number): Promise<void> => {
    ({ total } = await office.must('record.list', { registry, ...list, from, limit }));
  };
  const first = await timed(() => page(0));
  const far = await timed(() => page(Math.max(0, total - limit)));
  const taken: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1)
    taken.push(
      await timed(() => page(Math.floor(((jump * 0.618_033_988_749_895) % 1) * Math.max(1, total - limit)))),
    );
  return {
    figures: [
      ms(`${name} (${total}): first page, new`, first),
      ms(`${name}: far end, new`, far),
      ms(`${name}: median`, median(taken)),
    ],
    target: ms(`${name}: p95`, p95(taken)),
  };
}
