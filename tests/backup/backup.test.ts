import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { openBodyKey, openHeader } from '../../electron/backup/backupKeys';
import { backUpOffice, lookAt, verifyBackup } from '../../electron/backup/backUpOffice';
import { shipped } from '../../electron/app/shipped';
import { createApp } from '../../electron/app/createApp';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import type { BackupSecret } from '../../electron/backup/backupKeys';
import {
  filesWith,
  holder,
  makeBackupOffice,
  openDesk,
  plantedNames,
  titlesAt,
  type BackupOffice,
} from '../support/backup/backupOffice';
import { digestLength, noise, spoilHeader, spoilPages, withDigest } from '../support/backup/spoilBackup';
import { testInstallation } from '../support/testRun';

/**
 * A backup is made by anybody and opened by nobody but who holds a slot; whatever was done to the file is found, and
 * nothing that lies in a data folder is ever deleted or overwritten by restoring.
 */
const byPassword: BackupSecret = { kind: 'password', ...holder };

describe('a backup', () => {
  let office: BackupOffice;
  let recovery: BackupSecret;
  let path: string;
  let places = 0;

  beforeAll(async () => {
    office = await makeBackupOffice();
    recovery = { kind: 'recovery', code: office.recoveryCode.toLowerCase().replaceAll('-', ' ') };
    path = await mustBackUp();
  });
  afterAll(() => office.remove());

  const newPlace = (): string => join(office.folder, `place-${(places += 1)}`);
  async function mustBackUp(out?: string): Promise<string> {
    const made = await backUpOffice(shipped, office.dataFolder, out);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return join(office.dataFolder, 'backups', made.value.fileName);
  }
  const restore = (file: string, secret = recovery, dataFolder = newPlace()) =>
    restoreOffice({ ...shipped, dataFolder, from: { file }, secret });

  it('is made while nobody holds the key, and no byte beside the database shows what it holds', async () => {
    const { office: code, kind, opened } = await value(verifyBackup(shipped, { file: path }, undefined));
    expect([code, kind, opened]).toEqual(['mintrud', 'command', false]);
    const beside = (await filesWith(office.folder, plantedNames)).filter(
      (file) => !file.includes(databaseFile),
    );
    expect(beside).toEqual([]);
    expect(await filesWith(office.dataFolder, ['Секретный'])).not.toEqual([]);
    expect(await readdir(join(office.dataFolder, 'backup-work'))).toEqual([]);
  });

  it.each([
    ['the recovery code', () => recovery],
    ['a password of its day', () => byPassword],
  ])('brings everything back on a new machine by %s', async (_by, secret) => {
    const place = newPlace();
    const restored = await value(restore(path, secret(), place));
    expect(restored).toMatchObject({ office: 'mintrud', kind: 'command', setAside: null, missing: null });
    const desk = await openDesk(place, holder);
    expect(await titlesAt(desk)).toEqual(['Секретный поставщик', 'Тайнова']);
    await desk.app.close();
    const again = await restore(path, secret(), place);
    expect(again).toMatchObject({ error: { code: 'data.present' } });
  });

  it('is opened and counted whole where the key is given', async () => {
    const verified = await value(verifyBackup(shipped, { dataFolder: office.dataFolder }, recovery));
    expect(verified).toMatchObject({ opened: true, rows: { provider: 1, person: 1, operator: 2 } });
  });

  it('shows what was done to it at any place, even where the digest was made anew', async () => {
    const sound = await readFile(path);
    const headerLength = sound.indexOf(0x0a) + 1;
    const places = [
      ...Array.from({ length: 14 }, (_, step) => Math.floor((headerLength * step) / 14)),
      ...Array.from({ length: 14 }, (_, step) =>
        Math.floor(headerLength + ((sound.length - headerLength - digestLength) * step) / 14),
      ),
      ...[headerLength - 1, sound.length - digestLength - 1, sound.length - digestLength, sound.length - 1],
    ];
    const file = join(office.folder, 'spoiled.yardam-backup');
    for (const at of places) {
      const spoiled = Buffer.from(sound);
      spoiled.writeUInt8(spoiled.readUInt8(at) ^ 0x01, at);
      await writeFile(file, spoiled);
      expect([at, await verdict(file)]).toEqual([at, expect.stringMatching(/^backup\.(tampered|newer)$/)]);
      if (at >= sound.length - digestLength) continue;
      await writeFile(file, withDigest(spoiled.subarray(0, -digestLength)));
      const code = await verdict(file);
      expect([at, code]).toEqual([at, expect.stringMatching(/^backup\.(tampered|newer|refused)$/)]);
    }
  });

  it('opens with no half of a key that was damaged, whatever is wrong with it', async () => {
    const { header } = await value(lookAt(path, shipped));
    const keys = await openHeader(header, recovery);
    const key = openBodyKey(header, keys);
    const half = Buffer.from(header.ephemeral, 'base64url');
    const altered = (at: number): Buffer =>
      Buffer.from(half.map((byte, place) => (place === at ? byte ^ 0x01 : byte)));
    const noPoint = Buffer.concat([half.subarray(0, -32), Buffer.alloc(32)]);
    const places = [...half.keys()];
    for (const made of [...places.map(altered), ...places.map((at) => half.subarray(0, at)), noPoint]) {
      const opened = openBodyKey({ ...header, ephemeral: made.toString('base64url') }, keys);
      expect(opened === undefined || !opened.equals(key ?? Buffer.alloc(0))).toBe(true);
    }
    expect(key).toHaveLength(32);
  });

  it('shows that pieces were cut off, exchanged or put under another header', async () => {
    // Some megabytes, so that there are pieces to exchange.
    await mkdir(join(office.dataFolder, 'quarantine', 'packet'), { recursive: true });
    const filler = Buffer.from(Array.from({ length: 3_000_000 }, (_, n) => (n * n * 31 + (n >> 3)) % 251));
    await writeFile(join(office.dataFolder, 'quarantine', 'packet', 'Письмо.bin'), noise(filler));
    const large = await mustBackUp();
    expect(await verdict(large)).toBe('ok');
    const sound = await readFile(large);
    const start = sound.indexOf(0x0a) + 1;
    const piece = 1024 * 1024 + 16;
    const [header, body] = [sound.subarray(0, start), sound.subarray(start, -digestLength)];
    expect(body.length).toBeGreaterThan(2 * piece);
    const other = await readFile(path);
    const otherHeader = other.subarray(0, other.indexOf(0x0a) + 1);
    const made: readonly Buffer[] = [
      Buffer.concat([header, body.subarray(0, piece)]),
      Buffer.concat([header, body.subarray(0, -1)]),
      Buffer.concat([
        header,
        body.subarray(piece, 2 * piece),
        body.subarray(0, piece),
        body.subarray(2 * piece),
      ]),
      Buffer.concat([header, body, body.subarray(-100)]),
      Buffer.concat([header]),
      Buffer.concat([otherHeader, body]),
      Buffer.concat([header, other.subarray(otherHeader.length, -digestLength)]),
    ];
    const file = join(office.folder, 'rearranged.yardam-backup');
    for (const [number, bytes] of made.entries()) {
      await writeFile(file, withDigest(bytes));
      expect([number, await verdict(file)]).toEqual([number, 'backup.tampered']);
      await writeFile(file, bytes);
      expect([number, await verdict(file)]).toEqual([number, 'backup.tampered']);
    }
    const restored = newPlace();
    await value(restore(large, recovery, restored));
    const letter = await readFile(join(restored, 'quarantine', 'packet', 'Письмо.bin'));
    expect(letter.equals(noise(filler))).toBe(true);
    await rm(join(office.dataFolder, 'quarantine'), { recursive: true });
  });

  it('does not open for a wrong code, a wrong password, an unknown login or a slot cut in half', async () => {
    const place = newPlace();
    const wrong: readonly BackupSecret[] = [
      { kind: 'recovery', code: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF' },
      { kind: 'password', login: holder.login, password: 'not the password' },
      { kind: 'password', login: 'nobody', password: holder.password },
      { kind: 'password', login: 'admin', password: 'a long enough password' },
    ];
    for (const secret of wrong)
      expect(await restore(path, secret, place)).toMatchObject({ error: { code: 'backup.refused' } });
    const cut = join(office.folder, 'cut.yardam-backup');
    await spoilHeader(path, cut, (header) => {
      for (const slot of header.slots) slot.wrapped = slot.wrapped.slice(0, slot.wrapped.length / 2);
    });
    expect(await restore(cut, recovery, place)).toMatchObject({ error: { code: 'backup.refused' } });
    await expect(readdir(place)).rejects.toThrow('ENOENT');
  });

  it('of another office, of a newer program or of nobody is refused by name', async () => {
    const neighbour = await makeBackupOffice('almet');
    await rm(join(neighbour.dataFolder, databaseFile));
    expect(await restore(path, recovery, neighbour.dataFolder)).toMatchObject({
      error: { code: 'backup.foreign', params: { found: 'mintrud', expected: 'almet' } },
    });
    await neighbour.remove();
    const newer = join(office.folder, 'newer.yardam-backup');
    await spoilHeader(path, newer, (header) => (header.schema = 99990));
    expect(await restore(newer)).toMatchObject({ error: { code: 'backup.newer', params: { found: 99990 } } });
    await spoilHeader(path, newer, (header) => (header.version = 3));
    expect(await restore(newer)).toMatchObject({ error: { code: 'backup.newer', params: { found: 3 } } });
    expect(await restore(join(office.folder, 'none'))).toMatchObject({ error: { code: 'backup.absent' } });
    for (const text of ['', 'Реестр\n'.repeat(1000), '{"format":"zip","version":1}\n'.repeat(9)]) {
      await writeFile(newer, text);
      expect(await restore(newer)).toMatchObject({ error: { code: 'backup.tampered' } });
    }
  });

  it('gets to the folders that are there when a share is away, and says which one did not take it', async () => {
    const share = join(office.folder, 'share');
    const blocked = join(office.folder, 'a file in its place');
    await writeFile(blocked, '');
    const settings = join(office.dataFolder, 'backup.json');
    await writeFile(settings, JSON.stringify({ folders: [blocked, share] }));
    const made = await value(backUpOffice(shipped, office.dataFolder));
    expect(made.folders.map(({ error }) => error)).toEqual([null, 'file.unwritable', null]);
    const kept = await readFile(join(office.dataFolder, 'backups', made.fileName));
    expect((await readFile(join(share, made.fileName))).equals(kept)).toBe(true);
    const desk = await office.open();
    const { runs } = await desk.must('backup.list', { limit: 3 });
    expect(runs.map(({ ok, error }) => [ok, error])).toEqual([
      [true, null],
      [false, 'file.unwritable'],
      [true, null],
    ]);
    await desk.app.close();
    await writeFile(settings, '{"folders": "share"}');
    expect(await backUpOffice(shipped, office.dataFolder)).toMatchObject({
      error: { code: 'config.invalid' },
    });
    await rm(settings);
  });

  it('offers itself where the database is damaged, and sets that aside whole', async () => {
    const damaged = newPlace();
    await value(restore(path, recovery, damaged));
    const before = await value(backUpOffice(shipped, damaged));
    const desk = await openDesk(damaged, holder);
    await desk.must('record.create', { registry: 'provider', fields: { fullName: 'После копии' } });
    await desk.app.close();
    await spoilPages(join(damaged, databaseFile));
    const bytes = await readFile(join(damaged, databaseFile));
    const { resourcesFolder, pdfWorker } = testInstallation();
    const opened = await createApp({
      ...shipped,
      dataFolder: damaged,
      resourcesFolder,
      pdfWorker,
      capabilities: [],
    });
    expect(opened).toMatchObject({ error: { code: 'data.damaged', params: { backup: before.fileName } } });
    const latest = { dataFolder: damaged, from: 'latest', secret: byPassword } as const;
    const restored = await value(restoreOffice({ ...shipped, ...latest }));
    expect(restored).toMatchObject({ file: before.fileName });
    expect(restored.missing?.changes).toBeGreaterThan(0);
    expect((await readFile(join(restored.setAside ?? '', databaseFile))).equals(bytes)).toBe(true);
    const again = await openDesk(damaged, holder);
    expect(await titlesAt(again)).toEqual(['Секретный поставщик', 'Тайнова']);
    await again.app.close();
  });

  it('is not restored under a program that is at work', async () => {
    const desk = await office.open();
    const latest = { dataFolder: office.dataFolder, from: 'latest', secret: recovery } as const;
    expect(await restoreOffice({ ...shipped, ...latest })).toMatchObject({ error: { code: 'data.locked' } });
    expect(await backUpOffice(shipped, office.dataFolder)).toMatchObject({ error: { code: 'data.locked' } });
    expect(await titlesAt(desk)).toHaveLength(2);
    await desk.app.close();
  });

  it('is not made of an office without a key, nor of a damaged one, and leaves nothing half written', async () => {
    const keyless = newPlace();
    await value(restore(path, recovery, keyless));
    const connection = await connect(join(keyless, databaseFile), 'write');
    await connection.script("UPDATE data_key SET state = 'retired'");
    await connection.close();
    expect(await backUpOffice(shipped, keyless)).toMatchObject({ error: { code: 'key.absent' } });
    expect(await readdir(join(keyless, 'backups')).catch(() => [])).toEqual([]);
    await spoilPages(join(keyless, databaseFile));
    expect(await backUpOffice(shipped, keyless)).toMatchObject({ error: { code: 'data.damaged' } });
  });

  it('lies for its owner alone while it is checked, and a killed program leaves nothing plain', async () => {
    const left = join(office.dataFolder, 'backup-work', 'left');
    await mkdir(left, { recursive: true });
    await copyFile(join(office.dataFolder, databaseFile), join(left, databaseFile));
    await chmod(left, 0o700);
    const desk = await office.open();
    await expect(readdir(left)).rejects.toThrow('ENOENT');
    await desk.app.close();
  });

  /** `ok`, or the name of the refusal when it is opened by the recovery code. */
  async function verdict(file: string): Promise<string> {
    const verified = await verifyBackup(shipped, { file }, recovery);
    return verified.ok ? 'ok' : verified.error.code;
  }
});

async function value<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
