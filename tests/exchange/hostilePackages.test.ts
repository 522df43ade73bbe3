import { deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { packageVersion } from '../../domain/exchange/packageManifest';
import { containerLimits } from '../../electron/exchange/edmsFormat/container';
import { writeEnvelope } from '../../electron/exchange/edmsFormat/envelope';
import {
  insides,
  outcomeOf,
  sound,
  withContainer,
  withInsides,
  withManifest,
  withMessage,
  type Files,
} from '../support/exchange/hostile';
import { patched, samplePackage, zipOf } from '../support/exchange/packets';

it('takes the sound package that all the others are made of', async () => {
  expect(await outcomeOf(await sound())).toBe('ok');
  expect(await outcomeOf(await withInsides((files) => files))).toBe('ok');
  expect(await outcomeOf(await withManifest((await insides())['changes.json']))).toBe('ok');
});

describe('the archive', () => {
  const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024);

  it('refuses a zip bomb', async () => {
    const { 'passport.xml': passport } = await insides();
    const bomb = await zipOf([
      ['passport.xml', passport],
      ['bomb.bin', megabytes(64)],
    ]);
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await outcomeOf(await withContainer(bomb))).toBe('packet.tooLarge');
  });

  it.each([
    ['a bomb', 8 * 1024 * 1024, 'packet.tooLarge'],
    ['a little', 5000, 'packet.badContainer'],
  ])('does not believe the sizes an archive declares: %s', async (_what, size, code) => {
    const declared = Buffer.alloc(4);
    declared.writeUInt32LE(size);
    const zip = await zipOf([['passport.xml', Buffer.alloc(size)]]);
    const lying = patched(zip, declared.toString('latin1'), '\n\0\0\0');
    expect(await outcomeOf(await withContainer(lying))).toBe(code);
  });

  it('counts all files together', async () => {
    const noise = deflateRawSync(Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * i * 31) % 251)));
    const container = await zipOf(Array.from({ length: 5 }, (_, i) => [`f${i}.bin`, noise] as const));
    const limits = { ...containerLimits, totalBytes: noise.byteLength * 4 };
    expect(await outcomeOf(await withContainer(container), limits)).toBe('packet.tooLarge');
  });

  it('counts the files', async () => {
    const many = await zipOf(Array.from({ length: 101 }, (_, i) => [`f${i}.txt`, ''] as const));
    expect(await outcomeOf(await withContainer(many))).toBe('packet.tooLarge');
  });

  it.each([
    ['../evil.txt'],
    ['/abs/evil.txt'],
    ['..\\evil.txt'],
    ['C:\\evil.txt'],
    ['sub/evil.txt'],
    ['a.zip/evil.txt'],
    ['NUL.xxx.txt'],
    ['evil.txt\0.pdf'],
  ])('refuses the name %j', async (name) => {
    const stand = 'Q'.repeat(name.length);
    const zip = await zipOf([...Object.entries(await insides()), [stand, 'evil']]);
    expect(await outcomeOf(await withContainer(patched(zip, stand, name)))).toBe('packet.unsafeName');
  });

  it('refuses a folder', async () => {
    const zip = await zipOf([...Object.entries(await insides()), ['QQQ', '']]);
    expect(await outcomeOf(await withContainer(patched(zip, 'QQQ', 'in/')))).toBe('packet.unsafeName');
  });

  it.each(['changes.json', 'CHANGES.JSON'])('refuses %s a second time', async (again) => {
    const zip = await zipOf([...Object.entries(await insides()), ['changes.jsoQ', '{}']]);
    expect(await outcomeOf(await withContainer(patched(zip, 'changes.jsoQ', again)))).toBe(
      'packet.badContainer',
    );
  });

  it('keeps an archive inside the archive closed', async () => {
    const inner = await zipOf([['bomb.bin', megabytes(4)]]);
    const zip = await zipOf([...Object.entries(await insides()), ['inner.zip', inner]]);
    expect(await outcomeOf(await withContainer(zip))).toBe('ok');
  });

  it.each<[string, (zip: Buffer) => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['not a zip', () => Buffer.from('%PDF-1.4 but called a zip')],
    ['cut off', (zip) => zip.subarray(0, zip.byteLength - 30)],
    ['without its beginning', (zip) => zip.subarray(40)],
    [
      'one flipped bit',
      (zip) => {
        const copy = Buffer.from(zip);
        copy[60] = (copy[60] ?? 0) ^ 1;
        return copy;
      },
    ],
    ['encrypted', (zip) => patchFlags(zip, 0x0801)],
    ['strongly encrypted', (zip) => patchFlags(zip, 0x0841)],
  ])('refuses an archive: %s', async (_what, change) => {
    expect(await outcomeOf(await withContainer(change((await sound())['document.edc.zip'])))).toBe(
      'packet.badContainer',
    );
  });

  it('refuses a file that is not what its checksum says', async () => {
    const zip = await zipOf([...Object.entries(await insides()), ['note.txt', 'kept as it is']], false);
    expect(await outcomeOf(await withContainer(zip))).toBe('ok');
    const damaged = patched(zip, 'kept as it is', 'kept as it wz');
    expect(await outcomeOf(await withContainer(damaged))).toBe('packet.badContainer');
  });

  it('refuses an empty archive and one without a passport', async () => {
    expect(await outcomeOf(await withContainer(await zipOf([])))).toBe('packet.badContainer');
    expect(await outcomeOf(await withContainer(await zipOf([['changes.json', '{}']])))).toBe(
      'packet.badContainer',
    );
  });
});

