import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../electron/exchange/edmsFormat/readMessage';
import { district } from '../../support/exchange/packets';

const uid = 'aaaaaaaa-1111-4222-8333-444444444444';
const of = 'bbbbbbbb-1111-4222-8333-444444444444';
const createdAt = '2026-03-02T09:30:01+03:00';

/** Written over several versions and prefixes, as partners do. */
const message = (over: {
  version?: string;
  namespace?: string;
  type?: string;
  header?: string;
  body?: string;
}): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<x:communication xmlns:x="${over.namespace ?? 'urn:IEDMS:MESSAGE'}" x:version="${over.version ?? '2.7.1'}">
  <x:header x:type="${over.type ?? 'Транспортный контейнер'}" ${over.header ?? `x:uid="${uid}" x:created="${createdAt}"`}>
    <x:source x:uid="${district.uid}"><x:organization>Отдел</x:organization></x:source>
  </x:header>
  ${over.body ?? '<x:container><x:body>document.edc.zip</x:body></x:container>'}
</x:communication>`,
  );
const codeOf = (bytes: Uint8Array): string => {
  const read = readMessage(bytes);
  return read.ok ? 'ok' : read.error.code;
};

describe('reading what partners send', () => {
  it.each(['2.0', '2.2', '2.5', '2.6', '2.7', '2.7.0', '2.7.1', '', '1.0'])('takes version %j', (version) => {
    expect(codeOf(message({ version }))).toBe('ok');
    expect(codeOf(message({ version, namespace: 'http://www.infpres.com/IEDMS' }))).toBe('ok');
  });

  it.each<[string, Buffer]>([
    ['a later version', message({ version: '3.0' })],
    ['nonsense', message({ version: '2.7.1.9'.repeat(100) })],
    ['another namespace', message({ namespace: 'urn:D001:v0.0.1' })],
  ])('refuses %s by name', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('packet.unknownVersion');
  });

  it.each(['', 'x', 'квитанция', '__proto__'])('refuses the header type %j', (type) => {
    expect(codeOf(message({ type }))).toBe('packet.unknownKind');
  });

  it('does not care for prefixes', () => {
    const text = message({}).toString();
    const other = text.replaceAll('x:', 'xdms:').replace('xmlns:x=', 'xmlns:xdms=');
    const none = text.replaceAll('x:', '').replace('xmlns:x=', 'xmlns=');
    for (const bytes of [Buffer.from(other), Buffer.from(none)]) {
      expect(readMessage(bytes)).toMatchObject({ ok: true, value: { uid, body: 'document.edc.zip' } });
    }
  });

  it('knows a uid in upper case and in braces', () => {
    const read = readMessage(message({ header: `x:uid="{${uid.toUpperCase()}}"` }));
    expect(read).toMatchObject({ ok: true, value: { uid, createdAt: null } });
  });

  it.each([
    '2015-02-03T10:11:12',
    '2015-02-03T10:11:12.345',
    '2015-02-03T10:11:12Z',
    '2015-02-03T10:11:12.3+03:00',
  ])('keeps the time %s as sent', (created) => {
    const read = readMessage(message({ header: `x:uid="${uid}" x:created="${created}"` }));
    expect(read).toMatchObject({ ok: true, value: { createdAt: created } });
  });

  it('reads windows-1251 and UTF-8, whichever is declared', () => {
    const text = message({}).toString();
    const declared1251 = text.replace('UTF-8', 'windows-1251');
    for (const bytes of [
      iconv.encode(text, 'windows-1251'),
      Buffer.from(declared1251),
      iconv.encode(declared1251, 'windows-1251'),
      Buffer.from(`\uFEFF${text}`),
    ]) {
      expect(readMessage(bytes)).toMatchObject({
        ok: true,
        value: { kind: 'container', source: { name: 'Отдел' } },
      });
    }
  });

  it('takes an empty organization', () => {
    const bytes = Buffer.from(message({}).toString().replace('Отдел', ''));
    expect(readMessage(bytes)).toMatchObject({
      ok: true,
      value: { source: { uid: district.uid, name: '' } },
    });
  });

  it('tells receipts from notifications', () => {
    const receipt = message({
      type: 'Квитанция',
      body: `<x:acknowledgment x:uid="${of.toUpperCase()}"><x:time>2015-02-03T10:11:12</x:time><x:accepted>1</x:accepted></x:acknowledgment>`,
    });
    const notification = message({
      type: 'Уведомление',
      body: `<x:notification x:type="Зарегистрирован" x:uid="${of}"><x:documentAccepted/></x:notification>`,
    });
    expect(readMessage(receipt)).toMatchObject({
      ok: true,
      value: { kind: 'acknowledgment', of, accepted: true, hashes: [] },
    });
    expect(readMessage(notification)).toMatchObject({
      ok: true,
      value: { kind: 'notification', type: 'Зарегистрирован', documentUid: of },
    });
  });

  it('recognises a document of the old versions', () => {
    const bytes = message({
      version: '2.6',
      type: 'Документ',
      body: `<x:document x:uid="${of}"/><x:files/>`,
    });
    expect(readMessage(bytes)).toMatchObject({ ok: true, value: { kind: 'document', documentUid: of } });
  });

  it.each<[string, Parameters<typeof message>[0]]>([
    ['header/@uid', { header: 'x:uid="not a uid"' }],
    ['container/body', { body: '' }],
    [
      'acknowledgment/@uid',
      { type: 'Квитанция', body: '<x:acknowledgment><x:accepted>true</x:accepted></x:acknowledgment>' },
    ],
    [
      'acknowledgment/accepted',
      {
        type: 'Квитанция',
        body: `<x:acknowledgment x:uid="${of}"><x:accepted>yes</x:accepted></x:acknowledgment>`,
      },
    ],
    ['notification/@type', { type: 'Уведомление', body: '<x:notification/>' }],
  ])('says which part is lacking: %s', (path, over) => {
    expect(readMessage(message(over))).toEqual({
      ok: false,
      error: { code: 'packet.badMessage', params: { path } },
    });
  });

  it('says that an XML file is no message', () => {
    expect(codeOf(Buffer.from('<container xmlns="urn:IEDMS:CONTAINER"/>'))).toBe('packet.noMessage');
  });
});
