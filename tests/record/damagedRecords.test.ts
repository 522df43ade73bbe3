import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keysToWrite } from '../../db/sealing/recordKeys';
import { newDataKeyBytes, SealBroken } from '../../db/sealing/sealing';
import { person } from '../../domain/registry/person/declaration';
import { ok } from '../../domain/values/result';
import { columnsOf, sayCell } from '../../renderer/grid/columns';
import {
  lookInto,
  makeKeyOffices,
  passwordOf,
  tamper,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { openInEmergency } from '../support/offices/emergency';
import { recordContext } from '../support/record/fieldContext';
import { actor, createOfficeFolders, mustOpen } from '../support/offices/innerOffice';

/**
 * A damaged citizen among sound ones: the others show, the damaged one is said to be so, nothing is written over it, the
 * journal says it once, and whatever brings the bytes back brings the citizen back.
 */
const registry = 'person';
const least = { givenName: 'Өмет', location: 'У вокзала' };
let offices: KeyOffices;
let dataFolder: string;
let office: KeyOffice;
let operator: Desk;
beforeAll(async () => {
  offices = await makeKeyOffices();
});
afterAll(() => offices.remove());
beforeEach(async () => {
  dataFolder = await offices.copy();
  office = await offices.open(dataFolder);
  operator = await office.at('operator');
});
afterEach(() => office.close());

const create = async (surname: string): Promise<string> =>
  (await operator.must('record.create', { registry, fields: { ...least, surname } })).recordId;
const quoted = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? 'NULL' : `'${value}'`;
const tellings = async (): Promise<string[]> =>
  (await lookInto(dataFolder))
    .filter(({ action }) => action === 'record.unreadable')
    .map(({ object }) => object);

type Row = Readonly<Record<string, string | number | null>>;
const only = async (sql: string): Promise<Row> => (await lookInto<Row>(dataFolder, sql))[0] ?? {};

/** Each way of damage as SQL, and the SQL that takes it back. */
const damages: readonly (readonly [
  name: string,
  columns: readonly string[],
  spoil: (id: string) => Promise<readonly [string, string]>,
])[] = [
  [
    'a ciphertext was altered',
    ['surname'],
    async (id) => {
      const { surname } = await only(`SELECT surname FROM person WHERE id = '${id}'`);
      const set = (value: string) => `UPDATE person SET surname = ${value} WHERE id = '${id}'`;
      return [set('substr(surname, 1, 20)'), set(quoted(surname))];
    },
  ],
  [
    'the key does not unwrap',
    ['surname', 'givenName', 'patronymic', 'birthOn'],
    async (id) => {
      const { wrapped } = await only(`SELECT wrapped FROM record_key WHERE record_id = '${id}'`);
      const set = (value: string) => `UPDATE record_key SET wrapped = ${value} WHERE record_id = '${id}'`;
      return [set("'AAAA' || substr(wrapped, 5)"), set(quoted(wrapped))];
    },
  ],
  [
    'the key is gone',
    ['surname', 'givenName', 'patronymic', 'birthOn'],
    async (id) => {
      const key = await only(`SELECT * FROM record_key WHERE record_id = '${id}'`);
      const values = Object.values(key).map(quoted).join(', ');
      const back = `INSERT INTO record_key (${Object.keys(key).join(', ')}) VALUES (${values})`;
      return [`DELETE FROM record_key WHERE record_id = '${id}'`, back];
    },
  ],
];

describe.each(damages)('a citizen of whom %s', (_name, columns, spoil) => {
  it('hides nobody else, is written over by nobody and comes back', async () => {
    const sound = await create('Цельнова');
    const recordId = await create('Целикова');
    const [damage, repair] = await spoil(recordId);
    await tamper(dataFolder, damage);

    for (const search of ['', 'цел']) {
      const { rows, total } = await operator.must('record.list', { registry, search });
      expect(total).toBe(2);
      expect(rows.find((row) => row.recordId === sound)).toMatchObject({ fields: { surname: 'Цельнова' } });
      expect(rows.find((row) => row.recordId === sound)).not.toHaveProperty('unreadable');
      const damaged = rows.find((row) => row.recordId === recordId);
      expect(damaged).toMatchObject({ unreadable: columns, fields: { surname: null, status: 'active' } });
    }
    const observer = await office.at('observer');
    expect((await observer.must('record.list', { registry })).rows).toHaveLength(2);

    const before = await lookInto(dataFolder, 'SELECT * FROM person ORDER BY id');
    const keys = await lookInto(dataFolder, 'SELECT * FROM record_key ORDER BY record_id');
    const refused = { error: { code: 'record.unreadable', params: { registry, recordId } } };
    const fields = { surname: 'Поверхова' };
    const head = await office.at('head');
    for (const answer of [
      operator.call('record.open', { registry, recordId }),
      operator.call('record.open', { registry, recordId, atVersion: 1 }),
      operator.call('record.history', { registry, recordId }),
      operator.call('record.check', { registry, recordId, fields }),
      operator.call('record.save', { registry, recordId, baseVersion: 1, fields }),
      operator.call('draft.keep', { registry, recordId, baseVersion: 1, fields }),
      operator.call('record.move', { registry, recordId, baseVersion: 1, to: 'closed' }),
      observer.call('record.open', { registry, recordId }),
      head.call('person.destroy', {
        ...{ registry, recordIds: [recordId], ground: 'purposeReached', reason: 'Дело закрыто' },
        password: passwordOf('head'),
      }),
    ])
      expect(await answer).toMatchObject(refused);
    expect(await lookInto(dataFolder, 'SELECT * FROM person ORDER BY id')).toEqual(before);
    expect(await lookInto(dataFolder, 'SELECT * FROM record_key ORDER BY record_id')).toEqual(keys);
    expect(await tellings()).toEqual([`person/${recordId}`]);

    await tamper(dataFolder, repair);
    await operator.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'Вернулся' } });
    const opened = await operator.must('record.open', { registry, recordId });
    expect(opened.fields).toMatchObject({ ...least, surname: 'Целикова', note: 'Вернулся' });
    expect((await operator.must('record.open', { registry, recordId, atVersion: 1 })).fields).toMatchObject({
      surname: 'Целикова',
    });
  });

  it('keeps the office neither from starting nor from telling it once', async () => {
    const recordId = await create('Целикова');
    await tamper(dataFolder, (await spoil(recordId))[0]);
    for (let starts = 0; starts < 2; starts += 1) {
      for (let looks = 0; looks < 2; looks += 1) await operator.must('record.list', { registry });
      await office.close();
      office = await offices.open(dataFolder);
      operator = await office.at('operator');
    }
    await Promise.all([1, 2].map(() => operator.must('record.list', { registry })));
    expect(await tellings()).toEqual([`person/${recordId}`]);
    expect(await (await office.at('admin')).must('audit.verify', {})).toMatchObject({ ok: true });
  });
});

