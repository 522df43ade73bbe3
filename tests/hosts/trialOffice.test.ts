import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openExample, sitDown, type ExampleDesk } from '../../build/example/exampleDesk';
import { makeTrialOffice, trialFolder, type TrialOffice } from '../../build/example/trialOffice';
import { defaultDataFolder } from '../../electron/app/dataFolder';
import type { App } from '../../electron/app/app';
import { roles } from '../../domain/access/roles';

/** What `npm start` makes on a fresh machine, tried with nothing but what it prints. */
let folder: string;
let data: string;
let trial: TrialOffice;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yardam-trial-'));
  data = join(folder, 'trial');
  const made = await makeTrialOffice(data);
  if (!made.ok) throw new Error(made.error.code);
  trial = made.value;
  app = await openExample(data);
}, 600_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const passwordOf = (login: string): string =>
  trial.accounts.find((account) => account.login === login)?.password ?? '';
const desks = new Map<string, ExampleDesk>();
async function at(login: string): Promise<ExampleDesk> {
  const desk = desks.get(login) ?? (await sitDown(app, login, passwordOf(login)));
  desks.set(login, desk);
  return desk;
}

describe('the trial office', () => {
  it('has an account of every role that works with its printed password', async () => {
    expect(trial.accounts.map(({ role }) => role).sort()).toEqual([...roles].sort());
    for (const { login, role } of trial.accounts) {
      const desk = await at(login);
      const { operator } = await desk.must('session.current', {});
      expect(operator).toMatchObject({ login, role, mustChangePassword: false });
    }
  });

  it('shows citizens to those who may see them, and opens them by the printed code', async () => {
    const count = async (login: string) =>
      (await (await at(login)).must('record.list', { registry: 'person' })).total;
    expect(await count('operator')).toBe(4);
    expect(await count('specialist')).toBe(2);
    expect(await count('observer')).toBe(4);
    const head = await at('head');
    const code = trial.recoveryCode;
    await head.must('key.accept', { code, password: passwordOf('head') });
  });

  it('has the real list, one provider of it included, and peers to exchange with', async () => {
    const operator = await at('operator');
    const list = (status: string) =>
      operator.must('record.list', { registry: 'provider', filters: { status: [status] } });
    expect([(await list('included')).total, (await list('draft')).total]).toEqual([1, 14]);
    const { peers, exchangeConfigured } = await operator.must('office.describe', {});
    expect([peers.length, exchangeConfigured]).toEqual([2, true]);
    expect(await operator.must('exchange.run', {})).toMatchObject({ laid: 2 });
  });

  it('is made once, and never in the folder of a real office or among other files', async () => {
    expect(await makeTrialOffice(data)).toMatchObject({ ok: false, error: { code: 'data.present' } });
    vi.stubEnv('XDG_DATA_HOME', join(folder, 'home'));
    expect(trialFolder()).not.toBe(defaultDataFolder());
    expect(await makeTrialOffice(defaultDataFolder())).toMatchObject({ ok: false });
    expect(await readdir(folder)).not.toContain('home');
    vi.unstubAllEnvs();
    await writeFile(join(folder, 'letter.txt'), 'kept');
    expect(await makeTrialOffice(folder)).toMatchObject({ ok: false, error: { code: 'data.absent' } });
    expect((await readdir(folder)).sort()).toEqual(['letter.txt', 'trial']);
  });
});
