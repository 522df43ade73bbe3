import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabaseFile, databaseFile } from '../../../db/file/openDatabase';
import { connect } from '../../../db/file/sqliteConnection';
import { createApp } from '../../../electron/app/createApp';
import { shipped } from '../../../electron/app/shipped';
import { initOffice } from '../../../electron/app/initOffice';
import { installation } from '../../../electron/app/installation';
import { soundProvider } from '../record/soundProvider';
import { officeJson } from '../offices/testOffice';
import { fillBut } from './ballast';

/**
 * An office on a disk of a few megabytes that is filled to the brim by a ballast. Run by `diskFull.test.ts` in a name
 * space with a disk of its own: `smallDisk.ts DISK COPY`. Says on stdout what happened, leaves the database in COPY.
 */
const [disk = '', copy = ''] = process.argv.slice(2);
const registry = 'provider';
const dataFolder = join(disk, 'data');
const ballast = join(disk, 'ballast');
const desk = { login: 'admin', password: 'a long enough password' };
const { resourcesFolder, pdfWorker } = installation();

const refusals = new Set<string>();
let unchanged = true;
const app = await openNewOffice();
const session = app.openSession();
await app.request(session, 'session.signIn', desk);
const { fields, lists } = soundProvider();
const made = await app.request(session, 'record.create', { registry, fields: { ...fields, ...lists } });
if (!made.ok) throw new Error(made.error.code);
const { recordId } = made.value;
let baseVersion = made.value.version;
for (let room = 0; room <= 48 * 1024; room += 4096) {
  const before = await rows();
  fillBut(ballast, room);
  const conditions = `Комнаты по ${room} шагов. `.repeat(60).trim();
  const saved = await app.request(session, 'record.save', {
    registry,
    recordId,
    baseVersion,
    fields: { conditions },
  });
  rmSync(ballast);
  if (saved.ok) baseVersion = saved.value.version;
  else refusals.add(saved.error.code);
  if (!saved.ok && (await rows()) !== before) unchanged = false;
}
const last = await app.request(session, 'record.save', {
  registry,
  recordId,
  baseVersion,
  fields: { conditions: 'Есть' },
});
await app.close();

// Also where there is room for a little, and SQLite says no more than that reading failed.
const openedOnFullDisk = new Set<string>();
for (let room = 0; room <= 32 * 1024; room += 4096) {
  fillBut(ballast, room);
  const opened = await openOffice();
  if (opened.ok) await opened.value.close();
  else openedOnFullDisk.add(opened.error.code);
  rmSync(ballast);
}
fillBut(ballast, 0);
const unmade = join(disk, 'unmade');
mkdirSync(unmade);
const making = await createDatabaseFile(unmade, shipped).then(
  () => 'made',
  (error: unknown) => (error instanceof Error && 'code' in error ? error.code : 'unknown'),
);
const unmadeOffice = readdirSync(unmade);
rmSync(ballast);
const again = await openOffice();
if (again.ok) await again.value.close();
copyFileSync(join(dataFolder, databaseFile), join(copy, databaseFile));
const findings = {
  refusals: [...refusals],
  unchanged,
  afterwards: last.ok ? 'saved' : last.error.code,
  openedOnFullDisk: [...openedOnFullDisk],
  openedAfterwards: again.ok,
  making,
  unmadeOffice,
};
process.stdout.write(JSON.stringify(findings));

async function openNewOffice() {
  const configFile = join(disk, 'office.json');
  writeFileSync(configFile, JSON.stringify(officeJson));
  await initOffice({ ...shipped, dataFolder, configFile, ...desk });
  // The first start writes what ships; its long write-ahead log would hold every save of this test without a byte more.
  const first = await openOffice();
  if (!first.ok) throw new Error(first.error.code);
  await first.value.close();
  const opened = await openOffice();
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

function openOffice() {
  return createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
}

/** What the file holds for somebody else, as text. */
async function rows(): Promise<string> {
  const reader = await connect(join(dataFolder, databaseFile), 'read');
  const found =
    await reader.all(`SELECT p.*, (SELECT count(*) FROM change_event), (SELECT hash FROM audit ORDER BY seq DESC)
    FROM provider AS p`);
  await reader.close();
  return JSON.stringify(found);
}
