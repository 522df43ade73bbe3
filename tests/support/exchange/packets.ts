import { packageVersion } from '../../../domain/exchange/packageManifest';
import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';
import { tatarstan } from '../../../electron/exchange/edmsFormat/dictionaryEntry';
import { writeEnvelope } from '../../../electron/exchange/edmsFormat/envelope';
import type { OutgoingPackage } from '../../../electron/exchange/letter/packageWriter';
import type { PacketFolder } from '../../../electron/exchange/packet/takePacket';

/** A folder of the system's temporary one, gone when the test is over. */
export async function packetFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-packets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const ministry = {
  uid: '11111111-2222-4333-8444-5555aaaabbbb',
  name: 'Министерство «Мәдәният» & <сынау>',
  mailbox: 'MINTRUD~RT',
};
export const district = {
  uid: '99999999-2222-4333-8444-5555ccccdddd',
  name: 'Отдел в Әлмәт районе',
  mailbox: 'ALMET~RT',
};

export function samplePackage(changes: Partial<OutgoingPackage['message']> = {}): OutgoingPackage {
  return {
    manifest: {
      format: 'yardam-changes',
      version: packageVersion,
      from: 'almet',
      to: 'mintrud',
      number: 1,
      head: 'a'.repeat(64),
      changes: [
        {
          stamp: '0001-almet',
          registry: 'provider',
          recordId: 'p-1',
          field: 'phone',
          before: '+7 843 000-00-01',
          after: '+7 843 000-00-02',
          replaces: null,
          office: 'almet',
          operator: 'Сынаева Гөлшат Һади кызы',
          at: '2026-03-02T09:30:00+03:00',
        },
      ],
    },
    coverPdf: Buffer.from('%PDF-1.4 invented cover letter'),
    pages: 1,
    message: {
      uid: randomUUID(),
      documentUid: randomUUID(),
      from: district,
      to: ministry,
      createdAt: '2026-03-02T09:30:01+03:00',
      registration: { number: 'ALM-17', date: '2026-03-02' },
      annotation: 'Изменения реестра поставщиков: 1',
      signer: { post: 'Начальник отдела', name: 'Выдуманов Фәрит Җәмилевич' },
      place: tatarstan,
      ...changes,
    },
  };
}

/** A small packet whose content does not matter. */
export const plainFiles = { 'message.xml': '<message/>', 'document.edc.zip': Buffer.alloc(5000, 7) };
export const plainEnvelope = writeEnvelope({
  subject: 'ЭСД МЭДО',
  address: 'A~B',
  files: Object.keys(plainFiles),
  at: '2026-03-02T09:30:01+03:00',
});

/** What the listing of a folder gives for a path. */
export const packetAt = (path: string): PacketFolder => ({ name: basename(path), path, modifiedMs: 0 });

/** A zip as somebody else would make it: no rule of ours applied. */
export async function zipOf(
  files: readonly (readonly [name: string, content: Uint8Array | string])[],
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile();
  const bytes = buffer(zip.outputStream);
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  return bytes;
}

/** Every occurrence of some bytes replaced by as many others (one letter is one byte). */
export function patched(bytes: Buffer, from: string, to: string): Buffer {
  const result = Buffer.from(bytes);
  let at = result.indexOf(from, 0, 'latin1');
  if (at < 0) throw new Error('nothing to patch');
  for (; at >= 0; at = result.indexOf(from, at + 1, 'latin1')) result.write(to, at, 'latin1');
  return result;
}

/** A packet folder with these files in it, written the careless way. */
export async function putPacket(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** Everything below a folder: path -> digest of the content, `dir` or the target of a link. */
export async function snapshotOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const place of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, place);
    const name = place.replaceAll(sep, '/');
    const kind = await lstat(path);
    if (kind.isSymbolicLink()) found[name] = `-> ${await readlink(path)}`;
    else if (kind.isDirectory()) found[name] = 'dir';
    else
      found[name] = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
  }
  return found;
}
