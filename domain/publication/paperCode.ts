/**
 * The code on a paper that was given out: twelve signs of Crockford's base 32, in fours. Letters that look like digits are
 * read as those, so that it can be typed from paper.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of these random bytes, at least twelve. */
export function paperCode(bytes: Uint8Array): string {
  const signs = Array.from(bytes.slice(0, 12), (byte) => alphabet[byte % 32] ?? '0').join('');
  return signs.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
}

/** What was typed as it was printed; null where it is no code. */
export function readPaperCode(typed: string): string | null {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const isCode = /^[0-9A-HJKMNP-TV-Z]{12}$/.test(signs);
  return isCode ? signs.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3') : null;
}
