import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, Input, Output } from '../../../domain/contract';
import type { App } from '../../../electron/app/app';
import type { Session } from '../../../electron/access/sessions';
import { shipped } from '../../../electron/app/shipped';
import { createApp, type AppOptions } from '../../../electron/app/createApp';
import { initOffice } from '../../../electron/app/initOffice';
import { carryPost, type Mailbox } from './postman';
import { constantPdf, placeConfig, templateOf, testInstallation } from '../testRun';

/** Several real offices in one process, with folders between them for an EDMS. */
export interface OpenOffice extends Mailbox {
  readonly code: string;
  readonly dataFolder: string;
  readonly app: App;
  readonly session: Session;
  readonly recoveryCode: string;
  /** A call that must succeed. */
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A call that must be refused; answers the code. */
  refusal<N extends CallName>(name: N, input: Input<N>): Promise<string>;
}

export interface World {
  readonly folder: string;
  readonly mintrud: OpenOffice;
  readonly aznakaevo: OpenOffice;
  readonly almet: OpenOffice;
  offices(): readonly OpenOffice[];
  /** Puts a reopened office in the place of the one that was closed. */
  replace(former: OpenOffice, again: OpenOffice): void;
  /** Closes an office and opens it anew with these options, in its place. */
  reopen(office: OpenOffice, more: Partial<AppOptions>): Promise<OpenOffice>;
  /** The transport client makes its way round. */
  post(): Promise<string[]>;
  close(): Promise<void>;
}

const password = 'a long enough password';
const plans = [
  { code: 'mintrud', kind: 'ministry', name: 'Проверочное министерство', oktmo: [] },
  { code: 'aznakaevo', kind: 'territorial', name: 'Азнакаевский отдел', oktmo: ['92602000'] },
  { code: 'almet', kind: 'territorial', name: 'Альметьевский отдел', oktmo: ['92608000'] },
  { code: 'minzdrav', kind: 'body', name: 'Проверочный участник', oktmo: [] },
] as const;

const uidOf = (code: string): string => {
  const index = plans.findIndex((plan) => plan.code === code) + 1;
  return `${String(index).repeat(8)}-1111-4111-8111-111111111111`;
};
const addressOf = (code: string) => {
  const plan = plans.find((one) => one.code === code) ?? plans[0];
  return { ...plan, uid: uidOf(code), mailbox: `${code.toUpperCase()}~RT` };
};

/** The ministry in the middle, two districts that know only it. Letters are one constant page unless a worker is given. */
export async function openWorld(now?: () => Date, pdfWorker?: string): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-world-'));
  const open = (code: string, peers: readonly string[]) => openOffice(folder, code, peers, now, pdfWorker);
  const mintrud = await open('mintrud', ['aznakaevo', 'almet']);
  const aznakaevo = await open('aznakaevo', ['mintrud']);
  const almet = await open('almet', ['mintrud']);
  const all = [mintrud, aznakaevo, almet];
  return {
    folder,
    mintrud,
    aznakaevo,
    almet,
    offices: () => all,
    replace: (former, again) => void all.splice(all.indexOf(former), 1, again),
    async reopen(office, more) {
      await office.app.close();
      const again = await reopenOffice(office, office.dataFolder, now, more);
      all.splice(all.indexOf(office), 1, again);
      return again;
    },
    post: () => carryPost(all),
    async close() {
      for (const { app } of all) await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** One office with these peers. */
export async function openOffice(
  folder: string,
  code: string,
  peers: readonly string[],
  now?: () => Date,
  pdfWorker?: string,
): Promise<OpenOffice> {
  const dataFolder = join(folder, code, 'data');
  const edms = { outgoing: join(folder, code, 'ToSend'), incoming: join(folder, code, 'In') };
  const configFile = join(folder, `${code}.json`);
  const config = { office: addressOf(code), peers: peers.map(addressOf), edms };
  await writeFile(configFile, JSON.stringify(config));
  const template = await templateOf(`office-${code}`, async (made) => {
    const { resourcesFolder } = testInstallation();
    const init = await initOffice({
      ...shipped,
      dataFolder: made,
      configFile,
      login: 'admin',
      password,
      resourcesFolder,
    });
    if (!init.ok) throw new Error(`the office is not made: ${JSON.stringify(init.error)}`);
    return init.value.recoveryCode;
  });
  await template.copyTo(dataFolder);
  await placeConfig(dataFolder, config, folder);
  return signInto(code, dataFolder, { ...edms, recoveryCode: template.told }, now, pdfWorker);
}

/** An office whose data folder was closed, moved or restored: the same mailbox, opened again. */
export async function reopenOffice(
  office: OpenOffice,
  dataFolder: string = office.dataFolder,
  now?: () => Date,
  more: Partial<AppOptions> = {},
): Promise<OpenOffice> {
  const { outgoing, incoming, recoveryCode } = office;
  const known = { outgoing, incoming, recoveryCode };
  return signInto(office.code, dataFolder, known, now, constantPdf(), more);
}

async function signInto(
  code: string,
  dataFolder: string,
  known: { outgoing: string; incoming: string; recoveryCode: string },
  now?: () => Date,
  pdfWorker: string = constantPdf(),
  more: Partial<AppOptions> = {},
): Promise<OpenOffice> {
  const { resourcesFolder } = testInstallation();
  const clock = now === undefined ? {} : { now };
  const opened = await createApp({
    ...shipped,
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: [],
    ...clock,
    ...more,
  });
  if (!opened.ok) throw new Error(`the office does not open: ${JSON.stringify(opened.error)}`);
  const app = opened.value;
  const session = app.openSession();
  const office: OpenOffice = {
    code,
    dataFolder,
    app,
    session,
    mailbox: `${code.toUpperCase()}~RT`,
    ...known,
    async must(name, input) {
      let result = await app.request(session, name, input);
      // Tests leap over days; a desk nobody touched for so long was left.
      if (!result.ok && result.error.code === 'session.required' && name !== 'session.signIn') {
        await office.must('session.signIn', { login: 'admin', password });
        result = await app.request(session, name, input);
      }
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async refusal(name, input) {
      const result = await app.request(session, name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.error.code;
    },
  };
  await office.must('session.signIn', { login: 'admin', password });
  return office;
}
