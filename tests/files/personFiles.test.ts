import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import {
  makeKeyOffices,
  passwordOf,
  type Desk,
  type KeyOffice,
  type KeyOffices,
} from '../support/offices/keyOffice';
import { lyingIn, pdfOf } from '../support/record/contents';

const registry = 'person';
const secret = 'тайна семьи Нигдеевых';
const fileName = 'Заявление Нигдеевой Алии.pdf';

describe('files of a person', () => {
  let offices: KeyOffices;
  let office: KeyOffice;
  let desk: Desk;
  const bytes = pdfOf(secret, 400_000);

  const newPerson = async (surname: string): Promise<string> => {
    const fields = { surname, givenName: 'Алия', location: 'Казань', territory: '92602000' };
    return (await desk.must('record.create', { registry, fields })).recordId;
  };
  const attach = async (recordId: string) =>
    desk.must('file.attach', {
      registry,
      recordId,
      fileId: await desk.upload(fileName, bytes),
      note: secret,
    });
  const allBytes = async (): Promise<Buffer> => {
    await office.app.call(desk.session, 'system.hello', {});
    const names = (await readdir(office.dataFolder, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    );
    return Buffer.concat(
      await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name)))),
    );
  };
  const read = async <T>(sql: string): Promise<T[]> => {
    const connection = await connect(join(office.dataFolder, databaseFile), 'read');
    const rows = await connection.all<T>(sql);
    await connection.close();
    return rows;
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

  it('lie sealed, name and bytes; equal ones of two persons cannot be told, of one lie once', async () => {
    const [one, other] = [await newPerson('Нигдеева'), await newPerson('Иноковская')];
    const first = await attach(one);
    await attach(one);
    const { rowId } = await attach(other);
    const lying = await lyingIn(office.dataFolder);
    expect([lying.contents, lying.uses, lying.unnamed]).toEqual([2, 3, 0]);
    const addresses = await read<{ address: string; digest: string }>(
      'SELECT address, digest FROM file_content',
    );
    for (const value of addresses.flatMap(({ address, digest }) => [address, digest]))
      expect(value).not.toBe(first.sha256);
    expect(new Set(addresses.map(({ address }) => address)).size).toBe(2);
    const lies = await allBytes();
    for (const told of [secret, fileName, 'Нигдеевой', first.sha256, '%PDF-1.7'])
      expect([told, lies.includes(told)]).toEqual([told, false]);
    const { file } = await desk.must('file.open', { registry, recordId: other, rowId });
    expect(file.name).toBe(fileName);
    expect(await office.app.filesOf(desk.session)?.find(file.fileId)?.read()).toEqual(bytes);
  });

  it('are read by who may read the person, and the reading is noted', async () => {
    const recordId = await newPerson('Читаемая');
    const { rowId } = await attach(recordId);
    const specialist = await office.at('specialist');
    expect(await specialist.code('file.open', { registry, recordId, rowId })).toBe('ok');
    const [line] = await read<{ n: number }>(
      `SELECT count(*) AS n FROM audit WHERE action = 'record.read' AND object = 'person/${recordId}'
         AND detail LIKE '%"specialist"%'`,
    );
    expect(line?.n).toBe(1);
    expect(await (await office.at('neighbour')).code('file.open', { registry, recordId, rowId })).toBe(
      'record.elsewhere',
    );
    for (const login of ['admin', 'observer', 'auditor', 'compiler'] as const)
      expect([
        login,
        await (await office.at(login)).code('file.open', { registry, recordId, rowId }),
      ]).toEqual([login, 'permission.denied']);
    const masked = await (await office.at('observer')).must('record.open', { registry, recordId });
    expect(JSON.stringify(masked.lists)).not.toContain('Заявление Нигдеевой');
  });

  it('are gone with a person who is destroyed, and the act counts them', async () => {
    const recordId = await newPerson('Уходящая');
    const { rowId } = await attach(recordId);
    const before = await lyingIn(office.dataFolder);
    const ofThis = await read<{ bytes: Uint8Array }>(
      `SELECT bytes FROM file_chunk JOIN file_content ON file_content.id = content WHERE record_id = '${recordId}'`,
    );
    expect(ofThis.length).toBeGreaterThan(1);
    const head = await office.at('head');
    await head.must('person.destroy', {
      ...{ registry, recordIds: [recordId], ground: 'purposeReached', reason: 'Дело закрыто' },
      password: passwordOf('head'),
    });
    const after = await lyingIn(office.dataFolder);
    expect([before.contents - after.contents, before.uses - after.uses]).toEqual([1, 1]);
    expect(await desk.code('file.open', { registry, recordId, rowId })).toBe('record.notFound');
    const lies = await allBytes();
    for (const { bytes: sealed } of ofThis)
      expect(lies.includes(Buffer.from(sealed).subarray(0, 64))).toBe(false);
  });

  it('a damaged one has a sentence, is found by the check, and the rest works', async () => {
    const recordId = await newPerson('Повреждённая');
    const { rowId } = await attach(recordId);
    await office.close();
    const connection = await connect(join(office.dataFolder, databaseFile), 'write');
    await connection.run(
      `UPDATE file_chunk SET bytes = zeroblob(length(bytes)) WHERE number = 1 AND content IN
         (SELECT id FROM file_content WHERE record_id = ?)`,
      [recordId],
    );
    await connection.close();
    office = await offices.open(office.dataFolder);
    desk = await office.at('operator');
    expect(await desk.code('file.open', { registry, recordId, rowId })).toBe('file.damaged');
    expect((await desk.must('record.open', { registry, recordId })).fields['surname']).toBe('Повреждённая');
    const auditor = await office.at('auditor');
    const report = await auditor.must('audit.verify', {});
    expect(report).toMatchObject({ ok: false, found: 1, findings: [{ kind: 'file' }] });
    expect(report.files).toBeGreaterThan(2);
  });

  it('stay readable after the key of the office was changed', async () => {
    const recordId = await newPerson('Переключённая');
    const { rowId } = await attach(recordId);
    const head = await office.at('head');
    await head.must('key.renew', { password: passwordOf('head') });
    expect(await head.code('file.open', { registry, recordId, rowId })).toBe('ok');
    // The same bytes under a former key are found again.
    desk = await office.at('operator');
    const before = await lyingIn(office.dataFolder);
    const again = await attach(recordId);
    expect((await lyingIn(office.dataFolder)).contents).toBe(before.contents);
    expect(await desk.code('file.open', { registry, recordId, rowId: again.rowId })).toBe('ok');
  });
});
