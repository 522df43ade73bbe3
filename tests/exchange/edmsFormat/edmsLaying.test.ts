import { listPackets } from '../../../electron/exchange/packet/takePacket';
import { layPacket } from '../../../electron/exchange/packet/layPacket';
import { readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  nodePacketFiles,
  systemCodeOf,
  type PacketFiles,
} from '../../../electron/exchange/packet/packetFiles';
import { failingFiles } from '../../support/backup/failingFiles';
import {
  packetFolder,
  plainEnvelope as envelope,
  plainFiles,
  putPacket,
  snapshotOf,
} from '../../support/exchange/packets';

const name = 'aaaaaaaa-1111-4222-8333-444444444444';
const payload = Object.entries(plainFiles).map(([file, content]) => ({
  name: file,
  bytes: Buffer.from(content),
}));

const lookAsWindows: PacketFiles['look'] = (path) =>
  nodePacketFiles.look(path).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOTDIR') return null;
    throw error;
  });

describe('laying a packet', () => {
  it('puts the payload first and the envelope last, by rename', async () => {
    const outgoing = await packetFolder();
    const { files, changes } = failingFiles(Infinity, '', false);
    const laid = await layPacket(files, { outgoing, name, files: payload, envelope });
    expect(laid).toEqual({ ok: true, value: { folder: join(outgoing, name) } });
    expect(changes.filter((what) => what !== 'remove')).toEqual([
      'makeFolder',
      'write message.xml',
      'write document.edc.zip',
      'syncFolder',
      `rename ${name}`,
      'syncFolder',
      'write .envelope.ini.part',
      'rename envelope.ini',
      'syncFolder',
    ]);
    expect(Object.keys(await snapshotOf(outgoing))).toEqual([
      name,
      `${name}/document.edc.zip`,
      `${name}/envelope.ini`,
      `${name}/message.xml`,
    ]);
    expect(await readFile(join(outgoing, name, 'envelope.ini'))).toEqual(envelope);
  });

  it('changes nothing when the packet lies there already', async () => {
    const outgoing = await packetFolder();
    const packet = { outgoing, name, files: payload, envelope };
    await layPacket(nodePacketFiles, packet);
    const before = await snapshotOf(outgoing);
    const { files, changes } = failingFiles(Infinity, '', false);
    expect((await layPacket(files, packet)).ok).toBe(true);
    expect(changes).toEqual([]);
    expect(await snapshotOf(outgoing)).toEqual(before);
  });

  it('does not lay it anew while the client is taking it', async () => {
    const outgoing = await packetFolder();
    await layPacket(nodePacketFiles, { outgoing, name, files: payload, envelope });
    await rename(join(outgoing, name, 'message.xml'), join(outgoing, 'taken.xml'));
    const before = await snapshotOf(outgoing);
    expect((await layPacket(nodePacketFiles, { outgoing, name, files: payload, envelope })).ok).toBe(true);
    expect(await snapshotOf(outgoing)).toEqual(before);
  });

  it('never replaces another packet of the same name', async () => {
    const outgoing = await packetFolder();
    await layPacket(nodePacketFiles, { outgoing, name, files: payload, envelope });
    const before = await snapshotOf(outgoing);
    const other = [{ name: 'message.xml', bytes: Buffer.from('<another/>') }];
    const laid = await layPacket(nodePacketFiles, { outgoing, name, files: other, envelope });
    expect(laid).toMatchObject({ ok: false, error: { code: 'file.unwritable' } });
    expect(await snapshotOf(outgoing)).toEqual(before);
  });

  it.each([
    ['ENOTDIR, as Linux does', nodePacketFiles.look],
    ['nothing, as Windows does', lookAsWindows],
  ])(
    'leaves a file in its place alone, where the system says of what lies in a file: %s',
    async (_what, look) => {
      const outgoing = await packetFolder();
      await writeFile(join(outgoing, name), 'in the way');
      const before = await snapshotOf(outgoing);
      const laid = await layPacket(
        { ...nodePacketFiles, look },
        {
          ...{ outgoing, name, files: payload, envelope },
        },
      );
      expect(laid).toMatchObject({ ok: false, error: { code: 'file.unwritable' } });
      expect(await snapshotOf(outgoing)).toEqual(before);
    },
  );

  it('refuses an outgoing folder that is not there and does not make it', async () => {
    const parent = await packetFolder();
    const laid = await layPacket(nodePacketFiles, {
      outgoing: join(parent, 'ToSend'),
      name,
      files: payload,
      envelope,
    });
    expect(laid).toMatchObject({ ok: false, error: { code: 'file.unwritable' } });
    expect(await snapshotOf(parent)).toEqual({});
  });

  it.each([
    ['a name with a path', { name: '../x', files: payload }],
    ['an envelope in the payload', { name, files: [{ name: 'Envelope.INI', bytes: Buffer.alloc(1) }] }],
  ])('throws for a bug of the caller: %s', async (_what, wrong) => {
    await expect(
      layPacket(nodePacketFiles, { outgoing: await packetFolder(), envelope, ...wrong }),
    ).rejects.toThrow();
  });

  it.each([
    ['ENOSPC', 'disk.full'],
    ['EDQUOT', 'disk.full'],
    ['EACCES', 'file.unwritable'],
  ])('takes the half packet away when %s strikes, wherever it strikes', async (code, expected) => {
    for (let step = 1; step <= 11; step += 1) {
      const outgoing = await packetFolder();
      const { files } = failingFiles(step, code, false);
      const laid = await layPacket(files, { outgoing, name, files: payload, envelope });
      expect(laid, `step ${step}`).toMatchObject({ ok: false, error: { code: expected } });
      const left = Object.keys(await snapshotOf(outgoing));
      // The last step makes the envelope's name durable: by then the packet is whole and may have been taken.
      if (step < 11) expect(left, `step ${step}`).toEqual([]);
      expect((await layPacket(nodePacketFiles, { outgoing, name, files: payload, envelope })).ok).toBe(true);
      expect(Object.keys(await snapshotOf(outgoing))).toContain(`${name}/envelope.ini`);
    }
  });

  it('survives the end of the program at any step: no envelope without its payload, and the next try lays it', async () => {
    for (let step = 1; step <= 11; step += 1) {
      const outgoing = await packetFolder();
      const { files } = failingFiles(step, 'EIO', true);
      expect((await layPacket(files, { outgoing, name, files: payload, envelope })).ok).toBe(false);
      const left = await snapshotOf(outgoing);
      expect(`${name}/envelope.ini` in left, `step ${step}`).toBe(step === 11);
      await layPacket(nodePacketFiles, { outgoing, name, files: payload, envelope });
      expect(Object.keys(await snapshotOf(outgoing))).toHaveLength(4);
    }
  });
});

