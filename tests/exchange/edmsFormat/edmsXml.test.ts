import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  buildAcknowledgment,
  buildContainerMessage,
} from '../../../electron/exchange/edmsFormat/buildMessage';
import { tatarstan } from '../../../electron/exchange/edmsFormat/dictionaryEntry';
import { buildPassport, type Passport } from '../../../electron/exchange/edmsFormat/passport';
import { readMessage } from '../../../electron/exchange/edmsFormat/readMessage';
import { readPassport } from '../../../electron/exchange/edmsFormat/readPassport';
import { district, ministry } from '../../support/exchange/packets';

const uid = 'aaaaaaaa-1111-4222-8333-444444444444';
const of = 'bbbbbbbb-1111-4222-8333-444444444444';
const createdAt = '2026-03-02T09:30:01+03:00';
const head = { uid, createdAt, from: district, to: ministry };
const parties = {
  source: { uid: district.uid, name: district.name },
  destinations: [{ uid: ministry.uid, name: ministry.name }],
};
const passport: Passport = {
  documentUid: of,
  annotation: 'Изменения реестра: 2',
  author: {
    organization: district.name,
    registration: { number: 'ALM-17', date: '2026-03-02' },
    signer: { post: 'Начальник', name: 'Выдуманов Фәрит Җәмилевич' },
  },
  addressees: [ministry.name, 'Второй адресат'],
  document: { name: 'document.pdf', description: null, sha256: 'c'.repeat(64), pages: 3 },
  attachments: [{ name: 'changes.json', description: 'Сведения', sha256: 'd'.repeat(64) }],
};

/** A second, independent parser says that it is XML, and what a path of it holds. */
function libxml(xml: string): (path: string) => string | undefined {
  const document = XmlDocument.fromBuffer(Buffer.from(xml));
  const spaces = { m: 'urn:IEDMS:MESSAGE', c: 'urn:IEDMS:CONTAINER' };
  return (path) => document.get(path, spaces)?.content;
}

/** What the order forbids: `<x></x>`, `<x/>` without an attribute, `x=""`. */
const emptiness = /<[^/?>]*[^/]><\/|<[\w:]+\/>|=""/;
describe('writing', () => {
  it('builds a container message of 2.7.1', () => {
    const xml = buildContainerMessage({ ...head, uid: uid.toUpperCase(), body: 'document.edc.zip' });
    const at = libxml(xml);
    expect(xml.split('\n')[0]).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    expect(at('/m:communication/@m:version')).toBe('2.7.1');
    expect(at('/m:communication/m:header/@m:type')).toBe('Транспортный контейнер');
    expect(at('/m:communication/m:header/@m:uid')).toBe(uid);
    expect(at('/m:communication/m:header/@m:created')).toBe(createdAt);
    expect(at('/m:communication/m:header/m:source/@m:uid')).toBe(district.uid);
    expect(at('/m:communication/m:container/m:body')).toBe('document.edc.zip');
    expect(at('/m:communication/m:deliveryIndex/m:destination/m:destination/@m:uid')).toBe(ministry.uid);
    expect(at('/m:communication/m:deliveryIndex/m:destination/m:destination/m:organization')).toBe(
      ministry.name,
    );
    expect(xml).not.toMatch(emptiness);
    expect(readMessage(Buffer.from(xml))).toEqual({
      ok: true,
      value: {
        kind: 'container',
        uid,
        version: '2.7.1',
        createdAt,
        ...parties,
        body: 'document.edc.zip',
        signature: null,
      },
    });
  });

  it('builds a receipt with the digests of what came', () => {
    const hashes = [{ name: 'message.xml', code: 'ab'.repeat(32) }];
    const xml = buildAcknowledgment({
      ...head,
      of,
      accepted: false,
      comment: 'Нет <файла> & «хэша»',
      errorCode: 'packet.hashMismatch',
      hashes,
    });
    const at = libxml(xml);
    expect(at('/m:communication/m:header/@m:type')).toBe('Квитанция');
    expect(at('/m:communication/m:acknowledgment/@m:uid')).toBe(of);
    expect(at('/m:communication/m:acknowledgment/m:time')).toBe(createdAt);
    expect(at('//m:hashCodes/@m:algorithm')).toBe('SHA-256');
    expect(at('//m:item/m:code')).toBe('AB'.repeat(32));
    expect(readMessage(Buffer.from(xml))).toEqual({
      ok: true,
      value: {
        kind: 'acknowledgment',
        uid,
        version: '2.7.1',
        createdAt,
        ...parties,
        of,
        at: createdAt,
        accepted: false,
        comment: 'Нет <файла> & «хэша»',
        errorCode: 'packet.hashMismatch',
        hashAlgorithm: 'SHA-256',
        hashes,
      },
    });
  });

  it('leaves out what is not there', () => {
    const xml = buildAcknowledgment({ ...head, of, accepted: true, comment: ' \u0001 ', hashes: [] });
    expect(xml).not.toMatch(/comment|errorCode|hashCodes/);
    expect(xml).not.toMatch(emptiness);
  });

  it('cuts a comment at the length the schema allows', () => {
    const read = readMessage(
      Buffer.from(
        buildAcknowledgment({ ...head, of, accepted: false, comment: 'ы'.repeat(5000), hashes: [] }),
      ),
    );
    expect(read.ok && read.value.kind === 'acknowledgment' && read.value.comment).toBe(
      `${'ы'.repeat(2046)}…`,
    );
  });

  it('builds a passport of 2.7.1', () => {
    const xml = buildPassport(passport, tatarstan);
    const at = libxml(xml);
    expect(at('/c:container/@c:version')).toBe('2.7.1');
    expect(at('//c:documentKind/@c:id')).toBe('DK00000000');
    expect(at('//c:documentPlace/@c:id')).toBe('DP00000016');
    expect(at('//c:classification/@c:id')).toBe('DC00000000');
    expect(at('//c:author/c:registration/c:number')).toBe('ALM-17');
    expect(at('//c:author/c:sign/c:person/c:name')).toBe('Выдуманов Фәрит Җәмилевич');
    expect(at('//c:addressees/c:addressee[2]/c:organization/c:title')).toBe('Второй адресат');
    expect(at('//c:document/c:pagesQuantity')).toBe('3');
    expect(at('//c:attachment/c:order')).toBe('0');
    expect(xml).not.toMatch(emptiness);
    expect(readPassport(Buffer.from(xml))).toEqual({ ok: true, value: passport });
    const unsigned = { ...passport, author: { ...passport.author, signer: null } };
    expect(readPassport(Buffer.from(buildPassport(unsigned, tatarstan)))).toEqual({
      ok: true,
      value: unsigned,
    });
  });

  it.each([
    () => buildContainerMessage({ ...head, from: { uid, name: ' \u0000' }, body: 'a.zip' }),
    () => buildPassport({ ...passport, annotation: '' }, tatarstan),
  ])('throws rather than write an empty element', (build) => {
    expect(build).toThrow(/is empty/);
  });
});

