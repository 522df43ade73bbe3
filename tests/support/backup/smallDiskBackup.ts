import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUpOffice } from '../../../electron/backup/backUpOffice';
import { shipped } from '../../../electron/app/shipped';
import { initOffice } from '../../../electron/app/initOffice';
import { officeJson } from '../offices/testOffice';
import { fillBut } from './ballast';

/**
 * An office on a disk of a few megabytes that is backed up while ever less is full. Run by `backupDiskFull.test.ts` in a
 * name space with a disk of its own: `smallDiskBackup.ts DISK`. Says on stdout what happened.
 */
const [disk = ''] = process.argv.slice(2);
const dataFolder = join(disk, 'data');
const ballast = join(disk, 'ballast');
const configFile = join(disk, 'office.json');
writeFileSync(configFile, JSON.stringify(officeJson));
const made = await initOffice({
  ...shipped,
  dataFolder,
  configFile,
  login: 'admin',
  password: 'a long enough password',
});
if (!made.ok) throw new Error(made.error.code);

const refusals = new Set<string>();
const left = new Set<string>();
let succeededAt = -1;
for (let room = 0; room <= 3_000_000 && succeededAt < 0; room += 50_000) {
  fillBut(ballast, room);
  const result = await backUpOffice(shipped, dataFolder);
  rmSync(ballast);
  if (result.ok) succeededAt = room;
  else {
    refusals.add(result.error.code);
    for (const name of unfinished()) left.add(name);
  }
}
process.stdout.write(
  JSON.stringify({
    refusals: [...refusals],
    left: [...left],
    succeeded: succeededAt > 0,
    after: unfinished(),
  }),
);

/** What a backup that failed may not leave behind. */
function unfinished(): string[] {
  const names = readdirSync(dataFolder, { recursive: true }).map(String);
  return names.filter((name) => /\.part$|backup-work.+/.test(name));
}
