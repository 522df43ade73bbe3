import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { openToRead } from '../../db/file/openToRead';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { openExample, sitDown } from '../../build/example/exampleDesk';
import { shipped } from '../../electron/app/shipped';
import { officeJson } from '../support/offices/testOffice';
import { blankFolder, testInstallation } from '../support/testRun';

/**
 * The database of an office with three providers as `sqlite3` 6.0.1 (SQLite 3.52.0) left it, made by `init` and `import`
 * of the program of that day (schema 130).
 */
const fixture = join(import.meta.dirname, 'formerEngine.sqlite.gz');
const registry = 'provider';
let folder: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'yardam-engine-')), 'data');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, databaseFile), gunzipSync(await readFile(fixture)));
  await writeFile(join(folder, 'office.json'), JSON.stringify(officeJson));
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true, maxRetries: 3 }));

it('what the former engine left is proved, read and written', async () => {
  await expectProved(3);
  const app = await openExample(folder, { ...testInstallation(), resourcesFolder: blankFolder() });
  const desk = await sitDown(app, 'admin', 'a long enough password');
  const { rows } = await desk.must('record.list', { registry });
  expect(rows).toHaveLength(3);
  for (const { recordId, version: baseVersion } of rows)
    await desk.must('record.save', { registry, recordId, baseVersion, fields: { note: 'новая машина' } });
  await app.close();
  await expectProved(6);
});

it('what this engine leaves is of no newer form of file than the former read', async () => {
  const file = await open(join(folder, databaseFile));
  const header = Buffer.alloc(100);
  await file.read(header, 0, header.length, 0);
  await file.close();
  // Versions of writing and reading (2 is the write-ahead log), and the format of the schema: sqlite.org/fileformat.html.
  expect([header[18], header[19], header.readUInt32BE(44)]).toEqual([2, 2, 4]);
});

async function expectProved(changes: number): Promise<void> {
  const opened = await openToRead(folder, shipped);
  if (!opened.ok) throw new Error(opened.error.code);
  const { read, close } = opened.value;
  expect(await read.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const proof = await verifyAudit(read);
  expect(proof).toMatchObject({ ok: true, changes });
  await close();
}
