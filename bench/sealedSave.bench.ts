import type { RecordFields } from '../domain/registry/fieldKinds';
import type { App } from '../electron/app/app';
import type { Session } from '../electron/access/sessions';
import { shipped } from '../electron/app/shipped';
import { createApp } from '../electron/app/createApp';
import { installation } from '../electron/app/installation';
import { makeKeyOffices, passwordOf } from '../tests/support/offices/keyOffice';
import { personFields, providerFields } from '../tests/support/record/twelveFields';
import { ms, times, type Answer } from './answer';
import { median, p95, timed } from './timing';

/**
 * What sealing costs: saving a citizen of whom twelve sealed fields changed, names and СНИЛС among them, turn by turn
 * with a provider of whom twelve fields of the like length changed, its names among them. Both go the same way through
 * the application (rules, row, log, journal, an index of words or of tokens, durable); nothing of a provider is sealed.
 */
const records = 100;
const warmUps = 100;
const rounds = 600;

export async function sealedSave(): Promise<Answer> {
  const offices = await makeKeyOffices();
  const { resourcesFolder, pdfWorker } = installation();
  const dataFolder = await offices.copy();
  const opened = await createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`the office does not open: ${opened.error.code}`);
  const app = opened.value;
  const session = app.openSession();
  const entered = { login: 'operator', password: passwordOf('operator') };
  await must(app, session, 'session.signIn', entered);
  const savePerson = await createSaver(app, session, 'person', personFields);
  const saveProvider = await createSaver(app, session, 'provider', providerFields);
  const [sealed, open]: [number[], number[]] = [[], []];
  for (let turn = -warmUps; turn < rounds; turn += 1) {
    const openMs = await timed(() => saveProvider(turn + warmUps));
    const sealedMs = await timed(() => savePerson(turn + warmUps));
    if (turn < 0) continue;
    open.push(openMs);
    sealed.push(sealedMs);
  }
  await app.close();
  await offices.remove();
  const ratio = median(sealed) / median(open);
  return {
    question: `Saving twelve changed fields of a citizen, sealed, and of a provider, open, ${rounds} times in turn`,
    figures: [
      ms('sealed, median', median(sealed)),
      ms('sealed, p95', p95(sealed)),
      ms('open, median', median(open)),
      ms('open, p95', p95(open)),
      times('ratio of medians', ratio),
    ],
    targets: [{ ...times('saving twelve sealed fields, of twelve open ones', ratio), atMost: 2 }],
  };
}

async function createSaver(
  app: App,
  session: Session,
  registry: string,
  fieldsOf: (number: number) => RecordFields,
): Promise<(turn: number) => Promise<void>> {
  const saved: { recordId: string; version: number }[] = [];
  for (let number = 0; number < records; number += 1)
    saved.push(await must(app, session, 'record.create', { registry, fields: fieldsOf(number) }));
  return async (turn) => {
    const record = saved[turn % records];
    if (record === undefined) throw new Error('no record');
    const { recordId, version: baseVersion } = record;
    const fields = fieldsOf(records + turn);
    const { version } = await must(app, session, 'record.save', { registry, recordId, baseVersion, fields });
    if (version !== baseVersion + 1) throw new Error('nothing was saved');
    record.version = version;
  };
}

async function must<N extends 'session.signIn' | 'record.create' | 'record.save'>(
  app: App,
  session: Session,
  name: N,
  input: Parameters<typeof app.request<N>>[2],
) {
  const result = await app.request(session, name, input);
  if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
