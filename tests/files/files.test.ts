import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../electron/app/app';
import { makeKeyOffices, type Desk, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';
import { lyingIn, pdfOf, pngBytes } from '../support/record/contents';

const registry = 'provider';
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('files of an open record', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  let desk: Desk;

  const newRecord = async (fullName: string): Promise<string> =>
    (await desk.must('record.create', { registry, fields: { fullName } })).recordId;
  const attach = async (recordId: string, name: string, bytes: Buffer, more: object = {}) =>
    desk.must('file.attach', { registry, recordId, fileId: await desk.upload(name, bytes), ...more });
  const refused = async (recordId: string, name: string, bytes: Buffer, more: object = {}) =>
    desk.code('file.attach', { registry, recordId, fileId: await desk.upload(name, bytes), ...more });
  const bytesOf = async (app: App, recordId: string, rowId: string) => {
    const { file } = await desk.must('file.open', { registry, recordId, rowId });
    return app.filesOf(desk.session)?.find(file.fileId)?.read();
  };
  const settled = async (until: (lying: Awaited<ReturnType<typeof lyingIn>>) => boolean) => {
    await expect.poll(async () => until(await lyingIn(office.dataFolder)), { timeout: 20_000 }).toBe(true);
  };

  beforeAll(async () => {
    offices = await makeKeyOffices();
    office = await offices.open(await offices.copy());
    desk = await office.at('operator');
  }, 60_000);
  afterAll(async () => {
    await office.close();
    await offices.remove();
  });

  it('are rows of the record: said by its card, its history, its version and the journal', async () => {
    const recordId = await newRecord('Дом с лицензией');
    const bytes = pdfOf('лицензия', 700_000);
    const attached = await attach(recordId, 'Лицензия.pdf', bytes, { kind: 'licence', note: 'до 2030 года' });
    expect(attached).toMatchObject({ version: 2, name: 'Лицензия.pdf', size: bytes.length });
    const opened = await desk.must('record.open', { registry, recordId });
    expect(opened.lists['files']).toEqual([
      {
        ...{
          id: attached.rowId,
          kind: 'licence',
          name: 'Лицензия.pdf',
          size: bytes.length,
          note: 'до 2030 года',
        },
        ...{ mime: 'application/pdf', sha256: sha256Of(bytes) },
      },
    ]);
    const { entries } = await desk.must('record.history', { registry, recordId });
    const told = entries.filter(
      (entry) => entry.registry === 'providerFile' && entry.recordId === attached.rowId,
    );
    const after = Object.fromEntries(told.map((entry) => [entry.field, entry.after]));
    expect(after).toMatchObject({ name: 'Лицензия.pdf', size: bytes.length, sha256: sha256Of(bytes) });
    const auditor = await office.at('auditor');
    const { entries: lines } = await auditor.must('audit.list', { action: 'file.attach' });
    expect(lines[0]).toMatchObject({ object: `provider/${recordId}` });
    expect(lines[0]?.detail).toContain('"fields":["providerFile"]');
    expect(JSON.stringify(lines)).not.toContain('Лицензия');
    expect(await bytesOf(office.app, recordId, attached.rowId)).toEqual(bytes);
    const { files, maxSize } = await desk.must('file.list', { registry, recordId });
    expect(files).toMatchObject([{ rowId: attached.rowId, here: true, operator: 'Проверкина operator' }]);
    expect(maxSize).toBe(50 * 1024 * 1024);
  });

  it('lie once for the same bytes, on one record and on two, and go with the last that means them', async () => {
    const [one, other] = [await newRecord('Первый дом'), await newRecord('Второй дом')];
    const before = await lyingIn(office.dataFolder);
    const bytes = pdfOf('одно решение на двоих', 600_000);
    const first = await attach(one, 'a.pdf', bytes);
    const again = await attach(one, 'b.pdf', bytes);
    const elsewhere = await attach(other, 'c.pdf', bytes);
    const lying = await lyingIn(office.dataFolder);
    expect([lying.contents - before.contents, lying.uses - before.uses]).toEqual([1, 3]);
    expect(lying.bytes - before.bytes).toBe(bytes.length);
    await desk.must('file.detach', { registry, recordId: one, rowId: first.rowId });
    await desk.must('file.detach', { registry, recordId: other, rowId: elsewhere.rowId });
    await settled(({ uses }) => uses === before.uses + 1);
    expect(await bytesOf(office.app, one, again.rowId)).toEqual(bytes);
    await desk.must('file.detach', { registry, recordId: one, rowId: again.rowId });
    await settled(({ contents, chunks }) => contents === before.contents && chunks === before.chunks);
    expect(await desk.code('file.open', { registry, recordId: one, rowId: again.rowId })).toBe(
      'file.notFound',
    );
    const past = await desk.must('record.open', { registry, recordId: one, atVersion: 3 });
    expect(past.lists['files']?.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf']);
    // What was swept may come again.
    const back = await attach(one, 'd.pdf', bytes);
    expect(await bytesOf(office.app, one, back.rowId)).toEqual(bytes);
  });

  it('go with a record that is withdrawn', async () => {
    const recordId = await newRecord('Ошибочная запись');
    const before = await lyingIn(office.dataFolder);
    await attach(recordId, 'a.pdf', pdfOf('ошибка', 300_000));
    await desk.must('record.withdraw', { registry, recordId, baseVersion: 2 });
    await settled(
      ({ contents, chunks, uses }) =>
        contents === before.contents && chunks === before.chunks && uses === before.uses,
    );
  });

  it('are what they are by their content: a name that lies is told and put right', async () => {
    const recordId = await newRecord('Дом с фотографией');
    const attached = await attach(recordId, 'C:\\снимки\\вход\u202e.exe.pdf', pngBytes);
    expect(attached).toMatchObject({ name: 'вход.png', said: 'pdf' });
    const { shown, file } = await desk.must('file.open', { registry, recordId, rowId: attached.rowId });
    expect([shown, file.mime]).toEqual(['picture', 'image/png']);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await refused(recordId, 'план.svg', svg)).toBe('file.wrongType');
    expect(await refused(recordId, 'план.png', svg)).toBe('file.wrongType');
    expect(await refused(recordId, 'a.pdf', Buffer.from('MZ\0\0program'))).toBe('file.wrongType');
    expect(await refused(recordId, 'a.pdf', Buffer.alloc(0))).toBe('file.empty');
    expect(await refused(recordId, 'a.pdf', pdfOf('a'), { kind: 'passport' })).toBe('record.invalid');
    expect(await desk.code('file.attach', { registry, recordId, fileId: 'none' })).toBe('file.notFound');
    const observer = await office.at('observer');
    const input = { registry, recordId, fileId: await observer.upload('a.pdf', pdfOf('a')) };
    expect(await observer.code('file.attach', input)).toBe('permission.denied');
  });

  it('are told by no form: their facts are written once, a person corrects kind and note', async () => {
    const recordId = await newRecord('Дом с описью');
    const { rowId } = await attach(recordId, 'a.pdf', pdfOf('опись'));
    const save = (fields: object) =>
      desk.code('record.save', {
        registry,
        recordId,
        baseVersion: 2,
        fields: fields as Record<string, never>,
      });
    const facts = { name: 'b.pdf', size: 1, mime: 'application/pdf', sha256: 'f'.repeat(64) };
    expect(await save({ files: [{ id: rowId }, { kind: 'licence', ...facts }] })).toBe('record.invalid');
    expect(await save({ files: [{ id: rowId }, { kind: 'licence' }] })).toBe('record.invalid');
    expect(await save({ files: [{ id: rowId, sha256: facts.sha256 }] })).toBe('record.invalid');
    expect(await save({ files: [{ id: rowId, kind: 'protocol', note: 'исправлено' }] })).toBe('ok');
    const { lists } = await desk.must('record.open', { registry, recordId });
    expect(lists['files']).toMatchObject([
      { id: rowId, kind: 'protocol', note: 'исправлено', name: 'a.pdf' },
    ]);
    // A form that leaves the row out detaches it, and the bytes go as after any detaching.
    const before = await lyingIn(office.dataFolder);
    await desk.must('record.save', { registry, recordId, baseVersion: 3, fields: { files: [] } });
    await settled(({ contents }) => contents === before.contents - 1);
  });
});
