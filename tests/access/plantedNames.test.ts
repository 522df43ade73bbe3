import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installation } from '../../electron/app/installation';
import { createHttpTransport } from '../../electron/http/httpTransport';
import { visitAndKill } from '../support/offices/browserVisit';
import { openInEmergency } from '../support/offices/emergency';
import {
  makeKeyOffices,
  passwordOf,
  tamper,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { openWindow } from '../support/offices/loopbackClient';
import { snilsOf } from '../support/record/makePersons';
import { findPlanted, spellingsOf } from '../support/record/plantedWords';
import { officeJson } from '../support/offices/testOffice';
import { testProgram } from '../support/testRun';

/**
 * Unmistakable names and numbers go in every way there is; then every byte that the program has written is looked
 * through for them, while it works and after it was closed.
 */
const planted = {
  surname: 'Жабрындинова',
  second: 'Ёлкибаевская',
  sought: 'Щурупенко',
  failed: 'Цыплёнышева',
  emergency: 'Фырфурдина',
  uploaded: 'Эхолотова',
  overHttp: 'Юркоградская',
  overCli: 'Яшмовитина',
  lost: 'Хлопотунова',
  typed: 'Ыштыхаева',
  givenName: 'Гыйльмеруйя',
  patronymic: 'Бахмутьяровна',
  note: 'шепелявит и боится грозы',
  address: 'Кривоколенная-Придуманная',
  document: 'АЪ 771177',
  phone: '+79993571842',
  email: 'zhabryndinova.test@example.ru',
  snils: snilsOf(771_177),
  typedSnils: snilsOf(771_178).replace(/^(...)(...)(...)(..)$/, '$1-$2-$3 $4'),
};
const words = Object.values(planted);
/** Not sealed, so that a search that finds nothing at all is found out. */
const control = 'Контрольное Учреждение Обыкновенное';
const registry = 'person';

let offices: KeyOffices;
let office: KeyOffice;
let temporary: string;
let folders: readonly string[];

const fields = {
  ...{ surname: planted.surname, givenName: planted.givenName, patronymic: planted.patronymic },
  ...{ snils: planted.snils, phones: [planted.phone], emails: [planted.email], note: planted.note },
  ...{ location: planted.address, documentKind: 'passport', documentNumber: planted.document },
  territory: '92608000',
};

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'yardam-planted-'));
  const edms = { outgoing: 'ToSend', incoming: 'In' };
  const peer = { code: 'minzdrav', kind: 'ministry', name: 'Проверочный участник', mailbox: 'MINZDRAV~RT' };
  const peers = [
    { ...peer, kind: 'territorial', uid: '22222222-2222-4222-8222-222222222222', oktmo: ['92602000'] },
  ];
  offices = await makeKeyOffices({ ...officeJson, peers, edms });
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  const dataFolder = await offices.copy();
  folders = [dataFolder, temporary, join(offices.root, 'ToSend'), join(offices.root, 'In')];
  await overCommandLine(dataFolder);
  office = await offices.open(dataFolder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await offices.remove();
  await rm(temporary, { recursive: true, force: true });
});

async function overCommandLine(dataFolder: string): Promise<void> {
  const program = testProgram();
  const run = async (name: string, input: object): Promise<void> => {
    const argv = ['call', name, '--json', JSON.stringify(input), '--user', 'operator', '--data', dataFolder];
    const env = { ...process.env, YARDAM_PASSWORD: passwordOf('operator') };
    // Its answer goes to whoever asked; the program keeps none of it.
    const child = spawn(process.execPath, [program, ...argv], { env, stdio: 'ignore' });
    await once(child, 'close');
  };
  const someone = { ...fields, surname: planted.overCli };
  await run('record.create', { registry, fields: someone });
  await run('record.create', { registry, fields: { ...someone, snils: '1' } });
  await run('record.list', { registry, search: planted.overCli });
  await run('record.list', { registry, search: planted.overCli, [planted.overCli]: 1 });
  await run(planted.overCli, {});
}

function serve(onBug: (bug: unknown) => void) {
  const { windowFolder } = installation();
  return createHttpTransport({ app: office.app, windowFolder, port: 0, onBug });
}

