import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistries } from '../../domain/registry';
import type { CallName, Input, Output } from '../../domain/contract';
import type { Declared } from '../../db/file/migrate';
import type { App } from '../../electron/app/app';
import type { Session } from '../../electron/access/sessions';
import { createApp } from '../../electron/app/createApp';
import { initOffice } from '../../electron/app/initOffice';
import { shipped } from '../../electron/app/shipped';
import { officeJson } from '../support/offices/testOffice';
import { testInstallation } from '../support/testRun';
import { pact, withPact } from '../support/offices/trialRegistry';

const login = 'admin';
const password = 'a long enough password';
const registry = 'pact';
const fields = {
  subject: 'Передача сведений о семьях',
  signedOn: '2026-11-02',
  endsOn: '2027-11-02',
  parties: [{ name: 'Проверочный отдел образования', phones: ['+78552557123'] }],
};

interface Desk {
  readonly app: App;
  readonly session: Session;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  code<N extends CallName>(name: N, input: Input<N>): Promise<string>;
}

describe('an office with a registry that does not ship, and one without, in one process', () => {
  let folder: string;
  let trial: Desk;
  let plain: Desk;
  let recordId: string;

  const options = (name: string, declared: Declared) => {
    const { resourcesFolder, pdfWorker } = testInstallation();
    return { ...declared, dataFolder: join(folder, name), resourcesFolder, pdfWorker, capabilities: [] };
  };
  async function make(name: string, declared: Declared): Promise<Desk> {
    const configFile = join(folder, 'office.json');
    await writeFile(configFile, JSON.stringify(officeJson));
    const made = await initOffice({
      ...declared,
      dataFolder: join(folder, name),
      configFile,
      login,
      password,
      resourcesFolder: testInstallation().resourcesFolder,
    });
    if (!made.ok) throw new Error(made.error.code);
    return open(name, declared);
  }
  async function open(name: string, declared: Declared): Promise<Desk> {
    const opened = await createApp(options(name, declared));
    if (!opened.ok) throw new Error(opened.error.code);
    const app = opened.value;
    const session = app.openSession();
    const desk: Desk = {
      ...{ app, session },
      async must(call, input) {
        const result = await app.request(session, call, input);
        if (!result.ok) throw new Error(`${call}: ${JSON.stringify(result.error)}`);
        return result.value;
      },
      async code(call, input) {
        const result = await app.request(session, call, input);
        return result.ok ? 'ok' : result.error.code;
      },
    };
    await desk.must('session.signIn', { login, password });
    return desk;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-trial-'));
    trial = await make('trial', withPact);
    plain = await make('plain', shipped);
  });
  afterAll(async () => {
    await trial.app.close();
    await plain.app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('is created by the form, with the rows of its list and in its first status', async () => {
    ({ recordId } = await trial.must('record.create', { registry, fields }));
    const opened = await trial.must('record.open', { registry, recordId });
    expect(opened).toMatchObject({ version: 1, status: 'draft', fields: { endsOn: '2027-11-02' } });
    expect(opened.lists).toMatchObject({ parties: fields.parties });
  });

  it('is saved, judged by its own rules, and tells its history', async () => {
    const asked = { registry, recordId, baseVersion: 1 };
    expect(await trial.code('record.save', { ...asked, fields: { endsOn: '2026-01-01' } })).toBe(
      'record.invalid',
    );
    await trial.must('record.save', { ...asked, fields: { subject: 'Обмен сведениями о семьях' } });
    const { entries } = await trial.must('record.history', { registry, recordId });
    expect(entries[0]).toMatchObject({ field: 'subject', after: 'Обмен сведениями о семьях' });
    const before = await trial.must('record.open', { registry, recordId, atVersion: 1 });
    expect(before.fields['subject']).toBe('Передача сведений о семьях');
  });

  it('is listed, filtered and found by its words, by the new ones only', async () => {
    const listed = await trial.must('record.list', { registry, filters: { status: ['draft'] } });
    expect(listed.rows.map((row) => row.recordId)).toEqual([recordId]);
    expect((await trial.must('record.list', { registry, search: 'обм семь' })).total).toBe(1);
    expect((await trial.must('record.list', { registry, search: 'передача' })).total).toBe(0);
  });

  it('is kept as a draft, moved and exported', async () => {
    const draft = { registry, recordId, baseVersion: 2, fields: { subject: 'Об' } };
    await trial.must('draft.keep', draft);
    expect((await trial.must('draft.open', { registry, recordId })).draft?.fields).toEqual({ subject: 'Об' });
    await trial.must('record.move', { registry, recordId, baseVersion: 2, to: 'signed' });
    const { terms } = await trial.must('term.ofRecord', { registry, recordId });
    expect(terms).toMatchObject([
      {
        term: 'request',
        startedOn: '2026-11-02',
        dueOn: '2026-11-05',
        endedOn: expect.any(String) as string,
      },
    ]);
    const { file, rows } = await trial.must('export.make', { registry, format: 'csv' });
    expect(rows).toBe(1);
    const bytes = await trial.app.filesOf(trial.session)?.find(file.fileId)?.read();
    expect(bytes?.toString()).toContain('Обмен сведениями о семьях');
  });

  it('is told to the window of its office, whole and as JSON, and to no other', async () => {
    const { registries } = await trial.must('system.registries', {});
    expect(registries).toEqual(withPact.registries.roots);
    expect(JSON.parse(JSON.stringify(registries))).toEqual(registries);
    expect(createRegistries(registries).find('pactParty')?.parent?.list).toBe('parties');
    const others = await plain.must('system.registries', {});
    expect(others.registries).toEqual(shipped.registries.roots);
    expect(plain.app.contractHash).not.toBe(trial.app.contractHash);
  });

  it('is unknown to the other office, which works beside it with what both have', async () => {
    expect(await plain.code('record.create', { registry, fields })).toBe('registry.unknown');
    expect(await plain.code('record.list', { registry })).toBe('registry.unknown');
    const named = { registry: 'provider', fields: { fullName: 'Проверочный дом' } };
    const { recordId: theirs } = await plain.must('record.create', named);
    expect(await trial.code('record.open', { registry: 'provider', recordId: theirs })).toBe(
      'record.notFound',
    );
    expect(await trial.code('record.create', named)).toBe('ok');
  });

  it('is there after a restart, and its folder is newer than a program that has no such registry', async () => {
    await trial.app.close();
    const refused = await createApp(options('trial', shipped));
    expect(refused).toMatchObject({ error: { code: 'data.newer' } });
    trial = await open('trial', withPact);
    expect(await trial.must('record.open', { registry, recordId })).toMatchObject({ status: 'signed' });
  });

  it('comes to an office that was made before it, by its own step', async () => {
    await plain.app.close();
    plain = await open('plain', withPact);
    expect(await plain.code('record.create', { registry, fields })).toBe('ok');
  });
});

describe('createRegistries', () => {
  it('refuses two registries of one code and a list of another parent', () => {
    expect(() => createRegistries([pact, pact])).toThrow();
    const stray = { ...pact, code: 'contract', table: 'contract' };
    expect(() => createRegistries([stray])).toThrow();
  });

  it('knows no code that is only a name of JavaScript', () => {
    for (const code of ['constructor', '__proto__', 'toString']) {
      expect(shipped.registries.find(code)).toBeUndefined();
      expect(shipped.registries.behaviourOf(code)).toEqual({});
    }
  });
});
