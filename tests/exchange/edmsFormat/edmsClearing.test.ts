import { quarantinePacket, removePacket } from '../../../electron/exchange/packet/clearPacket';
import { listPackets } from '../../../electron/exchange/packet/takePacket';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodePacketFiles, type PacketFiles } from '../../../electron/exchange/packet/packetFiles';
import { failingFiles } from '../../support/backup/failingFiles';
import { packetAt, packetFolder, plainFiles, putPacket, snapshotOf } from '../../support/exchange/packets';

describe('taking a packet out of the incoming folder', () => {
  const reason = { code: 'packet.hashMismatch', sentence: 'Файл changes.json повреждён: сумма не совпала.' };

  it('removes it, and what an interrupted removal left', async () => {
    const incoming = await packetFolder();
    await putPacket(join(incoming, 'x'), plainFiles);
    await putPacket(join(incoming, 'y'), plainFiles);
    await putPacket(join(incoming, '.z.removed'), plainFiles);
    expect(await removePacket(nodePacketFiles, incoming, packetAt(join(incoming, 'x')))).toEqual({
      ok: true,
      value: null,
    });
    expect(Object.keys(await snapshotOf(incoming)).filter((path) => !path.includes('y'))).toEqual([]);
    expect(await removePacket(nodePacketFiles, incoming, packetAt(join(incoming, 'x')))).toEqual({
      ok: true,
      value: null,
    });
  });

  it('never leaves half a packet under its name', async () => {
    const incoming = await packetFolder();
    await putPacket(join(incoming, 'x'), plainFiles);
    const { files } = failingFiles(2, 'EIO', true);
    expect((await removePacket(files, incoming, packetAt(join(incoming, 'x')))).ok).toBe(true);
    expect(await listPackets(nodePacketFiles, incoming)).toEqual({ ok: true, value: [] });
    expect(await snapshotOf(incoming)).not.toEqual({});
    // What is held open goes with a later one, and does not keep it.
    await putPacket(join(incoming, 'y'), plainFiles);
    expect((await removePacket(nodePacketFiles, incoming, packetAt(join(incoming, 'y')))).ok).toBe(true);
    expect(await snapshotOf(incoming)).toEqual({});
  });

  it('touches nothing outside the incoming folder', async () => {
    const root = await packetFolder();
    const incoming = join(root, 'In');
    await putPacket(join(root, 'outside'), plainFiles);
    await putPacket(join(incoming, 'x', 'inner'), plainFiles);
    await symlink(join(root, 'outside'), join(incoming, 'link'));
    const before = await snapshotOf(root);
    for (const path of ['../outside', '.', '..', 'x/inner', 'x/../../outside', 'link']) {
      const packet = { name: 'x', path: `${incoming}/${path}`, modifiedMs: 0 };
      expect(await removePacket(nodePacketFiles, incoming, packet), path).toMatchObject({
        ok: false,
        error: { code: 'packet.unsafeName' },
      });
      if (path !== 'link') {
        const moved = await quarantinePacket(nodePacketFiles, incoming, packet, join(root, 'Q'), reason);
        expect(moved, path).toMatchObject({ ok: false, error: { code: 'packet.unsafeName' } });
      }
    }
    expect(await snapshotOf(root)).toEqual(before);
  });

  it('does not follow a link that lies in a packet it removes', async () => {
    const root = await packetFolder();
    await putPacket(join(root, 'outside'), plainFiles);
    await putPacket(join(root, 'In', 'x'), plainFiles);
    await symlink(join(root, 'outside'), join(root, 'In', 'x', 'link'));
    const before = await snapshotOf(join(root, 'outside'));
    expect((await removePacket(nodePacketFiles, join(root, 'In'), packetAt(join(root, 'In', 'x')))).ok).toBe(
      true,
    );
    expect(await snapshotOf(join(root, 'outside'))).toEqual(before);
    expect(await snapshotOf(join(root, 'In'))).toEqual({});
  });

  it('moves a packet to quarantine as it came, with the reason beside it', async () => {
    const root = await packetFolder();
    const incoming = join(root, 'In');
    for (const place of ['x', 'x-2']) {
      await putPacket(join(incoming, 'x'), plainFiles);
      const packet = await snapshotOf(join(incoming, 'x'));
      const moved = await quarantinePacket(
        nodePacketFiles,
        incoming,
        packetAt(join(incoming, 'x')),
        join(root, 'data', 'Q'),
        reason,
      );
      expect(moved).toEqual({ ok: true, value: { folder: join(root, 'data', 'Q', place) } });
      expect(await snapshotOf(join(root, 'data', 'Q', place, 'packet'))).toEqual(packet);
      const text = await readFile(join(root, 'data', 'Q', place, 'reason.txt'), 'utf8');
      expect(text).toBe(`${reason.sentence}\r\n\r\nx\r\npacket.hashMismatch\r\n`);
      expect(await snapshotOf(incoming)).toEqual({});
    }
  });

  it('copies to another volume before it removes', async () => {
    const root = await packetFolder();
    const incoming = join(root, 'In');
    await putPacket(join(incoming, 'x'), plainFiles);
    const packet = await snapshotOf(join(incoming, 'x'));
    const files: PacketFiles = {
      ...nodePacketFiles,
      rename: (from, to) =>
        from.startsWith(incoming) && to.startsWith(join(root, 'Q'))
          ? Promise.reject(Object.assign(new Error(), { code: 'EXDEV', syscall: 'rename' }))
          : nodePacketFiles.rename(from, to),
    };
    const moved = await quarantinePacket(
      files,
      incoming,
      packetAt(join(incoming, 'x')),
      join(root, 'Q'),
      reason,
    );
    expect(moved.ok).toBe(true);
    expect(await snapshotOf(join(root, 'Q', 'x', 'packet'))).toEqual(packet);
    expect(await snapshotOf(incoming)).toEqual({});
  });

  it('leaves no copy in quarantine of what another volume does not let go, however often it is tried', async () => {
    const root = await packetFolder();
    const incoming = join(root, 'In');
    await putPacket(join(incoming, 'x'), plainFiles);
    const before = await snapshotOf(incoming);
    const files: PacketFiles = {
      ...nodePacketFiles,
      rename: (from, to) => {
        if (!from.startsWith(incoming)) return nodePacketFiles.rename(from, to);
        const code = to.startsWith(join(root, 'Q')) ? 'EXDEV' : 'EBUSY';
        return Promise.reject(Object.assign(new Error(), { code, syscall: 'rename' }));
      },
    };
    for (let round = 1; round <= 2; round += 1) {
      const moved = await quarantinePacket(
        files,
        incoming,
        packetAt(join(incoming, 'x')),
        join(root, 'Q'),
        reason,
      );
      expect(moved).toMatchObject({ ok: false, error: { code: 'file.unwritable' } });
      expect(await snapshotOf(join(root, 'Q'))).toEqual({});
      expect(await snapshotOf(incoming)).toEqual(before);
    }
  });

  it('loses nothing when the disk is full on the way to quarantine', async () => {
    for (let step = 1; step <= 6; step += 1) {
      const root = await packetFolder();
      const incoming = join(root, 'In');
      await putPacket(join(incoming, 'x'), plainFiles);
      const before = await snapshotOf(incoming);
      const { files } = failingFiles(step, 'ENOSPC', false);
      const moved = await quarantinePacket(
        files,
        incoming,
        packetAt(join(incoming, 'x')),
        join(root, 'Q'),
        reason,
      );
      expect(moved, `step ${step}`).toMatchObject({ ok: false, error: { code: 'disk.full' } });
      expect(await snapshotOf(incoming), `step ${step}`).toEqual(before);
      expect(
        (
          await quarantinePacket(
            nodePacketFiles,
            incoming,
            packetAt(join(incoming, 'x')),
            join(root, 'Q'),
            reason,
          )
        ).ok,
      ).toBe(true);
      expect(Object.keys(await snapshotOf(join(root, 'Q'))), `step ${step}`).toHaveLength(5);
    }
  });
});
