import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { postOf } from '../../domain/report/postOf';
import { createSealing, SealBroken } from '../../db/sealing/sealing';
import { connect } from '../../db/file/sqliteConnection';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { pdfPageTexts } from '../support/pdf/pdfObjects';
import { toldFields } from '../support/record/toldFields';

/**
 * Destruction of personal data (приказ Роскомнадзора № 179): what is destroyed is unreadable by everybody for ever, the
 * journal still verifies, and the only thing that names the person is the paper.
 */
const registry = 'person';
const surname = 'Уничтожаева';
const fields = {
  ...{ surname, givenName: 'Пример', patronymic: 'Образцовна', birthOn: '1951-02-03' },
  ...{ snils: '112-233-445 95', location: 'ул. Тихая, 7', note: 'слова, которых не должно стать' },
};
const ground = 'purposeReached';
const reason = 'Дело закрыто, срок хранения истёк';

describe('destruction of a person', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  let head: Desk;
  let recordId = '';

  beforeAll(async () => {
    offices = await makeKeyOffices();
    office = await offices.open(await offices.copy());
    head = await office.at('head');
    const operator = await office.at('operator');
    recordId = (await operator.must('record.create', { registry, fields })).recordId;
    await operator.must('record.save', {
      registry,
      recordId,
      baseVersion: 1,
      fields: { note: 'иные слова' },
    });
    await operator.must('draft.keep', { registry, recordId, baseVersion: 2, fields: { note: 'черновик' } });
  }, 60_000);
  afterAll(async () => {
    await office.close();
    await offices.remove();
  });

  it('wants a role, a password, a known ground and a person who is here', async () => {
    const input = { registry, recordIds: [recordId], ground, reason, password: passwordOf('head') };
    const operator = await office.at('operator');
    expect(await operator.code('person.destroy', { ...input, password: passwordOf('operator') })).toBe(
      'permission.denied',
    );
    expect(await head.code('person.destroy', { ...input, password: 'of somebody else' })).toBe(
      'session.refused',
    );
    expect(await head.code('person.destroy', { ...input, ground: 'whim' })).toBe('destruction.groundUnknown');
    expect(await head.code('person.destroy', { ...input, recordIds: ['none'] })).toBe('record.notFound');
    expect(await head.code('person.destroy', { ...input, registry: 'provider' })).toBe('permission.denied');
    expect((await head.must('record.open', { registry, recordId })).fields).toMatchObject({ surname });
  });

  it('leaves nothing that opens, with the data key in hand', async () => {
    const path = join(office.dataFolder, databaseFile);
    const beforehand = await connect(path, 'read');
    const keys = await beforehand.all<{ wrapped: string }>(
      'SELECT wrapped FROM record_key WHERE record_id = ?',
      [recordId],
    );
    const tokens = await beforehand.all<{ token: string }>('SELECT token FROM person_word');
    await beforehand.close();
    expect(keys).toHaveLength(1);

    const done = await head.must('person.destroy', {
      ...{ registry, recordIds: [recordId], ground, reason, password: passwordOf('head') },
    });
    expect(done).toMatchObject({ destroyed: 1, number: '1' });
    expect(await head.code('record.open', { registry, recordId })).toBe('record.notFound');
    expect(await head.code('record.history', { registry, recordId })).toBe('record.notFound');
    const operator = await office.at('operator');
    const draft = { registry, recordId, baseVersion: 2, fields: { note: 'После конца' } };
    expect(await operator.code('draft.keep', draft)).toBe('record.notFound');
    expect((await head.must('record.list', { registry, search: surname })).rows).toEqual([]);

    // The wrapped key and the tokens are in no page of the file and in no frame of its log.
    for (const file of [path, `${path}-wal`]) {
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      for (const { wrapped } of keys) expect(bytes.includes(wrapped)).toBe(false);
      for (const { token } of tokens) expect(bytes.includes(token)).toBe(false);
    }
    const connection = await connect(path, 'read');
    const logged = await connection.all<{ field: string; after: string }>(
      `SELECT field, after FROM ${toldFields} WHERE record_id = ? AND field = 'surname'`,
      [recordId],
    );
    await connection.close();
    // The log is append-only and keeps its ciphertext: noise under a key that is gone.
    expect(logged).toHaveLength(1);
    const stranger = createSealing([{ generation: 1, bytes: Buffer.alloc(32, 7) }]);
    const other = stranger.openRecordKeys(recordId, [stranger.newRecordKey(recordId, 1)]);
    const ciphertext = JSON.parse(logged[0]?.after ?? '') as string;
    expect(() => other.open(recordId, 'surname', ciphertext)).toThrow(SealBroken);
  });

  it('is an act and an extract of the journal on paper, and a line of the journal that verifies', async () => {
    const { recordId: second } = await (
      await office.at('operator')
    ).must('record.create', { registry, fields: { ...fields, surname: 'Вторичнова', snils: null } });
    const done = await head.must('person.destroy', {
      ...{ registry, recordIds: [second], ground, reason, password: passwordOf('head') },
    });
    const bytesOf = async (fileId: string): Promise<Buffer> =>
      (await office.app.filesOf(head.session)?.find(fileId)?.read()) ?? Buffer.alloc(0);
    const act = await bytesOf(done.act.fileId);
    const text = dense(pdfPageTexts(act).join(''));
    for (const words of ['АКТ', '№ 2', 'Вторичнова Пример Образцовна', 'достигнута цель обработки', reason])
      expect(text).toContain(dense(words));
    expect(text).toContain(dense('Дата рождения'));
    expect(text).not.toContain('СНИЛС');
    // Post and name of whoever destroyed, and his place to sign (п. 3 г).
    expect(text).toContain(dense('Уничтожил Руководитель Проверкина head'));
    const extract = (await bytesOf(done.extract.fileId)).toString('utf8');
    expect(extract).toContain(`person/${second}`);
    expect(extract).not.toContain('Вторичнова');
    expect(extract).not.toContain('{');
    const [header = [], ...rows] = Papa.parse<string[]>(extract.replace('\ufeff', ''), {
      ...{ delimiter: ';', skipEmptyLines: true },
    }).data;
    expect(header).toContain('Действие');
    expect(header.join('')).not.toMatch(/[a-z]/iu);
    const action = header.indexOf('Действие');
    expect(rows.map((row) => row[action])).toEqual([
      ...['запись создана (record.create)', 'персональные данные уничтожены (person.destroy)'],
      'составлен акт об уничтожении (person.destroyed)',
    ]);
    const [, gone = [], acted = []] = rows;
    expect(gone[header.indexOf('Категории уничтоженных данных')]).toContain('Дата рождения');
    expect(gone[header.indexOf('Причина уничтожения')]).toContain('достигнута цель');
    expect(acted[header.indexOf('Объект')]).toBe('act/2');
    expect(acted[header.indexOf('Подробности')]).toContain('номер акта: 2; причина: достигнута цель');
    // Each line can be held against the journal by its number and hash.
    const journal = await lookInto<{ seq: number; hash: string }>(office.dataFolder, 'SELECT * FROM audit');
    const hashes = new Map(journal.map(({ seq, hash }) => [String(seq), hash]));
    for (const row of rows) expect(row.at(-1)).toBe(hashes.get(row[0] ?? ''));

    const admin = await office.at('admin');
    expect(await admin.must('audit.verify', {})).toMatchObject({ ok: true });
    const { entries } = await admin.must('audit.list', { action: 'person.' });
    expect(entries.map(({ action }) => action)).toEqual([
      ...['person.destroyed', 'person.destroy', 'person.destroyed', 'person.destroy'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(reason);
  });
});

it('the post is that of the signer of the office where the same person destroys, else the word of the role', () => {
  const signer = { post: 'Начальник управления', name: 'Главный Г. Г.' };
  expect(postOf({ name: 'А', signer }, 'Главный Г.Г.', 'head')).toBe(signer.post);
  expect(postOf({ name: 'А', signer }, 'Иной И. И.', 'head')).toBe('Руководитель');
  expect(postOf({ name: 'А' }, 'Главный Г. Г.', 'head')).toBe('Руководитель');
});

const dense = (text: string): string => text.replace(/\s+/gu, '');