describe('the window', () => {
  it('says in the cell what does not open, and nothing in an empty one', () => {
    const words = { ru: '', tt: '' };
    const columns = columnsOf(person, { registrationNumber: words, status: words });
    const fields = { surname: null, givenName: 'Өмет', patronymic: null };
    const row = { recordId: 'r', version: 1, fields, unreadable: ['surname'] };
    const said = columns
      .slice(0, 3)
      .map((column) => sayCell(row, column, '× не читается', 'ru', recordContext));
    expect(said).toEqual(['× не читается', 'Өмет', '']);
  });
});

describe('a change of the key', () => {
  it('does not give the former one up while a citizen does not open, and then goes on', async () => {
    const sound = await create('Цельнова');
    const recordId = await create('Целикова');
    const { wrapped } = await only(`SELECT wrapped FROM record_key WHERE record_id = '${recordId}'`);
    const set = (value: string) => `UPDATE record_key SET wrapped = ${value} WHERE record_id = '${recordId}'`;
    await tamper(dataFolder, set("'AAAA' || substr(wrapped, 5)"));
    const head = await office.at('head');
    const renew = () => head.call('key.renew', { password: passwordOf('head') });
    expect(await renew()).toMatchObject({
      error: { code: 'record.unreadable', params: { registry, recordId } },
    });
    expect((await operator.must('record.open', { registry, recordId: sound })).fields).toMatchObject({
      surname: 'Цельнова',
    });
    await tamper(dataFolder, set(quoted(wrapped)));
    expect(await renew()).toMatchObject({ ok: true });
    expect((await head.must('record.open', { registry, recordId })).fields).toMatchObject({
      surname: 'Целикова',
    });
  });
});

