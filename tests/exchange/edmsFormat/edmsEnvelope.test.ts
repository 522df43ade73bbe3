import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readEnvelope, writeEnvelope } from '../../../electron/exchange/edmsFormat/envelope';

const at = '2026-03-02T09:30:01+03:00';
const ansi = (text: string): Buffer => iconv.encode(text, 'windows-1251');
const letter = (lines: readonly string[]): Buffer => ansi(lines.join('\r\n'));
const plain = [
  '[ПИСЬМО КП ПС СЗИ]',
  'ТЕМА=ЭСД МЭДО (17)',
  '[АДРЕСАТЫ]',
  '0=ALMET~RT',
  '[ФАЙЛЫ]',
  '0=message.xml',
  '1=document.edc.zip',
];
const expected = {
  subject: 'ЭСД МЭДО (17)',
  addresses: ['ALMET~RT'],
  files: ['message.xml', 'document.edc.zip'],
};

describe('writing an envelope', () => {
  it('writes the client’s ini file in windows-1251 with CRLF', () => {
    const bytes = writeEnvelope({
      subject: 'ЭСД №1',
      address: 'MINTRUD~RT',
      files: ['message.xml', 'a.zip'],
      at,
    });
    expect(iconv.decode(bytes, 'windows-1251')).toBe(
      [
        '[ПИСЬМО КП ПС СЗИ]',
        'ТЕМА=ЭСД №1',
        'АВТООТПРАВКА=1',
        'ШИФРОВАНИЕ=0',
        'ЭЦП=1',
        'ДОСТАВЛЕНО=1',
        'ДАТА=02.03.2026 09:30:01',
        '[АДРЕСАТЫ]',
        '0=MINTRUD~RT',
        '[ФАЙЛЫ]',
        '0=message.xml',
        '1=a.zip',
        '',
      ].join('\r\n'),
    );
    expect(bytes[1]).toBe(0xcf);
  });

  it('keeps a subject on one line and within 255 bytes', () => {
    const bytes = writeEnvelope({
      subject: `Первая\r\n[ФАЙЛЫ]\n0=чужой.xml ${'я'.repeat(300)}`,
      address: 'A~B',
      files: [],
      at,
    });
    const read = readEnvelope(bytes);
    expect(read).toMatchObject({ ok: true, value: { addresses: ['A~B'], files: [] } });
    const subject = iconv.decode(bytes, 'windows-1251').split('\r\n')[1] ?? '';
    expect(ansi(subject.replace('ТЕМА=', '')).byteLength).toBe(255);
  });

  it.each([
    ['a line break in the mailbox', { address: 'A~B\r\n1=C~D', files: ['a.xml'] }],
    ['a mailbox windows-1251 cannot carry', { address: 'ӘЛМӘТ~RT', files: ['a.xml'] }],
    ['an empty mailbox', { address: ' ', files: ['a.xml'] }],
    ['a path for a name', { address: 'A~B', files: ['../a.xml'] }],
  ])('throws for a bug of the caller: %s', (_what, wrong) => {
    expect(() => writeEnvelope({ subject: 'x', at, ...wrong })).toThrow(/not a/);
  });
});

