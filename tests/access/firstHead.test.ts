import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openExample, sitDown, type ExampleDesk } from '../../build/example/exampleDesk';
import type { Role } from '../../domain/access/roles';
import type { App } from '../../electron/app/app';
import { initOffice } from '../../electron/app/initOffice';
import { shipped } from '../../electron/app/shipped';
import { officeJson } from '../support/offices/testOffice';
import { testInstallation } from '../support/testRun';

/** The code of a new key was printed by who may not see persons: it must be worth nothing once a head has accepted it. */
let folder: string;
let app: App;
let admin: ExampleDesk;
let printedCode: string;
const passwordOf = (login: string): string => `${login} walks by the lake at noon`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yardam-head-'));
  const [dataFolder, configFile] = [join(folder, 'data'), join(folder, 'office.json')];
  await writeFile(configFile, JSON.stringify(officeJson));
  const owner = { login: 'admin', password: passwordOf('admin') };
  const { resourcesFolder } = testInstallation();
  const made = await initOffice({ ...shipped, dataFolder, configFile, ...owner, resourcesFolder });
  if (!made.ok) throw new Error(made.error.code);
  printedCode = made.value.recoveryCode;
  app = await openExample(dataFolder, testInstallation());
  admin = await sitDown(app, owner.login, owner.password);
}, 600_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function hire(login: string, role: Role): Promise<ExampleDesk> {
  const password = `first words given to ${login}`;
  await admin.must('user.add', { login, name: `Проверкина ${login}`, role, password });
  const desk = await sitDown(app, login, password);
  await desk.must('session.changePassword', { password, newPassword: passwordOf(login) });
  return desk;
}
const accept = (desk: ExampleDesk, login: string, code: string) =>
  app.request(desk.session, 'key.accept', { code, password: passwordOf(login) });

it('the first head gets another code in the same step, and what was printed opens nothing more', async () => {
  const early = await hire('early', 'registryOperator');
  expect(await accept(early, 'early', printedCode)).toEqual({ ok: true, value: { recoveryCode: null } });
  const head = await hire('head', 'head');
  const { recoveryCode } = await head.must('key.accept', { code: printedCode, password: passwordOf('head') });
  expect(recoveryCode).not.toBe(printedCode);
  const shown = await head.must('once.list', {});
  expect(shown.items).toMatchObject([{ kind: 'recovery', code: recoveryCode }]);

  const second = await hire('second', 'registryOperator');
  expect(await accept(second, 'second', printedCode)).toMatchObject({
    ok: false,
    error: { code: 'key.refused' },
  });
  const other = await hire('other', 'head');
  expect(await accept(other, 'other', recoveryCode ?? '')).toEqual({
    ok: true,
    value: { recoveryCode: null },
  });

  const { entries } = await head.must('audit.list', { action: 'key.accept' });
  const told = entries.map(({ object, detail }) => [object, detail]);
  expect(told).toEqual(
    ['other', 'head', 'early'].map((login) => [
      `operator/${login}`,
      JSON.stringify({ by: 'recovery', login }),
    ]),
  );
}, 600_000);

it('every acceptance by recovery is told to the heads until one has looked, and to nobody else', async () => {
  const head = await sitDown(app, 'head', passwordOf('head'));
  const told: string[] = [];
  for (const desk of [head, admin]) app.subscribe(desk.session, (name) => told.push(name));
  const logins = async () =>
    (await head.must('key.watch', {})).acceptances.map(({ login, name }) => `${login}: ${name}`);
  expect(await logins()).toEqual(['early', 'head', 'other'].map((login) => `${login}: Проверкина ${login}`));
  const { acceptances } = await head.must('key.watch', {});
  await head.must('key.see', { upTo: acceptances[1]?.number ?? 0 });
  expect(await logins()).toEqual(['other: Проверкина other']);

  const third = await hire('third', 'registryOperator');
  const { accessCode } = await head.must('key.grant', { login: 'third' });
  expect(await accept(third, 'third', accessCode)).toMatchObject({ ok: true });
  expect(told.filter((name) => name === 'key.accepted')).toHaveLength(1);
  // By a code that a head gave: nothing to tell.
  expect(await logins()).toEqual(['other: Проверкина other']);
  for (const desk of [admin, third])
    for (const [name, input] of [
      ['key.watch', {}],
      ['key.see', { upTo: 1000 }],
    ] as const)
      expect(await app.request(desk.session, name, input)).toMatchObject({
        ok: false,
        error: { code: 'permission.denied' },
      });
  // Also after a restart the journal tells what was not looked at.
  await app.close();
  app = await openExample(join(folder, 'data'), testInstallation());
  const again = await sitDown(app, 'head', passwordOf('head'));
  expect((await again.must('key.watch', {})).acceptances).toMatchObject([{ login: 'other' }]);
  const { entries } = await again.must('audit.list', { action: 'key.see' });
  expect(entries).toMatchObject([{ operator: 'Проверкина head', object: 'key/recovery' }]);
}, 600_000);