describe('a line of the history that is damaged', () => {
  it('is said to be so among the others', async () => {
    const recordId = await create('Целикова');
    await operator.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'Вторая' } });
    await tamper(
      dataFolder,
      `DROP TRIGGER change_event_is_append_only_update;
       UPDATE change_event SET after = json_quote(substr(json_extract(after, '$'), 1, 20))
        WHERE record_id = '${recordId}' AND field = 'note'`,
    );
    const { entries } = await operator.must('record.history', { registry, recordId });
    expect(entries.find(({ field }) => field === 'note')).toMatchObject({ after: null, unreadable: true });
    expect(entries.find(({ field }) => field === 'surname')).toMatchObject({ after: 'Целикова' });
    expect(entries.find(({ field }) => field === 'surname')).not.toHaveProperty('unreadable');
    const version = (atVersion: number) => operator.code('record.open', { registry, recordId, atVersion });
    expect([await version(1), await version(2)]).toEqual(['ok', 'record.unreadable']);
    expect((await operator.must('record.open', { registry, recordId })).fields).toMatchObject({
      note: 'Вторая',
    });
    expect(await tellings()).toEqual([`person/${recordId}`]);
  });

  it('hides of a birth only the value that is damaged', async () => {
    const recordId = await create('Целикова');
    await operator.must('record.save', { registry, recordId, baseVersion: 1, fields: { surname: 'Другая' } });
    await tamper(
      dataFolder,
      `DROP TRIGGER change_event_is_append_only_update;
       UPDATE change_event SET after = json_set(after, '$.surname', substr(after ->> '$.surname', 1, 20))
        WHERE record_id = '${recordId}' AND field = ''`,
    );
    const { entries } = await operator.must('record.history', { registry, recordId });
    const born = entries.filter(({ version }) => version === 1);
    expect(born.find(({ field }) => field === 'surname')).toMatchObject({ after: null, unreadable: true });
    expect(born.find(({ field }) => field === 'givenName')).toMatchObject({ after: least.givenName });
    expect(born.filter(({ unreadable }) => unreadable === true)).toHaveLength(1);
  });
});

describe('a reason of an emergency access that is damaged', () => {
  it('leaves the others to be read', async () => {
    const territory = '92608000';
    for (const surname of ['Целикова', 'Цельнова'])
      await operator.must('record.create', { registry, fields: { ...least, surname, territory } });
    const specialist = await office.at('specialist');
    for (const surname of ['Целикова', 'Цельнова']) {
      const reason = `${surname} не отвечает на звонки`;
      await openInEmergency(specialist, { search: `${surname} ${least.givenName}`, reason });
    }
    await tamper(dataFolder, 'UPDATE emergency_access SET reason = substr(reason, 1, 20) WHERE seq = 1');
    const { accesses } = await (await office.at('head')).must('emergency.list', {});
    expect(accesses.map(({ reason }) => reason)).toEqual(['Цельнова не отвечает на звонки', null]);
  });
});

describe('a first key', () => {
  it('is made for a record that is being created and for no other, a destroyed one neither', async () => {
    const folders = await createOfficeFolders();
    const database = await mustOpen(await folders.make(), () => new Date('2026-12-01T09:00:00Z'));
    database.vault.open('somebody', [{ generation: 1, bytes: newDataKeyBytes() }]);
    const keysFor = (id: string) =>
      database.write(actor, async (tx) => {
        await keysToWrite(tx, person, id);
        return ok(null);
      });
    await database.write(actor, async (tx) => {
      const insert = 'INSERT INTO person (id, created_at, changed_at, removed) VALUES (?, ?, ?, ?)';
      await tx.run(insert, ['here', '', '', 0]);
      await tx.run(insert, ['destroyed', '', '', 1]);
      return ok(null);
    });
    await keysFor('new');
    for (const id of ['here', 'destroyed']) await expect(keysFor(id)).rejects.toThrow(SealBroken);
    const keys = await database.read.all('SELECT record_id AS id, generation FROM record_key');
    expect(keys).toEqual([{ id: 'new', generation: 1 }]);
    await database.close();
    await folders.remove();
  });
});