/** Sets the general purpose flags of every entry of the central directory. */
function patchFlags(zip: Buffer, flags: number): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf('PK\u0001\u0002'); at >= 0; at = copy.indexOf('PK\u0001\u0002', at + 1))
    copy.writeUInt16LE(flags, at + 8);
  return copy;
}

describe('the manifest', () => {
  const manifest = samplePackage().manifest;

  it.each<[string, string, string]>([
    ['not JSON', 'packet.badPayload', '{'],
    ['empty', 'packet.badPayload', ''],
    ['another format', 'packet.badPayload', JSON.stringify({ ...manifest, format: 'other' })],
    [
      'a newer version',
      'packet.unknownVersion',
      JSON.stringify({ ...manifest, version: packageVersion + 1, changes: 'in a new way' }),
    ],
    ['version 0', 'packet.badPayload', JSON.stringify({ ...manifest, version: 0 })],
    [
      'a huge number',
      'packet.badPayload',
      JSON.stringify(manifest).replace('"number":1', `"number":${'9'.repeat(400)}`),
    ],
    [
      'a change without a stamp',
      'packet.badPayload',
      JSON.stringify({ ...manifest, changes: [{ ...manifest.changes[0], stamp: undefined }] }),
    ],
    [
      'a value that is an object',
      'packet.badPayload',
      JSON.stringify({ ...manifest, changes: [{ ...manifest.changes[0], after: { a: 1 } }] }),
    ],
    ['deeply nested', 'packet.badPayload', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('%s -> %s', async (_what, code, text) => {
    expect(await outcomeOf(await withManifest(text))).toBe(code);
  });

  it('with a key that would change objects changes none', async () => {
    const text = JSON.stringify(manifest).replace('{', '{"__proto__":{"polluted":true},');
    expect(await outcomeOf(await withManifest(text))).toBe('ok');
    expect('polluted' in {}).toBe(false);
  });

  it('changed on the way', async () => {
    const files = await withInsides((inside) => ({
      ...inside,
      'changes.json': (inside['changes.json'] ?? '').replace('000-00-02', '666-66-66'),
    }));
    expect(await outcomeOf(files)).toBe('packet.hashMismatch');
  });
});

describe('the packet', () => {
  it.each<[string, string, (files: Files) => Files]>([
    [
      'an envelope that names a path',
      'packet.unsafeName',
      (files) => ({ ...files, 'envelope.ltr': '[ФАЙЛЫ]\r\n0=..\\..\\outside\\kept.txt' }),
    ],
    ['an envelope that is none', 'packet.noEnvelope', (files) => ({ ...files, 'envelope.ltr': 'PK' })],
    [
      'no message',
      'packet.noMessage',
      (files) => ({
        'document.edc.zip': files['document.edc.zip'] ?? '',
        'envelope.ltr': '[ФАЙЛЫ]\r\n0=document.edc.zip',
      }),
    ],
    [
      'a file missing',
      'packet.incomplete',
      (files) => ({ 'message.xml': files['message.xml'] ?? '', 'envelope.ltr': files['envelope.ltr'] ?? '' }),
    ],
  ])('%s -> %s', async (_what, code, change) => {
    expect(await outcomeOf(change(await sound()))).toBe(code);
  });

  it('finds the message whatever it is called, and beside another XML file', async () => {
    const { 'message.xml': message, ...files } = await sound();
    const envelope = writeEnvelope({
      subject: '',
      address: 'A~B',
      files: ['a.xml', 'b.XML', 'document.edc.zip'],
      at: '2026-03-02T09:30:01+03:00',
    });
    expect(
      await outcomeOf({ ...files, 'a.xml': '<settings/>', 'b.XML': message, 'envelope.ltr': envelope }),
    ).toBe('ok');
  });

  it('knows uids in either case', async () => {
    const files = await withMessage((xml) =>
      xml.replace(/uid="[^"]*"/g, (uid) => `uid="${uid.slice(5, -1).toUpperCase()}"`),
    );
    expect(await outcomeOf(files)).toBe('ok');
  });

  it('declared windows-1251 but UTF-8, and the other way round', async () => {
    expect(await outcomeOf(await withMessage((xml) => xml.replace('UTF-8', 'windows-1251')))).toBe('ok');
    expect(
      await outcomeOf(
        await withMessage((xml) => iconv.encode(xml.replace(/[ӘәӨөҮүҖҗҢңҺһ]/g, 'а'), 'windows-1251')),
      ),
    ).toBe('ok');
  });
});
