import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Input } from '../domain/contract';
import { databaseFile } from '../db/file/openDatabase';
import type { App } from '../electron/app/app';
import { initOffice } from '../electron/app/initOffice';
import { shipped } from '../electron/app/shipped';
import { carryPost, type Mailbox } from '../tests/support/exchange/postman';
import { openExample, sitDown, type ExampleDesk } from './example/exampleDesk';
import { examples, importProviders, includeProvider, readCompletion } from './example/exampleProviders';
import { bringUpToDate } from './upToDate';

/**
 * `npm run demo`: three offices in a folder, the real list of providers, a message each way, two papers. Nothing here is
 * special to a demonstration but the postman, who stands in for the EDMS client, and the particulars of one provider.
 */
const { values } = parseArgs({ options: { folder: { type: 'string' } } });
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'yardam-demo-')));
const login = 'admin';
const password = 'yardam-demo-2026';
const registry = 'provider';
const startedAt = performance.now();

interface Office extends Mailbox, ExampleDesk {
  readonly code: string;
  readonly dataFolder: string;
  /** Opens the citizens' section of this office to a head. */
  readonly recoveryCode: string;
  readonly app: App;
}

// The window too: what is said at the end opens these offices by `yardam serve`.
await bringUpToDate('node', 'renderer');
const mintrud = await openOffice('mintrud');
const aznakaevo = await openOffice('aznakaevo');
const almet = await openOffice('almet');
const offices = [mintrud, aznakaevo, almet];

say('imported the real list at the ministry', await importProviders(mintrud));
const recordId = await includeProvider(mintrud);
say('completed one provider and included it', { recordId });
await round('the ministry tells the districts');
await correctTelephone();
await round('the district tells the ministry, which tells the other district');

const extract = await print({ kind: 'provider-extract', recordId }, 'extract.pdf');
const list = await print({ kind: 'provider-list' }, 'list.pdf');
await report();
for (const { app } of offices) await app.close();

async function correctTelephone(): Promise<void> {
  const { version } = await aznakaevo.must('record.open', { registry, recordId });
  const { correction: fields } = await readCompletion();
  await aznakaevo.must('record.save', { registry, recordId, baseVersion: version, fields });
  say('corrected a telephone at the district', fields);
}

/** Every office exchanges, the postman goes round, until no packet moves any more. */
async function round(title: string): Promise<void> {
  say(title, null);
  for (let moved = true; moved;) {
    for (const office of offices) {
      const counts = await office.must('exchange.run', {});
      if (counts.taken + counts.laid > 0) say(`  ${office.code}`, counts);
    }
    moved = (await carryPost(offices)).length > 0;
  }
}

async function print(input: Input<'document.make'>, name: string): Promise<string> {
  const { file, pages } = await mintrud.must('document.make', input);
  const stored = mintrud.app.filesOf(mintrud.session)?.find(file.fileId);
  if (stored === undefined) throw new Error('the document was not kept');
  const path = join(folder, name);
  await writeFile(path, await stored.read());
  say('printed', { path, pages });
  return path;
}

async function report(): Promise<void> {
  const phones = await Promise.all(
    offices.map(async ({ code, must }): Promise<[string, unknown]> => [
      code,
      (await must('record.open', { registry, recordId })).fields['phones'],
    ]),
  );
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1));
  process.stdout.write(
    `${JSON.stringify(
      {
        folder,
        signIn: { login, password },
        offices: Object.fromEntries(
          offices.map(({ code, dataFolder, recoveryCode, outgoing, incoming }) => [
            code,
            {
              recoveryCode,
              data: dataFolder,
              database: join(dataFolder, databaseFile),
              outgoing,
              sent: join(folder, code, 'Sended'),
              incoming,
            },
          ]),
        ),
        documents: { extract, list },
        telephoneInEveryOffice: Object.fromEntries<unknown>(phones),
        seconds,
      },
      null,
      2,
    )}\n`,
  );
}

async function openOffice(code: string): Promise<Office> {
  const dataFolder = join(folder, code, 'data');
  const configFile = join(folder, `${code}.json`);
  await mkdir(folder, { recursive: true });
  await copyFile(join(examples, 'demo', `${code}.json`), configFile);
  const made = await initOffice({ ...shipped, dataFolder, configFile, login, password });
  if (!made.ok) throw new Error(`${code}: ${made.error.code}`);
  const app = await openExample(dataFolder);
  const desk = await sitDown(app, login, password);
  const { mailbox } = await desk.must('office.describe', {});
  const box = { mailbox, outgoing: join(folder, code, 'ToSend'), incoming: join(folder, code, 'In') };
  const { recoveryCode } = made.value;
  return { code, dataFolder, recoveryCode, app, ...desk, ...box };
}

function say(what: string, facts: unknown): void {
  process.stderr.write(`${what}${facts === null ? '' : ` ${JSON.stringify(facts)}`}\n`);
}