describe('listing the incoming folder', () => {
  it('gives packets oldest first, by the newest thing in them', async () => {
    const incoming = await packetFolder();
    for (const [packet, seconds] of [
      ['b', 100],
      ['a', 100],
      ['old', 50],
      ['growing', 10],
    ] as const) {
      await putPacket(join(incoming, packet), { 'message.xml': 'x' });
      await utimes(join(incoming, packet, 'message.xml'), seconds, seconds);
      await utimes(join(incoming, packet), seconds, seconds);
    }
    await utimes(join(incoming, 'growing', 'message.xml'), 200, 200);
    await putPacket(join(incoming, '.draft.part'), {});
    await writeFile(join(incoming, 'AutoSend.LOG'), '');
    const listed = await listPackets(nodePacketFiles, incoming);
    expect(listed.ok && listed.value.map((one) => [one.name, one.modifiedMs])).toEqual([
      ['old', 50_000],
      ['a', 100_000],
      ['b', 100_000],
      ['growing', 200_000],
    ]);
  });

  it('says that the folder is missing instead of giving an empty list', async () => {
    expect(await listPackets(nodePacketFiles, join(await packetFolder(), 'In'))).toMatchObject({
      ok: false,
      error: { code: 'exchange.folderMissing' },
    });
  });
});
