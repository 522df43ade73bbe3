import { fail, ok, type Result } from '../../../domain/values/result';
import { decodeText, encodeAnsi, isAnsi } from './decodeText';
import { foldFileName, isSafeFileName } from './fileName';

/**
 * The letter of the transport client («Почтовая Служба СЗИ»): `envelope.ini` on the way out, `envelope.ltr` on the way
 * in, where [АДРЕСАТЫ] names the sender. Written strictly (windows-1251, CRLF), read with every deviation of real
 * traffic. Nothing is routed by the subject.
 */
export interface Envelope {
  readonly subject: string;
  /** Mailboxes `NAME~SERVER`: addressees of an outgoing letter, the sender of an incoming one. */
  readonly addresses: readonly string[];
  readonly files: readonly string[];
}

const section = { letter: 'ПИСЬМО КП ПС СЗИ', addresses: 'АДРЕСАТЫ', files: 'ФАЙЛЫ' };
const subjectKey = 'ТЕМА';
const maxSubjectLength = 255;
const maxEnvelopeBytes = 1024 * 1024;
const maxListed = 1000;

/** Bytes of `envelope.ini`. `at` is ISO 8601: its wall-clock digits are written as they stand. */
export function writeEnvelope(letter: {
  subject: string;
  address: string;
  files: readonly string[];
  at: string;
}): Buffer {
  const address = letter.address.trim();
  if (address === '' || /\p{Cc}/u.test(address) || !isAnsi(address)) {
    throw new Error(`not a mailbox: ${JSON.stringify(address)}`);
  }
  const unsafe = letter.files.find((name) => !isSafeFileName(name) || !isAnsi(name));
  if (unsafe !== undefined) throw new Error(`not a name for a packet: ${JSON.stringify(unsafe)}`);
  const subject = subjectLine(letter.subject);
  const lines = [
    `[${section.letter}]`,
    ...(subject === '' ? [] : [`${subjectKey}=${subject}`]),
    'АВТООТПРАВКА=1',
    'ШИФРОВАНИЕ=0',
    'ЭЦП=1',
    'ДОСТАВЛЕНО=1',
    `ДАТА=${dateLine(letter.at)}`,
    `[${section.addresses}]`,
    `0=${address}`,
    `[${section.files}]`,
    ...letter.files.map((name, index) => `${index}=${name}`),
  ];
  return encodeAnsi(lines.map((line) => `${line}\r\n`).join(''));
}

/** Reads an envelope of either direction. A file name that is more than a name refuses the whole envelope. */
export function readEnvelope(
  bytes: Uint8Array,
): Result<Envelope, 'packet.noEnvelope' | 'packet.unsafeName' | 'packet.tooLarge'> {
  if (bytes.byteLength > maxEnvelopeBytes)
    return fail('packet.tooLarge', { params: { limit: maxEnvelopeBytes } });
  const text = decodeText(bytes);
  const lines = text === null ? [] : readLines(text);
  if (!lines.some((line) => line.section === section.files || line.section === section.addresses)) {
    return fail('packet.noEnvelope');
  }
  const addresses = numbered(lines, section.addresses);
  const files = numbered(lines, section.files).map((name) => name.replace(/^\\+/, ''));
  if (addresses.length > maxListed || files.length > maxListed) {
    return fail('packet.tooLarge', { params: { limit: maxListed } });
  }
  const unsafe = files.find((name) => !isSafeFileName(name));
  if (unsafe !== undefined) return fail('packet.unsafeName', { params: { name: unsafe.slice(0, 80) } });
  const subject = lines.find((line) => line.key === subjectKey && isLetter(line.section));
  return ok({ subject: subject?.value ?? '', addresses, files: withoutRepeats(files) });
}

interface IniLine {
  readonly section: string;
  readonly key: string;
  value: string;
}

/** Any other section may carry the subject: its name comes misspelt («ПСИЬМО»). */
const isLetter = (name: string): boolean => name !== section.addresses && name !== section.files;

/** Blanks around anything are dropped; a line without `=` continues the value above it (subjects of several lines). */
function readLines(text: string): IniLine[] {
  const found: IniLine[] = [];
  let current = '';
  for (const line of text.split(/[\r\n]+/).map((one) => one.trim())) {
    const heading = /^\[([^\]]*)\]$/.exec(line)?.[1];
    const equals = line.indexOf('=');
    const last = found.at(-1);
    if (heading !== undefined) {
      current = heading.trim().toUpperCase();
      found.push({ section: current, key: '', value: '' });
    } else if (equals >= 0) {
      const key = line.slice(0, equals).trim().toUpperCase();
      found.push({ section: current, key, value: line.slice(equals + 1).trim() });
    } else if (line !== '' && !line.startsWith(';') && last !== undefined) {
      last.value = `${last.value} ${line}`.trim();
    }
  }
  return found;
}

/** Values of `0=`, `1=`, … in the order of their numbers, which may skip; empty ones are nothing. */
function numbered(lines: readonly IniLine[], name: string): string[] {
  return lines
    .filter((line) => line.section === name && /^\d+$/.test(line.key) && line.value !== '')
    .map((line) => ({ order: Number(line.key), value: line.value }))
    .sort((a, b) => (a.order === b.order ? 0 : a.order - b.order))
    .map((line) => line.value);
}

function withoutRepeats(names: readonly string[]): string[] {
  const seen = new Map(names.map((name) => [foldFileName(name), name]));
  return [...seen.values()];
}

function subjectLine(subject: string): string {
  return subject
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, maxSubjectLength)
    .trim();
}

function dateLine(at: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(at);
  if (parts === null) throw new Error(`not an instant: ${at}`);
  const [, year, month, day, time] = parts;
  return `${day}.${month}.${year} ${time}`;
}