describe('text that XML has to be careful with', () => {
  const text = fc
    .string({
      unit: fc.constantFrom(...'<>&"\'әөүҗңһӘӨҮҖҢҺабЯ ]]>-?\u0301\u{1F600}z'.split(/(?:)/u)),
      minLength: 1,
    })
    .map((value) => value.trim())
    .filter((value) => value !== '');

  it('comes back from a message as it went', () => {
    fc.assert(
      fc.property(text, text, text, (name, comment, fileName) => {
        const xml = buildAcknowledgment({
          ...head,
          from: { uid, name },
          of,
          accepted: true,
          comment,
          hashes: [{ name: fileName, code: 'a1' }],
        });
        expect(libxml(xml)('//m:source/m:organization')).toBe(name);
        expect(readMessage(Buffer.from(xml))).toMatchObject({
          ok: true,
          value: { source: { name }, comment, hashes: [{ name: fileName, code: 'a1' }] },
        });
      }),
    );
  });

  it('comes back from a passport as it went, attribute and element alike', () => {
    fc.assert(
      fc.property(text, text, text, (organization, annotation, number) => {
        const author = { ...passport.author, organization, registration: { number, date: '2026-03-02' } };
        const place = { ...tatarstan, id: number, name: organization };
        const xml = buildPassport({ ...passport, annotation, author }, place);
        expect(libxml(xml)('//c:documentPlace/@c:id')).toBe(number);
        expect(readPassport(Buffer.from(xml))).toEqual({
          ok: true,
          value: { ...passport, annotation, author },
        });
      }),
    );
  });

  it('loses only what XML cannot carry', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }), (codes) => {
        const comment = `я${String.fromCharCode(...codes)}я`;
        const xml = buildAcknowledgment({ ...head, of, accepted: true, comment, hashes: [] });
        const kept = Array.from(comment).filter((letter) => {
          const code = letter.codePointAt(0) ?? 0;
          return (
            code === 9 ||
            code === 10 ||
            code === 13 ||
            (code >= 32 && (code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff)))
          );
        });
        expect(libxml(xml)('//m:comment')).toBe(kept.join(''));
        expect(readMessage(Buffer.from(xml))).toMatchObject({ ok: true, value: { comment: kept.join('') } });
      }),
    );
  });
});
