import iconv from 'iconv-lite';

/**
 * Text of the EDMS: UTF-8 or windows-1251, whatever its declaration says - real traffic declares one and sends the
 * other. Russian text in windows-1251 is all but never valid UTF-8, so valid UTF-8 is UTF-8. Bytes that are mostly
 * UTF-8 with a few broken sequences are a damaged file: null, never a guess.
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const loose = new TextDecoder('utf-8').decode(bytes);
    const broken = countOf(loose, /\uFFFD/g);
    const whole = countOf(loose, /[^\p{ASCII}\uFFFD]/gu);
    return broken > whole ? decodeAnsi(bytes) : null;
  }
}

const decodeAnsi = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'windows-1251');

/** windows-1251 bytes; a letter it does not have (all Tatar ones) becomes `?`. */
export const encodeAnsi = (text: string): Buffer => iconv.encode(text, 'windows-1251');

/** Does windows-1251 carry this text unchanged? */
export const isAnsi = (text: string): boolean => decodeAnsi(encodeAnsi(text)) === text;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
