import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, Input, Output } from '../../../domain/contract';
import type { App } from '../../../electron/app/app';
import type { Session } from '../../../electron/access/sessions';
import { shipped } from '../../../electron/app/shipped';
import { createApp, type AppOptions } from '../../../electron/app/createApp';
import { initOffice } from '../../../electron/app/initOffice';
import { soundProvider } from '../record/soundProvider';
import { officeJson } from '../offices/testOffice';
import { templateOf, testInstallation } from '../testRun';

/** An office with a key, one who holds it, a provider and a sealed person: what a backup must bring back. */
export interface BackupOffice {
  readonly folder: string;
  readonly dataFolder: string;
  readonly recoveryCode: string;
  /** With the holder of the key at the desk. */
  open(more?: Partial<AppOptions>): Promise<Desk>;
  backups(): Promise<string[]>;
  remove(): Promise<void>;
}

export interface Desk {
  readonly app: App;
  readonly session: Session;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
}

export const holder = { login: 'keeper', password: 'a long password of theirs' };
const administrator = { login: 'admin', password: 'a long enough password' };
export const plantedNames = ['Тайнова', 'Секретный поставщик'];

export async function makeBackupOffice(code = 'mintrud'): Promise<BackupOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-backup-'));
  const dataFolder = join(folder, 'data');
  const configFile = join(folder, 'office.json');
  await writeFile(configFile, JSON.stringify({ ...officeJson, office: { ...officeJson.office, code } }));
  const template = await templateOf(`backup-${code}`, async (made) => {
    const { resourcesFolder } = testInstallation();
    const init = await initOffice({
      ...shipped,
      dataFolder: made,
      configFile,
      ...administrator,
      resourcesFolder,
    });
    if (!init.ok) throw new Error(init.error.code);
    await furnish(await openDesk(made, administrator), init.value.recoveryCode);
    return init.value.recoveryCode;
  });
  await template.copyTo(dataFolder);
  const recoveryCode = template.told;
  return {
    folder,
    dataFolder,
    recoveryCode,
    open: (more) => openDesk(dataFolder, holder, more),
    backups: async () => (await readdir(join(dataFolder, 'backups')).catch(() => [])).sort(),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export async function openDesk(
  dataFolder: string,
  who: { login: string; password: string },
  more: Partial<AppOptions> = {},
): Promise<Desk> {
  const { resourcesFolder, pdfWorker } = testInstallation();
  const opened = await createApp({
    ...shipped,
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: [],
    ...more,
  });
  if (!opened.ok) throw new Error(`the office does not open: ${opened.error.code}`);
  const app = opened.value;
  const session = app.openSession();
  const desk: Desk = {
    ...{ app, session },
    async must(name, input) {
      const result = await app.request(session, name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
  };
  await desk.must('session.signIn', who);
  return desk;
}

async function furnish(desk: Desk, recoveryCode: string): Promise<void> {
  const first = 'the first one of theirs';
  await desk.must('user.add', {
    ...{ login: holder.login, name: 'Хранитель Пример', role: 'registryOperator', password: first },
  });
  await desk.must('session.signIn', { login: holder.login, password: first });
  await desk.must('session.changePassword', { password: first, newPassword: holder.password });
  await desk.must('key.accept', { code: recoveryCode, password: holder.password });
  const { fields, lists } = soundProvider();
  const provider = { ...fields, ...lists, fullName: plantedNames[1] ?? '' };
  await desk.must('record.create', { registry: 'provider', fields: provider });
  const person = {
    surname: plantedNames[0] ?? '',
    givenName: 'Алия',
    location: 'Казань',
    territory: '92701000',
  };
  await desk.must('record.create', { registry: 'person', fields: person });
  await desk.app.close();
}

/** What an operator sees of the records. */
export async function titlesAt(desk: Desk): Promise<unknown[]> {
  const providers = await desk.must('record.list', { registry: 'provider' });
  const persons = await desk.must('record.list', { registry: 'person' });
  return [
    ...providers.rows.map(({ fields }) => fields['fullName']),
    ...persons.rows.map(({ fields }) => fields['surname']),
  ];
}

/** Files below a folder that hold one of these words. */
export async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (words.some((word) => bytes.includes(word))) found.push(join(entry.parentPath, entry.name));
  }
  return found;
}
