import { listPackets, readPacket } from '../../../electron/exchange/packet/takePacket';
import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeEnvelope } from '../../../electron/exchange/edmsFormat/envelope';
import { nodePacketFiles, type PacketFiles } from '../../../electron/exchange/packet/packetFiles';
import {
  packetAt,
  packetFolder,
  plainEnvelope as envelope,
  plainFiles,
  putPacket,
  snapshotOf,
} from '../../support/exchange/packets';

const at = '2026-03-02T09:30:01+03:00';

describe('reading a packet', () => {
  it('gives the envelope and the files, the listed ones first', async () => {
    const folder = join(await packetFolder(), 'x');
    await putPacket(folder, { ...plainFiles, 'envelope.ltr': envelope, 'a-note.txt': 'n', '.DS_Store': 'd' });
    const read = await readPacket(nodePacketFiles, packetAt(folder));
    expect(read.ok && [...read.value.files.keys()]).toEqual([
      'message.xml',
      'document.edc.zip',
      'a-note.txt',
    ]);
    expect(read.ok && read.value.envelope.addresses).toEqual(['A~B']);
  });

  it.each(['envelope.ini', 'ENVELOPE.LTR', 'ЭСД МЭДО.ltr'])(
    'takes %s for the envelope',
    async (envelopeName) => {
      const folder = join(await packetFolder(), 'x');
      await putPacket(folder, { ...plainFiles, [envelopeName]: envelope });
      expect(await readPacket(nodePacketFiles, packetAt(folder))).toMatchObject({ ok: true });
    },
  );

  it('finds files whose names differ in case, and takes all files where none are listed', async () => {
    const folder = await packetFolder();
    await putPacket(join(folder, 'case'), {
      'Message.XML': '1',
      'DOCUMENT.edc.zip': '2',
      'envelope.ltr': envelope,
    });
    await putPacket(join(folder, 'bare'), { ...plainFiles, 'envelope.ltr': '[АДРЕСАТЫ]\r\n0=A~B' });
    for (const packet of ['case', 'bare']) {
      const read = await readPacket(nodePacketFiles, packetAt(join(folder, packet)));
      expect(read.ok && read.value.files.size).toBe(2);
    }
  });

  it('gives the same hash to the same packet sent again, and another to other bytes', async () => {
    const folder = await packetFolder();
    const later = writeEnvelope({
      subject: 'снова',
      address: 'C~D',
      files: ['document.edc.zip', 'message.xml'],
      at,
    });
    await putPacket(join(folder, '1'), { ...plainFiles, 'envelope.ltr': envelope });
    await putPacket(join(folder, '2'), { ...plainFiles, 'envelope.ini': later, 'Thumbs.db': 'x' });
    await putPacket(join(folder, '3'), {
      ...plainFiles,
      'message.xml': '<message />',
      'envelope.ltr': envelope,
    });
    const hashes: (string | undefined)[] = [];
    for (const packet of ['1', '2', '3']) {
      const read = await readPacket(nodePacketFiles, packetAt(join(folder, packet)));
      hashes.push(read.ok ? read.value.hash : undefined);
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it.each<[string, Record<string, Uint8Array | string>]>([
    ['there is no envelope yet', plainFiles],
    ['a listed file is not there yet', { 'message.xml': 'x', 'envelope.ltr': envelope }],
    [
      'a file is still being written',
      { ...plainFiles, 'document.edc.zip.part': 'x', 'envelope.ltr': envelope },
    ],
    ['another client’s draft lies there', { ...plainFiles, '~1.TMP': 'x', 'envelope.ltr': envelope }],
    ['the envelope itself is a draft', { ...plainFiles, '.envelope.ini.part': envelope }],
    ['the folder is empty', {}],
  ])('leaves a packet for the next round when %s', async (_what, half) => {
    const folder = join(await packetFolder(), 'x');
    await putPacket(folder, half);
    const before = await snapshotOf(folder);
    expect(await readPacket(nodePacketFiles, packetAt(folder))).toMatchObject({
      ok: false,
      error: { code: 'packet.incomplete' },
    });
    expect(await snapshotOf(folder)).toEqual(before);
  });

  it('leaves a packet that another program holds or has taken', async () => {
    const folder = await packetFolder();
    const files = {
      ...nodePacketFiles,
      read: () => Promise.reject(Object.assign(new Error(), { code: 'EBUSY', syscall: 'open' })),
    };
    await putPacket(join(folder, 'x'), { ...plainFiles, 'envelope.ltr': envelope });
    for (const [files_, packet] of [
      [files, 'x'],
      [nodePacketFiles, 'gone'],
    ] as const) {
      const read = await readPacket(files_, packetAt(join(folder, packet)));
      expect(read).toMatchObject({ ok: false, error: { code: 'packet.incomplete' } });
    }
  });

  it('leaves a packet whose file grows while it is read', async () => {
    const folder = join(await packetFolder(), 'x');
    await putPacket(folder, { ...plainFiles, 'envelope.ltr': envelope });
    const files: PacketFiles = {
      ...nodePacketFiles,
      read: async (path, size) => {
        if (path.endsWith('.zip')) await writeFile(path, Buffer.alloc(size + 1));
        return nodePacketFiles.read(path, size);
      },
    };
    const read = await readPacket(files, packetAt(folder));
    expect(read).toMatchObject({ ok: false, error: { code: 'packet.incomplete' } });
  });

  if (process.platform === 'linux') {
    it('lets one that the system does not open wait, and lists the others', async () => {
      const root = await packetFolder();
      // The last name goes beyond the longest path there may be: it is listed and cannot be looked at.
      let deep = root;
      while (deep.length < 3880) deep = join(deep, 'd'.repeat(200));
      deep = join(deep, 'd'.repeat(4085 - deep.length));
      spawnSync('sh', ['-c', 'mkdir -p "$1"; cd "$1"; mkdir y held-by-somebody', '', deep]);
      const listed = await listPackets(nodePacketFiles, deep);
      const names = listed.ok ? listed.value.map(({ name }) => name).sort() : listed;
      expect(names).toEqual(['held-by-somebody', 'y']);
      for (const packet of listed.ok ? listed.value : [])
        expect(await readPacket(nodePacketFiles, packet)).toMatchObject({
          error: { code: 'packet.incomplete' },
        });
      spawnSync('rm', ['-rf', root]);
    });
  }

  it('measures before it reads', async () => {
    const folder = join(await packetFolder(), 'x');
    await putPacket(folder, { ...plainFiles, 'envelope.ltr': envelope });
    const files = { ...nodePacketFiles, read: () => Promise.reject(new Error('must not be read')) };
    for (const limits of [
      { files: 2, fileBytes: 1e6, totalBytes: 1e6 },
      { files: 9, fileBytes: 4999, totalBytes: 1e6 },
      { files: 9, fileBytes: 1e6, totalBytes: 5005 },
    ]) {
      const read = await readPacket(files, packetAt(folder), limits);
      expect(read).toMatchObject({ ok: false, error: { code: 'packet.tooLarge' } });
    }
  });

  it('refuses links and folders inside a packet, and a link for a packet', async () => {
    const folder = await packetFolder();
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await putPacket(join(folder, 'link'), { 'message.xml': 'x', 'envelope.ltr': envelope });
    await symlink(join(folder, 'secret.txt'), join(folder, 'link', 'document.edc.zip'));
    await putPacket(join(folder, 'deep'), { ...plainFiles, 'envelope.ltr': envelope });
    await mkdir(join(folder, 'deep', 'inner'));
    await symlink(join(folder, 'deep'), join(folder, 'alias'));
    for (const packet of ['link', 'deep', 'alias']) {
      const read = await readPacket(nodePacketFiles, packetAt(join(folder, packet)));
      expect(read, packet).toMatchObject({ ok: false, error: { code: 'packet.unsafeName' } });
    }
  });
});