/** Types what is never saved, into lines and long fields, by hand; `control` goes into a field that is not ours. */
async function inBrowser(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Логин').fill('operator');
  await page.getByLabel('Пароль').fill(passwordOf('operator'));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await page.evaluate(() => (location.hash = '#/registry/person/new'));
  for (const name of ['surname', 'givenName', 'note', 'location']) {
    await page.locator(`#field-${name}`).click();
    await page.keyboard.type(planted.typed);
  }
  await page.evaluate(() => document.body.append(document.createElement('textarea')));
  await page.locator('body > textarea').click();
  await page.keyboard.type(control);
  for (const hash of ['#/', '#/registry/person']) {
    await page.evaluate((place) => (location.hash = place), hash);
    await page.waitForTimeout(500);
  }
  await page.getByRole('searchbox').fill(planted.typed);
  await page.keyboard.press('Control+l');
  await page.getByLabel('Пароль').waitFor();
}

async function overHttp(): Promise<void> {
  const bugs: unknown[] = [];
  const host = await serve((bug) => bugs.push(bug));
  const window = await openWindow(host.startAddress);
  await window.call('session.signIn', { login: planted.overHttp, password: planted.surname });
  await window.call('session.signIn', { login: 'operator', password: passwordOf('operator') });
  const someone = { ...fields, surname: planted.overHttp };
  expect(await window.call('record.create', { registry, fields: someone })).toMatchObject({ ok: true });
  await window.call('record.create', {
    registry,
    fields: { ...someone, [planted.overHttp]: planted.overHttp },
  });
  await window.call(`record.${planted.overHttp}`, someone);
  await window.post('/call/record.create', 'application/json', `{"registry":"${planted.overHttp}`);
  await window.get(`/${encodeURIComponent(planted.overHttp)}?q=${encodeURIComponent(planted.overHttp)}`);
  await host.close();
  expect(bugs).toEqual([]);
}

