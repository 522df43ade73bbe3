import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallName, Input, Output } from '../../domain/contract';
import { createRegistries } from '../../domain/registry';
import type { App } from '../../electron/app/app';
import { createApp } from '../../electron/app/createApp';
import { initOffice } from '../../electron/app/initOffice';
import type { Session } from '../../electron/access/sessions';
import { officeJson } from '../support/offices/testOffice';
import { act, withActs } from '../support/offices/trialFiles';
import { uploadTo } from '../support/offices/uploadTo';
import { lyingIn, pdfOf, pngBytes } from '../support/record/contents';
import { testInstallation } from '../support/testRun';

/** Files of a noun that does not ship: the declaration names kinds, types and a size, and nothing else was written. */
const registry = 'trialAct';
const login = 'admin';
const password = 'a long enough password';

describe('a noun that declares files', () => {
  let folder: string;
  let dataFolder: string;
  let app: App;
  let session: Session;

  async function must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await app.request(session, name, input);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  }
  const attach = async (recordId: string, name: string, bytes: Uint8Array, kind?: string) =>
    app.request(session, 'file.attach', {
      ...{ registry, recordId, fileId: await uploadTo(app, session, name, bytes) },
      ...(kind === undefined ? {} : { kind }),
    });
  async function open(): Promise<void> {
    const { resourcesFolder, pdfWorker } = testInstallation();
    const opened = await createApp({ ...withActs, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
    if (!opened.ok) throw new Error(opened.error.code);
    app = opened.value;
    session = app.openSession();
    await must('session.signIn', { login, password });
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-acts-'));
    dataFolder = join(folder, 'data');
    const configFile = join(folder, 'office.json');
    await writeFile(configFile, JSON.stringify(officeJson));
    const { resourcesFolder } = testInstallation();
    const made = await initOffice({ ...withActs, dataFolder, configFile, login, password, resourcesFolder });
    if (!made.ok) throw new Error(made.error.code);
    await open();
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('has a list of them, which the window is told with the rest of the declaration', async () => {
    expect(act.root.lists).toMatchObject({ files: { code: 'trialActFile', table: 'trial_act_file' } });
    const { registries } = await must('system.registries', {});
    expect(registries).toEqual(withActs.registries.roots);
    const told = createRegistries(registries).root(registry);
    expect(told?.root?.files?.kinds.map(({ code }) => code)).toEqual(['text', 'letter']);
    expect(told?.root?.lists['files']?.fields['sha256']?.sealed).toBeUndefined();
  });

  it('takes the kinds, types and sizes that it declares and no others', async () => {
    const { recordId } = await must('record.create', { registry, fields: { title: 'О проверке' } });
    const attached = await attach(recordId, 'act.pdf', pdfOf('акт'));
    expect(attached).toMatchObject({ ok: true, value: { version: 2, name: 'act.pdf' } });
    const [row] = (await must('record.open', { registry, recordId })).lists['files'] ?? [];
    expect(row?.['kind']).toBe('text');
    expect(await attach(recordId, 'seal.png', pngBytes, 'letter')).toMatchObject({ ok: true });
    expect(await attach(recordId, 'a.txt', Buffer.from('Просто текст'))).toMatchObject({
      error: { code: 'file.wrongType', params: { allowed: 'PDF, DOCX, PNG' } },
    });
    expect(await attach(recordId, 'big.pdf', pdfOf('велик', 1024 * 1024))).toMatchObject({
      error: { code: 'file.tooLarge', params: { limitMb: 1 } },
    });
    expect(await attach(recordId, 'a.pdf', pdfOf('вид'), 'licence')).toMatchObject({
      error: { code: 'record.invalid', issues: [{ path: 'kind' }] },
    });
    expect((await lyingIn(dataFolder)).contents).toBe(2);
  });

  it('is open after a restart with its files, and what nobody meant by then is swept', async () => {
    const { recordId } = await must('record.create', { registry, fields: { title: 'О хранении' } });
    const attached = await attach(recordId, 'act.pdf', pdfOf('на хранение', 300_000));
    if (!attached.ok) throw new Error(attached.error.code);
    const { rowId } = attached.value;
    await app.close();
    await open();
    const { file, shown } = await must('file.open', { registry, recordId, rowId });
    expect([shown, file.size]).toEqual(['document', pdfOf('на хранение', 300_000).length]);
    const before = await lyingIn(dataFolder);
    await must('file.detach', { registry, recordId, rowId });
    // Closing waits for what is being swept.
    await app.close();
    expect((await lyingIn(dataFolder)).contents).toBe(before.contents - 1);
    await open();
  });
});
