import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackage } from '../../electron/exchange/letter/packageReader';
import { openWorld, type World } from '../support/exchange/offices';
import { testInstallation } from '../support/testRun';
import { soundProvider } from '../support/record/soundProvider';

/**
 * The first test to read. An operator of a district corrects a provider's telephone; the steps are those of
 * `docs/architecture.md` § 7, each looked at where it happens: real SQLite, real folders, real PDF.
 */
const registry = 'provider';
const oldPhone = '+78559271234';
const newPhone = '+78559275678';

describe('the life of one field', () => {
  let world: World;
  let recordId: string;

  beforeAll(async () => {
    world = await openWorld(undefined, testInstallation().pdfWorker);
    const { fields, lists } = soundProvider();
    const made = await world.mintrud.must('record.create', { registry, fields: { ...fields, ...lists } });
    recordId = made.recordId;
  });
  afterAll(() => world.close());

  it('4: refuses an unknown name, bad input and a stranger before any use case runs', async () => {
    const { app, session } = world.mintrud;
    expect(await app.call(session, 'record.destroy', {})).toMatchObject({ error: { code: 'call.unknown' } });
    expect(await app.call(session, 'record.open', { registry, recordId, extra: 1 })).toMatchObject({
      error: { code: 'call.malformed' },
    });
    const stranger = app.openSession();
    expect(await app.call(stranger, 'record.open', { registry, recordId })).toMatchObject({
      error: { code: 'session.required' },
    });
  });

  it('includes the provider by a decision and gives it a number once', async () => {
    const { mintrud } = world;
    await mintrud.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
    const decision = {
      number: '17',
      decidedOn: '2026-11-20',
      ground: 'decision',
      decidedBy: 'Г. Г. Иванова',
    };
    expect(await mintrud.refusal('record.move', { registry, recordId, baseVersion: 2, to: 'included' })).toBe(
      'record.invalid',
    );
    const moved = await mintrud.must('record.move', {
      registry,
      recordId,
      baseVersion: 2,
      to: 'included',
      decision,
    });
    expect(moved).toEqual({ version: 3, status: 'included', registrationNumber: '16-000001' });
  });

  it('9-11: the ministry tells the districts, once', async () => {
    expect(await world.mintrud.must('exchange.run', {})).toMatchObject({ taken: 0, laid: 2 });
    await world.post();
    expect(await world.aznakaevo.must('exchange.run', {})).toEqual({
      taken: 1,
      applied: 1,
      quarantined: 0,
      waiting: 0,
      laid: 1,
    });
    expect(await world.almet.must('exchange.run', {})).toMatchObject({ applied: 1 });
    const there = await world.aznakaevo.must('record.open', { registry, recordId });
    const here = await world.mintrud.must('record.open', { registry, recordId });
    expect(there.fields).toEqual(here.fields);
    expect(there.lists).toEqual(here.lists);
    expect(there).toMatchObject({ status: 'included', registrationNumber: '16-000001' });
    await world.post();
    expect(await world.mintrud.must('exchange.run', {})).toMatchObject({ taken: 2, laid: 0 });
    expect(await world.mintrud.must('exchange.status', {})).toMatchObject({ unsent: 0, unreceipted: 0 });
  });

  it('5-7: the district corrects the telephone; row, log, journal and index follow in one transaction', async () => {
    const { aznakaevo } = world;
    const { version } = await aznakaevo.must('record.open', { registry, recordId });
    const saved = await aznakaevo.must('record.save', {
      registry,
      recordId,
      baseVersion: version,
      fields: { phones: [newPhone] },
    });
    expect(saved.version).toBe(version + 1);
    const { entries } = await aznakaevo.must('record.history', { registry, recordId, limit: 1 });
    expect(entries[0]).toMatchObject({
      field: 'phones',
      before: [oldPhone],
      after: [newPhone],
      office: 'aznakaevo',
      operator: 'admin',
      origin: 'edit',
    });
    const found = await aznakaevo.must('record.list', { registry, search: 'тихая зав' });
    expect(found.rows.map((row) => row.recordId)).toEqual([recordId]);
    expect(
      await aznakaevo.refusal('record.save', {
        registry,
        recordId,
        baseVersion: version,
        fields: { phones: [oldPhone] },
      }),
    ).toBe('record.stale');
  });

  it('9-10: it becomes a message: the payload first, the envelope last, the letter in words', async () => {
    expect(await world.aznakaevo.must('exchange.run', {})).toMatchObject({ laid: 1 });
    const [name = ''] = await readdir(world.aznakaevo.outgoing);
    const packet = join(world.aznakaevo.outgoing, name);
    expect((await readdir(packet)).sort()).toEqual(['document.edc.zip', 'envelope.ini', 'message.xml']);
    const files = new Map<string, Buffer>();
    for (const file of await readdir(packet)) files.set(file, await readFile(join(packet, file)));
    const read = await readPackage(files);
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.manifest.changes).toHaveLength(1);
    expect(read.value.manifest.changes[0]).toMatchObject({
      field: 'phones',
      before: [oldPhone],
      after: [newPhone],
    });
    expect(await pdfText(read.value.cover)).toContain('+7 (855) 927-56-78');
  });

  it('11-13: the ministry applies it by the same writer and receipts it; nothing echoes back', async () => {
    await world.post();
    expect(await world.mintrud.must('exchange.run', {})).toMatchObject({ taken: 1, applied: 1 });
    const here = await world.mintrud.must('record.open', { registry, recordId });
    expect(here.fields['phones']).toEqual([newPhone]);
    const { entries } = await world.mintrud.must('record.history', { registry, recordId, limit: 1 });
    expect(entries[0]).toMatchObject({
      field: 'phones',
      office: 'aznakaevo',
      origin: 'package',
      after: [newPhone],
    });
    await world.post();
    await world.aznakaevo.must('exchange.run', {});
    expect(await world.aznakaevo.must('exchange.status', {})).toMatchObject({ unsent: 0, unreceipted: 0 });
    await world.almet.must('exchange.run', {});
    expect((await world.almet.must('record.open', { registry, recordId })).fields['phones']).toEqual([
      newPhone,
    ]);
  });

  it('14: the extract prints the new telephone', async () => {
    const { mintrud } = world;
    const made = await mintrud.must('document.make', { kind: 'provider-extract', recordId });
    const file = mintrud.app.filesOf(mintrud.session)?.find(made.file.fileId);
    expect(await pdfText((await file?.read()) ?? Buffer.alloc(0))).toContain('+7 (855) 927-56-78');
  });
});

async function pdfText(bytes: Uint8Array): Promise<string> {
  const child = promisify(execFile)('pdftotext', ['-layout', '-', '-'], { encoding: 'utf8' });
  child.child.stdin?.end(bytes);
  return (await child).stdout.replaceAll('\u00a0', ' ');
}