describe('names that were planted', () => {
  it('are looked for by a search that finds', async () => {
    const place = join(temporary, 'control');
    await mkdir(place);
    for (const word of words) {
      for (const [as, bytes] of spellingsOf(word)) {
        // Base64 of a part of a text is all there is of it when the text is long enough.
        const noise = Buffer.from('{"x":"');
        await writeFile(join(place, 'f'), Buffer.concat([noise, bytes, noise]));
        expect(await findPlanted([place], [word]), as).not.toEqual([]);
      }
    }
    const text = Buffer.from(`{"surname":"${planted.surname}","note":"${planted.note}"}`);
    for (const encoded of [
      text.toString('base64'),
      text.subarray(1).toString('base64'),
      text.subarray(2).toString('base64'),
    ]) {
      await writeFile(join(place, 'f'), encoded);
      expect((await findPlanted([place], [planted.surname, planted.note])).map(({ word }) => word)).toContain(
        planted.note,
      );
    }
    await rm(place, { recursive: true });
  });

  it('go in every way there is', async () => {
    const operator = await office.at('operator');
    const create = async (surname: string, more: object = {}) =>
      (await operator.must('record.create', { registry, fields: { ...fields, surname, ...more } })).recordId;
    const recordId = await create(planted.surname);
    await operator.must('record.save', {
      registry,
      recordId,
      baseVersion: 1,
      fields: { surname: planted.second, snils: planted.typedSnils },
    });
    await operator.must('draft.keep', {
      registry,
      recordId,
      baseVersion: 2,
      fields: { surname: planted.lost, note: planted.note },
    });
    await operator.must('draft.keep', {
      registry,
      recordId: null,
      baseVersion: 0,
      fields: { surname: planted.lost },
    });
    await operator.must('draft.open', { registry, recordId });
    for (const search of [planted.sought, planted.second, planted.snils, planted.typedSnils])
      await operator.must('record.list', { registry, search });
    const failed = { surname: planted.failed, snils: planted.failed, phones: [planted.failed] };
    expect(await operator.code('record.save', { registry, recordId, baseVersion: 2, fields: failed })).toBe(
      'record.invalid',
    );
    expect(await operator.code('record.save', { registry, recordId, baseVersion: 9, fields: failed })).toBe(
      'record.stale',
    );
    await operator.must('record.check', { registry, recordId, fields: failed });
    await operator.code('value.check', { kind: 'snils', value: planted.failed });
    for (const input of [
      { registry, fields, [planted.failed]: 1 },
      { registry: planted.failed, fields },
      { registry, fields: { [planted.failed]: { [planted.failed]: planted.failed } } },
      planted.failed,
      [planted.failed],
    ])
      expect((await office.app.call(operator.session, 'record.create', input)).ok).toBe(false);
    expect((await office.app.call(operator.session, `record.${planted.failed}`, fields)).ok).toBe(false);
    await operator.must('record.history', { registry, recordId });
    await operator.must('record.open', { registry, recordId, atVersion: 1 });
    await operator.must('record.move', { registry, recordId, baseVersion: 2, to: 'closed' });
    const foreign = await create(planted.emergency);
    const specialist = await office.at('specialist');
    const reason = `${planted.emergency} ${planted.givenName}: ${planted.note}`;
    const search = `${planted.emergency} ${planted.givenName}`;
    const taken = await openInEmergency(specialist, { search, reason });
    expect(taken.recordId).toEqual(foreign);
    expect((await (await office.at('head')).must('emergency.list', {})).accesses).toMatchObject([{ reason }]);
    await office.window().call('session.signIn', { login: planted.surname, password: planted.second });
    await office.window().call('session.signIn', { login: 'observer', password: planted.second });
    await overHttp();
  });

  it('go by where the program breaks', async () => {
    const operator = await office.at('operator');
    const { recordId } = await operator.must('record.create', {
      registry,
      fields: { ...fields, surname: planted.lost },
    });
    const broken = { registry, recordId, baseVersion: 1, fields: { note: planted.lost } };
    for (const [damage, refusal] of [
      [`status = 'nowhere'`, 'system.internal'],
      ['given_name = substr(given_name, 1, 20)', 'record.unreadable'],
    ] as const) {
      await tamper(office.dataFolder, `UPDATE person SET ${damage} WHERE id = '${recordId}'`);
      expect(await operator.code('record.open', { registry, recordId })).toBe(refusal);
      expect(await operator.code('record.save', broken)).toBe(refusal);
    }
    await tamper(office.dataFolder, `DELETE FROM person WHERE id = '${recordId}'`);
  });

  it('do not lie in what a browser writes down of a page, after it was locked and killed', async () => {
    const host = await serve(() => undefined);
    const profile = await mkdtemp(join(tmpdir(), 'profile-'));
    await visitAndKill(profile, (page) => inBrowser(page, host.startAddress));
    await host.close();
    const found = await findPlanted([profile], [...words, control]);
    expect(found.map(({ word }) => word)).toContain(control);
    expect(found.filter(({ word }) => word !== control)).toEqual([]);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('do not go out with what does', async () => {
    const operator = await office.at('operator');
    const fullName = control;
    await operator.must('record.create', { registry: 'provider', fields: { fullName, oktmo: '92602000' } });
    expect(await operator.must('exchange.run', {})).toMatchObject({ laid: 1 });
    expect(await readdir(join(offices.root, 'ToSend'))).not.toEqual([]);
    for (const format of ['csv', 'xlsx', 'json'] as const)
      await operator.must('export.make', { registry: 'provider', format });
    await operator.must('document.make', { kind: 'provider-list' });
  });

  it('lie in no byte that was written, while the program works', async () => {
    expect(await findPlanted(folders, words)).toEqual([]);
    expect((await findPlanted(folders, [control])).map(({ file }) => file).join()).toContain('yardam.sqlite');
  });

  it('lie in no file that a window handed in, while the program works', async () => {
    const operator = await office.at('operator');
    const bytes = Buffer.from(`${planted.uploaded};${planted.phone}\r\n`);
    const fileId = await operator.upload(`${planted.uploaded}.csv`, bytes);
    await operator.call('import.preview', { registry: 'provider', fileId });
    expect(await findPlanted(folders, words)).toEqual([]);
  });

  it('lie in no byte after the program was closed', async () => {
    await office.close();
    expect(await findPlanted(folders, words)).toEqual([]);
    expect((await findPlanted(folders, [control])).map(({ file }) => file).join()).toContain('yardam.sqlite');
  });
});
