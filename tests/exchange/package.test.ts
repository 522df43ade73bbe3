import { afterEach, describe, expect, it } from 'vitest';
import { packageVersion } from '../../domain/exchange/packageManifest';
import { readContainer } from '../../electron/exchange/edmsFormat/container';
import { readEnvelope } from '../../electron/exchange/edmsFormat/envelope';
import { findMessage } from '../../electron/exchange/packet/findMessage';
import { readPackage } from '../../electron/exchange/letter/packageReader';
import { writePackage } from '../../electron/exchange/letter/packageWriter';
import { writeReceipt } from '../../electron/exchange/letter/receiptWriter';
import { sha256Of } from '../../electron/exchange/packet/sha256Of';
import { district, ministry, samplePackage } from '../support/exchange/packets';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const asMap = (files: readonly { name: string; bytes: Uint8Array }[]): Map<string, Buffer> =>
  new Map(files.map((file) => [file.name, Buffer.from(file.bytes)]));

describe('a package', () => {
  it('is read as it was written', async () => {
    const content = samplePackage();
    const packet = await writePackage(content);
    const read = await readPackage(asMap(packet.files));
    expect(content.manifest.version).toBe(packageVersion);
    expect(read).toMatchObject({
      ok: true,
      value: {
        message: {
          kind: 'container',
          uid: content.message.uid,
          createdAt: content.message.createdAt,
          source: { uid: district.uid, name: district.name },
          destinations: [{ uid: ministry.uid, name: ministry.name }],
        },
        passport: {
          documentUid: content.message.documentUid,
          annotation: content.message.annotation,
          author: { registration: content.message.registration, signer: content.message.signer },
        },
        manifest: content.manifest,
      },
    });
    expect(read.ok && read.value.cover).toEqual(content.coverPdf);
    expect(read.ok && sha256Of(read.value.attachments.get('changes.json') ?? '')).toBe(packet.sha256);
  });

  it('has the files and the envelope of the format', async () => {
    const content = samplePackage();
    const packet = await writePackage(content);
    expect(packet.packetName).toBe(content.message.uid);
    expect(packet.files.map((file) => file.name)).toEqual(['message.xml', 'document.edc.zip']);
    expect(readEnvelope(packet.envelope)).toEqual({
      ok: true,
      value: {
        subject: `ЭСД МЭДО (ALM-17 от 02.03.2026 {${content.message.documentUid.toUpperCase()}})`,
        addresses: ['MINTRUD~RT'],
        files: ['message.xml', 'document.edc.zip'],
      },
    });
    const inside = await readContainer(Buffer.from(packet.files[1]?.bytes ?? ''));
    expect(inside.ok && [...inside.value.keys()]).toEqual(['passport.xml', 'document.pdf', 'changes.json']);
  });

  it('is the same, byte for byte, when it is written again, in any time zone', async () => {
    const content = samplePackage();
    const written: string[] = [];
    for (const place of ['UTC', 'Europe/Moscow', 'Asia/Tokyo']) {
      process.env['TZ'] = place;
      const packet = await writePackage(content);
      written.push(packet.files.map((file) => sha256Of(file.bytes)).join() + sha256Of(packet.envelope));
    }
    expect(new Date(0).getHours()).toBe(9);
    expect(new Set(written).size).toBe(1);
  });
});

describe('a receipt', () => {
  it('names what came by its digests and is told from a package', async () => {
    const packet = await writePackage(samplePackage());
    const receipted = asMap(packet.files);
    const receipt = writeReceipt({
      uid: 'CCCCCCCC-1111-4222-8333-444444444444',
      createdAt: '2026-03-02T10:00:00+03:00',
      from: ministry,
      to: district,
      mailbox: district.mailbox,
      of: packet.packetName,
      accepted: true,
      receipted,
    });
    const files = asMap(receipt.files);
    const found = findMessage(files);
    expect(found).toMatchObject({
      ok: true,
      value: {
        name: 'message.xml',
        message: {
          kind: 'acknowledgment',
          of: packet.packetName,
          accepted: true,
          comment: null,
          source: { uid: ministry.uid },
          hashes: [...receipted].map(([name, bytes]) => ({ name, code: sha256Of(bytes) })),
        },
      },
    });
    expect(readEnvelope(receipt.envelope)).toMatchObject({
      ok: true,
      value: { addresses: ['ALMET~RT'], files: ['message.xml'] },
    });
    expect(receipt.packetName).toBe('cccccccc-1111-4222-8333-444444444444');
    expect(await readPackage(files)).toMatchObject({ ok: false, error: { code: 'packet.unknownKind' } });
  });
});
