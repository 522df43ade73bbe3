import type { App } from '../electron/app/app';
import { shipped } from '../electron/app/shipped';
import { createApp } from '../electron/app/createApp';
import { installation } from '../electron/app/installation';
import { foldText } from '../domain/values/foldText';
import { passwordOf } from '../tests/support/offices/keyOffice';
import { makePerson } from '../tests/support/record/makePersons';
import { ms, type Answer } from './answer';
import { manyPersons, persons } from './offices/manyPersons';
import { median, p95, timed } from './timing';

/**
 * Finding a citizen among 200 000 sealed ones while the surname is typed, from the third letter on, as the list of the
 * application answers it: tokens, opening, comparing, ordering, the journal of reading. Surnames are those of citizens
 * chosen evenly, so that common ones come as often as they are sought.
 */
const limit = 50;
const sought = 60;
const rounds = 3;
const shortest = 3;

export async function sealedSearch(): Promise<Answer> {
  const dataFolder = await manyPersons();
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`the office does not open: ${opened.error.code}`);
  const app = opened.value;
  const search = await createSearch(app, 'operator');
  const narrow = await createSearch(app, 'specialist');
  const typed = Array.from({ length: sought }, (_none, place) => {
    const { surname } = makePerson(Math.floor((place * persons) / sought));
    const word = foldText(surname).split(' ')[0] ?? '';
    return Array.from({ length: word.length - shortest + 1 }, (_one, more) => word.slice(0, shortest + more));
  }).flat();
  // Reading is journalled once a day for each citizen: the second time is what an operator's day is made of.
  const first: number[] = [];
  for (const text of typed) first.push(await timed(() => search(text, 1)));
  const ours: number[] = [];
  const ofTerritory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of typed) {
      ours.push(await timed(() => search(text, 1)));
      if (round === 0) ofTerritory.push(await timed(() => narrow(text, 0)));
    }
  }
  await app.close();
  return {
    question: `Searching ${persons} sealed citizens as a surname is typed, ${typed.length} beginnings of ${sought} surnames`,
    figures: [
      ms('search, median', median(ours)),
      ms('search, p95', p95(ours)),
      ms('with new lines of the journal, median', median(first)),
      ms('with new lines of the journal, p95', p95(first)),
      ms('of one territory, with new lines of the journal, p95', p95(ofTerritory)),
    ],
    targets: [{ ...ms('search of a sealed surname by its beginning, p95', p95(ours)), atMost: 30 }],
  };
}

async function createSearch(app: App, login: string) {
  const session = app.openSession();
  const entered = await app.request(session, 'session.signIn', { login, password: passwordOf(login) });
  if (!entered.ok) throw new Error(`${login} is not let in: ${entered.error.code}`);
  return async (search: string, atLeast: number): Promise<void> => {
    const result = await app.request(session, 'record.list', { registry: 'person', search, limit });
    if (!result.ok) throw new Error(`record.list was refused: ${result.error.code}`);
    if (result.value.rows.length < atLeast) throw new Error('nothing found');
  };
}
