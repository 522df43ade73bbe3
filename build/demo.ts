import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CallName, Input, Output } from '../domain/contract';
import { recordFields } from '../domain/contract/shapes';
import type { App, Session } from '../electron/app/app';
import { receiveUpload } from '../electron/app/uploadedFile';
import { createApp } from '../electron/app/createApp';
import { initOffice } from '../electron/app/initOffice';
import { databaseFile } from '../db/openDatabase';
import { installation } from '../electron/app/installation';
import { legalDate } from '../domain/values/legalTime';
import { carryPost, type Mailbox } from '../tests/support/postman';
import { bundleNode } from './bundle';
import { isStale } from './stale';

/**
 * `npm run demo`: three offices in a folder, the real list of providers, a message each way, two papers. Nothing here is
 * special to a demonstration but the postman, who stands in for the EDMS client, and the particulars of one provider.
 */
const { values } = parseArgs({ options: { folder: { type: 'string' } } });
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'yardam-demo-')));
const examples = join(installation().resourcesFolder, 'examples');
const login = 'admin';
const password = 'yardam-demo-2026';
const registry = 'provider';
const today = legalDate(new Date());
const startedAt = performance.now();

interface Office extends Mailbox {
  readonly code: string;
  readonly dataFolder: string;
  readonly app: App;
  readonly session: Session;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  send(file: string): Promise<string>;
}

if (isStale('node')) await bundleNode();
const mintrud = await openOffice('mintrud');
const aznakaevo = await openOffice('aznakaevo');
const almet = await openOffice('almet');
const offices = [mintrud, aznakaevo, almet];

const fileId = await mintrud.send(join(examples, 'providers-tatarstan.csv'));
const imported = await mintrud.must('import.apply', { registry, fileId });
say('imported the real list at the ministry', imported);

const completion = await readCompletion();
const { rows } = await mintrud.must('record.list', { registry, search: completion.find });
const recordId = rows[0]?.recordId ?? '';
await complete();
await round('the ministry tells the districts');
await correctTelephone();
await round('the district tells the ministry, which tells the other district');

const extract = await print({ kind: 'provider-extract', recordId }, 'extract.pdf');
const list = await print({ kind: 'provider-list' }, 'list.pdf');
await report();
for (const { app } of offices) await app.close();

async function complete(): Promise<void> {
  const { version } = await mintrud.must('record.open', { registry, recordId });
  const saved = await mintrud.must('record.save', {
    registry,
    recordId,
    baseVersion: version,
    fields: completion.fields,
  });
  const review = await mintrud.must('record.move', {
    registry,
    recordId,
    baseVersion: saved.version,
    to: 'review',
  });
  const included = await mintrud.must('record.move', {
    registry,
    recordId,
    baseVersion: review.version,
    to: 'included',
    decision: completion.decision,
  });
  say('completed one provider and included it', included);
}

async function correctTelephone(): Promise<void> {
  const { version } = await aznakaevo.must('record.open', { registry, recordId });
  const fields = completion.correction;
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
          offices.map(({ code, dataFolder, outgoing, incoming }) => [
            code,
            {
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
  const made = await initOffice({ dataFolder, configFile, login, password });
  if (!made.ok) throw new Error(`${code}: ${made.error.code}`);
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({ dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`${code}: ${opened.error.code}`);
  const app = opened.value;
  const session = app.openSession();
  const must: Office['must'] = async (name, input) => {
    const result = await app.request(session, name, input);
    if (!result.ok) throw new Error(`${code}: ${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  await must('session.signIn', { login, password });
  const { mailbox } = await must('office.describe', {});
  const box = { mailbox, outgoing: join(folder, code, 'ToSend'), incoming: join(folder, code, 'In') };
  const send: Office['send'] = async (path) => {
    const said = { name: basename(path), mime: 'text/csv' };
    const received = await receiveUpload(app, session, said, createReadStream(path));
    if (!received.ok) throw new Error(received.error.code);
    return received.value.fileId;
  };
  return { code, dataFolder, app, session, must, send, ...box };
}

async function readCompletion() {
  const decision = z.record(z.string(), z.string());
  const shape = z.object({ find: z.string(), fields: recordFields, decision, correction: recordFields });
  const text = await readFile(join(examples, 'demo', 'completion.json'), 'utf8');
  return shape.parse(JSON.parse(text.replaceAll('{today}', today)));
}

function say(what: string, facts: unknown): void {
  process.stderr.write(`${what}${facts === null ? '' : ` ${JSON.stringify(facts)}`}\n`);
}
