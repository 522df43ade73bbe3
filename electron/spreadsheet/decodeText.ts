import { fail, ok, type Result } from '../../domain/values/result';

/**
 * Bytes of a text file -> text. Knows UTF-8, UTF-16 LE with its mark (Excel's «Unicode text») and windows-1251; every
 * byte sequence is some text in windows-1251, so that reading is believed only when it looks like Russian more than
 * the neighbouring encodings do. A wrong guess would fill the registry with garbage: when in doubt, refuse.
 */
export function decodeText(
  bytes: Uint8Array,
  wanted?: 'utf-8' | 'windows-1251',
): Result<{ text: string; encoding: string }, 'import.badEncoding' | 'import.notSpreadsheet'> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strictly(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return fail('import.badEncoding');
  if (holdsControlBytes(bytes))
    return fail(looksLikeUtf16(bytes) ? 'import.badEncoding' : 'import.notSpreadsheet');

  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (marked || wanted === 'utf-8') return strictly(bytes, 'utf-8');
  if (wanted === undefined) {
    const utf8 = strictly(bytes, 'utf-8');
    if (utf8.ok) return utf8;
  }
  return isWindows1251(bytes, wanted !== undefined)
    ? strictly(bytes, 'windows-1251')
    : fail('import.badEncoding');
}

function strictly(
  bytes: Uint8Array,
  encoding: string,
): Result<{ text: string; encoding: string }, 'import.badEncoding'> {
  try {
    return ok({ text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding });
  } catch (error) {
    if (error instanceof TypeError) return fail('import.badEncoding');
    throw error;
  }
}

/** Control characters other than tab, line feed, form feed and their kin; DOS ended files by 0x1A. */
function holdsControlBytes(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte, index) => byte < 0x20 && (byte < 9 || byte > 13) && !(byte === 0x1a && index === bytes.length - 1),
  );
}

/** UTF-16 without its mark: every other byte is the number of a block, Latin, Cyrillic or punctuation. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  const isBlock = (byte: number): boolean => byte === 0x00 || byte === 0x04 || byte === 0x20;
  return [0, 1].some((side) => {
    const half = sample.filter((_, index) => index % 2 === side);
    return half.filter(isBlock).length >= half.length * 0.95;
  });
}

const undefinedInWindows1251 = 0x98;
const neighbours = ['koi8-r', 'ibm866'];
/** Fewer bytes beyond ASCII than this make no statistics. */
const fewBytes = 20;

function isWindows1251(bytes: Uint8Array, chosenByOperator: boolean): boolean {
  const counts = countHighBytes(bytes);
  if ((counts[undefinedInWindows1251] ?? 0) > 0) return false;
  if (!chosenByOperator && standsAmongLatin(bytes)) return false;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (chosenByOperator || total < fewBytes) return true;
  const own = share(counts, 'windows-1251', isCommon);
  const foreign = share(counts, 'windows-1251', (letter) => /\p{L}/u.test(letter) && !isRussian(letter));
  return foreign < 0.03 && neighbours.every((other) => share(counts, other, isCommon) < own + 0.1);
}

/** Accented letters of Western encodings stand inside Latin words; Russian words hold no Latin letters. */
function standsAmongLatin(bytes: Uint8Array): boolean {
  const isLatin = (byte = 0): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  let letters = 0;
  let mixed = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0xc0) continue;
    letters += 1;
    if (isLatin(bytes[at - 1]) || isLatin(bytes[at + 1])) mixed += 1;
  }
  return mixed * 2 > letters;
}

function countHighBytes(bytes: Uint8Array): number[] {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) if (byte >= 0x80) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts;
}

/** What part of the counted bytes are such letters when read in this encoding. */
function share(counts: readonly number[], encoding: string, is: (letter: string) => boolean): number {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from(counts.keys()));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, byte) => (is(letters.charAt(byte)) ? sum + count : sum), 0) / total;
}

/** a, ye, i, n, o and t of the Cyrillic block make half of any Russian text. */
const commonest = new Set([0x430, 0x435, 0x438, 0x43d, 0x43e, 0x442]);
const isCommon = (letter: string): boolean => commonest.has(letter.toLowerCase().charCodeAt(0));

/** From a to ya, and yo: the block holds letters of other Slavic languages too. */
function isRussian(letter: string): boolean {
  const code = letter.toLowerCase().charCodeAt(0);
  return (code >= 0x430 && code <= 0x44f) || code === 0x451;
}
