import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkDriveOf, networkMount, networkShare } from '../../electron/app/networkDrive';
import { makeKeyOffices, type KeyOffices } from '../support/offices/keyOffice';

/** A data folder on a drive of the network is warned of: on the screen of the day, in the log and at the terminal. */
const mounts = [
  '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
  '40 22 0:45 / /mnt/office rw,relatime shared:20 - cifs //server/share rw,vers=3.0',
  '41 40 8:17 / /mnt/office/local rw,relatime - ext4 /dev/sdb1 rw',
  '42 22 0:50 / /srv/two\\040words rw - nfs4 server:/export rw',
  '43 22 0:51 / /home/anna/remote rw,nosuid - fuse.sshfs anna@server: rw',
  '44 22 0:52 / /media/stick rw,nosuid - fuseblk /dev/sdc1 rw',
  '45 22 8:33 / /mnt/covered rw - nfs server:/old rw',
  '46 22 8:33 / /mnt/covered rw - ext4 /dev/sdd1 rw',
].join('\n');

describe('a drive of the network', () => {
  it.each([
    ['/var/yardam', null],
    ['/mnt/office', 'cifs'],
    ['/mnt/office/yardam/data', 'cifs'],
    ['/mnt/office2/data', null],
    ['/mnt/office/local/data', null],
    ['/srv/two words/data', 'nfs4'],
    ['/home/anna/remote', 'fuse.sshfs'],
    ['/media/stick/data', null],
    ['/mnt/covered/data', null],
  ])('is told by what is mounted: %s', (folder, kind) => {
    expect(networkMount(mounts, folder)).toBe(kind);
  });

  it.each([
    ['\\\\server\\share\\yardam', 'UNC'],
    ['\\\\?\\UNC\\server\\share', 'UNC'],
    ['\\\\?\\C:\\yardam', null],
    ['C:\\Users\\anna\\yardam', null],
  ])('is told by the share that Windows resolves: %s', (resolved, kind) => {
    expect(networkShare(resolved)).toBe(kind);
  });
});

describe('an office on a drive of the network', () => {
  let offices: KeyOffices;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  });
  afterAll(() => offices.remove());

  it('opens, says so to the window and writes it down; one on a disk of this machine does not', async () => {
    const dataFolder = await offices.copy();
    // Asked of the system itself, of a folder that is not there yet too.
    expect(await networkDriveOf(join(dataFolder, 'not', 'yet'))).toBeNull();
    for (const kind of [null, 'cifs']) {
      const asked = kind === null ? {} : { networkDriveOf: () => Promise.resolve(kind) };
      const office = await offices.open(dataFolder, asked);
      const hello = await office.window().must('system.hello', {});
      await office.close();
      expect(hello.networkDrive).toBe(kind);
    }
    const lines = (await readFile(join(dataFolder, 'logs', 'yardam.log'), 'utf8')).split('\n');
    expect(lines.filter((line) => line.includes('folder.onNetwork'))).toHaveLength(1);
  });
});