describe('reading an envelope', () => {
  it.each<[string, Buffer]>([
    ['as the manual has it', letter(plain)],
    ['leading blanks', letter(plain.map((line) => ` \t${line}  `))],
    ['misspelt section', letter(plain.map((line) => line.replace('ПИСЬМО', 'ПСИЬМО')))],
    ['UTF-8 bytes', Buffer.from(plain.join('\r\n'))],
    ['UTF-8 bytes with a BOM', Buffer.from(`\uFEFF${plain.join('\n')}`)],
    ['bare line feeds and empty lines', ansi(plain.join('\n\n'))],
    [
      'lower-case keys and blanks around =',
      letter(
        plain.map((line) =>
          line
            .toLowerCase()
            .replace('=', ' = ')
            .replace('эсд мэдо', 'ЭСД МЭДО')
            .replace('almet~rt', 'ALMET~RT'),
        ),
      ),
    ],
    [
      'an empty address before the real one',
      letter(plain.map((line) => (line === '0=ALMET~RT' ? '0=\r\n1=ALMET~RT' : line))),
    ],
    [
      'gaps and disorder in the numbers',
      letter(
        plain.map((line) =>
          line === '0=message.xml' ? '7=document.edc.zip\r\n3=message.xml' : line.replace(/^1=.*/, ''),
        ),
      ),
    ],
    ['absurdly large numbers', letter(plain.map((line) => line.replace(/^1=/, `${'9'.repeat(400)}=`)))],
    ['leading backslashes', letter(plain.map((line) => line.replace(/=(message|document)/, '=\\$1')))],
    ['a file listed twice', letter([...plain, '2=MESSAGE.XML'])],
    [
      'keys and sections nobody knows',
      letter([
        '; заметка',
        ...plain.slice(0, 2),
        'ПРОЧТЕНО=1',
        '[ТЕКСТ]',
        'ФАЙЛ=letter.rtf',
        ...plain.slice(2),
      ]),
    ],
  ])('%s', (_what, bytes) => {
    const read = readEnvelope(bytes);
    expect(read.ok && { ...read.value, files: read.value.files.map((name) => name.toLowerCase()) }).toEqual(
      expected,
    );
  });

  it('joins a subject of several lines', () => {
    const lines = plain.map((line) => (line.startsWith('ТЕМА') ? 'ТЕМА=ЭСД\r\n МЭДО\r\n\r\n(17)' : line));
    expect(readEnvelope(letter(lines))).toEqual({ ok: true, value: expected });
  });

  it('takes an envelope without any address', () => {
    expect(readEnvelope(letter(['[АДРЕСАТЫ]', '0=', ...plain.slice(4)]))).toMatchObject({
      ok: true,
      value: { addresses: [] },
    });
  });

  it.each([
    '..\\..\\Windows\\win.ini',
    'sub/message.xml',
    'sub\\message.xml',
    '..',
    '.',
    'C:\\temp\\a.xml',
    'C:a.xml',
    '\\\\server\\share\\a.xml',
    '/etc/passwd',
    'con',
    'NUL.xml',
    'com1.zip',
    'lpt¹.txt',
    'a\u0007.xml',
    'a\u202Elmx.exe',
    'message.xml.',
    '.hidden',
    'a|b',
    'a*.xml',
    'x'.repeat(256),
  ])('refuses the file name %j', (name) => {
    const bytes = Buffer.from([...plain, `2=${name}`].join('\r\n'));
    expect(readEnvelope(bytes)).toMatchObject({ ok: false, error: { code: 'packet.unsafeName' } });
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing at all', Buffer.alloc(0), 'packet.noEnvelope'],
    ['some other file', Buffer.from('%PDF-1.4'), 'packet.noEnvelope'],
    ['another ini file', Buffer.from('[.ShellClassInfo]\r\nIconFile=x'), 'packet.noEnvelope'],
    [
      'damaged UTF-8',
      Buffer.concat([Buffer.from(plain.join('\r\n')), Buffer.from([0xd0])]),
      'packet.noEnvelope',
    ],
    ['more than a megabyte', Buffer.alloc(1024 * 1024 + 1, 0x20), 'packet.tooLarge'],
    [
      'thousands of files',
      letter([...plain, ...Array.from({ length: 1001 }, (_, i) => `${i}=f${i}.xml`)]),
      'packet.tooLarge',
    ],
  ])('refuses %s', (_what, bytes, code) => {
    expect(readEnvelope(bytes)).toMatchObject({ ok: false, error: { code } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof readEnvelope(Buffer.concat([letter(plain), bytes])).ok).toBe('boolean');
      }),
    );
  });
});

/** Anything the client's code page can carry on one line. */
const ansiLetters = fc.constantFrom(...Array.from('АБВяёЁ№«»—abcXYZ09 -_.,;=[]{}()%\'"&<>~!#№'));
const subjects = fc
  .string({ unit: ansiLetters, maxLength: 255 })
  .map((text) => text.replace(/ +/g, ' ').trim());
const names = fc
  .string({ unit: fc.constantFrom(...Array.from('абвyzXЁ0-_№ ')), minLength: 1, maxLength: 40 })
  .map((text) => `f${text}.xml`);

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(
      subjects,
      fc.stringMatching(/^[A-Z0-9_-]{1,20}~[A-Z]{1,10}$/),
      fc.uniqueArray(names, { selector: (name) => name.toLowerCase(), maxLength: 20 }),
      (subject, address, files) => {
        const read = readEnvelope(writeEnvelope({ subject, address, files, at }));
        expect(read).toEqual({ ok: true, value: { subject, addresses: [address], files } });
      },
    ),
  );
});
