import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { outcomeOf, withInsides, withMessage } from '../../support/exchange/hostile';
import { patched } from '../../support/exchange/packets';

const afterFirstLine =
  (text: string) =>
  (xml: string): string =>
    xml.replace('\n', `\n${text}\n`);
const laughs = `<!DOCTYPE a [<!ENTITY a "ха">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${`&a${i ? i - 1 : ''};`.repeat(10)}">`).join('')}]>`;

describe('XML', () => {
  it.each<[string, string, (xml: string) => string | Uint8Array]>([
    [
      'billion laughs',
      'packet.unsafeXml',
      (xml) => afterFirstLine(laughs)(xml).replace('document.edc.zip', '&a19;'),
    ],
    [
      'an external entity',
      'packet.unsafeXml',
      (xml) =>
        afterFirstLine('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')(xml).replace(
          'document.edc.zip',
          '&e;',
        ),
    ],
    [
      'an external DTD',
      'packet.unsafeXml',
      afterFirstLine('<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">'),
    ],
    [
      'a parameter entity',
      'packet.unsafeXml',
      afterFirstLine('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.invalid/p">%p;]>'),
    ],
    ['a DTD cut off', 'packet.unsafeXml', () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "'],
    ['an entity of no DTD', 'packet.unsafeXml', (xml) => xml.replace('document.edc.zip', '&nbsp;')],
    [
      'an entity named like a property of objects',
      'packet.unsafeXml',
      (xml) => xml.replace('document.edc.zip', '&constructor;'),
    ],
    [
      'a style sheet',
      'packet.unsafeXml',
      afterFirstLine('<?xml-stylesheet href="http://example.invalid/x.xsl"?>'),
    ],
    [
      'an inclusion',
      'packet.unsafeXml',
      (xml) =>
        xml.replace(
          'document.edc.zip',
          '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
        ),
    ],
    ['an element left open', 'packet.malformedXml', (xml) => xml.slice(0, -5)],
    [
      'an attribute twice',
      'packet.malformedXml',
      (xml) => xml.replace('xdms:version', 'xdms:version="2.7.1" xdms:version'),
    ],
    ['a prefix of no namespace', 'packet.malformedXml', (xml) => xml.replaceAll('xdms:body', 'other:body')],
    [
      'a reference to a forbidden character',
      'packet.malformedXml',
      (xml) => xml.replace('document.edc.zip', '&#0;'),
    ],
    ['text after the root', 'packet.malformedXml', (xml) => `${xml}tail`],
    ['an empty file', 'packet.malformedXml', () => ''],
    [
      'random bytes',
      'packet.malformedXml',
      () => Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 97 + 31) % 256)),
    ],
    [
      'one broken byte in UTF-8',
      'packet.malformedXml',
      (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xd0])]),
    ],
    [
      'a broken letter in UTF-8',
      'packet.malformedXml',
      (xml) => patched(Buffer.from(xml), '\xd0\xa2', '\xd0 '),
    ],
    ['UTF-16', 'packet.malformedXml', (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le')],
    ['KOI8-R', 'packet.malformedXml', (xml) => iconv.encode(xml.replace('UTF-8', 'koi8-r'), 'koi8-r')],
    [
      '10 000 levels',
      'packet.tooLarge',
      (xml) => xml.replace('document.edc.zip', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)),
    ],
    ['100 000 elements', 'packet.tooLarge', (xml) => xml.replace('document.edc.zip', '<a/>'.repeat(100_000))],
    [
      '100 000 attributes',
      'packet.tooLarge',
      (xml) =>
        xml.replace(
          '<xdms:body',
          `<xdms:body ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}`,
        ),
    ],
    ['9 megabytes', 'packet.tooLarge', (xml) => xml.replace('document.edc.zip', 'x'.repeat(9 * 1024 * 1024))],
    ['an unknown version', 'packet.unknownVersion', (xml) => xml.replace('"2.7.1"', '"3.0"')],
    ['an unknown kind', 'packet.unknownKind', (xml) => xml.replace('Транспортный контейнер', 'Посылка')],
    ['another root', 'packet.noMessage', () => '<html/>'],
    ['no uid', 'packet.badMessage', (xml) => xml.replace(/header(.*?) xdms:uid="[^"]*"/, 'header$1')],
    [
      'a body with a path',
      'packet.unsafeName',
      (xml) => xml.replace('document.edc.zip', '../outside/kept.txt'),
    ],
    [
      'a body that is not in the packet',
      'packet.badContainer',
      (xml) => xml.replace('document.edc.zip', 'other.zip'),
    ],
  ])('%s in message.xml -> %s', async (_what, code, change) => {
    expect(await outcomeOf(await withMessage(change))).toBe(code);
  });

  it.each<[string, string, (xml: string) => string]>([
    ['billion laughs', 'packet.unsafeXml', (xml) => afterFirstLine(laughs)(xml).replace('ALM-17', '&a19;')],
    [
      'an external entity',
      'packet.unsafeXml',
      (xml) =>
        afterFirstLine('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')(xml).replace(
          'ALM-17',
          '&e;',
        ),
    ],
    ['malformed XML', 'packet.malformedXml', (xml) => xml.slice(0, 300)],
    [
      'too many levels',
      'packet.tooLarge',
      (xml) => xml.replace('ALM-17', '<a>'.repeat(99) + '</a>'.repeat(99)),
    ],
    ['an unknown version', 'packet.unknownVersion', (xml) => xml.replace('version="2.7.1"', 'version="4.0"')],
    [
      'another namespace',
      'packet.unknownVersion',
      (xml) => xml.replace('urn:IEDMS:CONTAINER', 'urn:D002:P001:v0.0.1'),
    ],
    [
      'a name with a path',
      'packet.unsafeName',
      (xml) => xml.replace('"document.pdf"', '"..\\..\\document.pdf"'),
    ],
    ['a reserved name', 'packet.unsafeName', (xml) => xml.replace('"changes.json"', '"CON.json"')],
    [
      'a file that is not there',
      'packet.badContainer',
      (xml) => xml.replace('"document.pdf"', '"other.pdf"'),
    ],
    [
      'an attachment that is not there',
      'packet.badContainer',
      (xml) => xml.replace('"changes.json"', '"other.json"'),
    ],
    ['no pages', 'packet.badContainer', (xml) => xml.replace('<c:pagesQuantity>1', '<c:pagesQuantity>')],
    [
      'a huge number of pages',
      'packet.badContainer',
      (xml) => xml.replace('<c:pagesQuantity>1', `<c:pagesQuantity>${'9'.repeat(400)}`),
    ],
    ['no author', 'packet.badContainer', (xml) => xml.replaceAll('c:author', 'c:someone')],
    [
      'a wrong digest of the manifest',
      'packet.hashMismatch',
      (xml) =>
        xml.replace(
          /sha256:[0-9a-f]{64}(?=<\/c:description>\s*<\/c:attachment>)/,
          `sha256:${'0'.repeat(64)}`,
        ),
    ],
    [
      'a wrong digest of the letter',
      'packet.hashMismatch',
      (xml) => xml.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`),
    ],
    ['no digest of the manifest', 'packet.hashMismatch', (xml) => xml.replace(/ sha256:[0-9a-f]{64}/, '')],
    ['no attachment', 'packet.badPayload', (xml) => xml.replace(/<c:attachments>[^]*<\/c:attachments>/, '')],
  ])('%s in passport.xml -> %s', async (_what, code, change) => {
    const files = await withInsides((inside) => ({
      ...inside,
      'passport.xml': change(inside['passport.xml'] ?? ''),
    }));
    expect(await outcomeOf(files)).toBe(code);
  });
});
