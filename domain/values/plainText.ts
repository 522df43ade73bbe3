/**
 * Text as it is kept: one form of composed letters, spaces of every sort as one plain space, no spaces at the ends, no
 * signs that nobody sees (soft hyphens and marks of direction come with what is copied from a page); where lines matter
 * they are kept. Signs that no document can carry (control signs, halves of a pair: XML forbids
 * them) are not dropped silently: the answer is then `null`.
 */
export function plainText(typed: string, manyLines: boolean): string | null {
  if (!untidy.test(typed)) return typed;
  const text = withoutUnseen(typed)
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n');
  const tidy = manyLines
    ? text.replace(/[^\S\n]+/gu, ' ').replace(/ ?\n ?/gu, '\n')
    : text.replace(/\s+/gu, ' ');
  const kept = tidy.trim();
  return /(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(kept) ? null : kept;
}

/** Soft hyphens, spaces of no width, marks of direction and of byte order. */
export const withoutUnseen = (text: string): string => text.replace(/\p{Cf}+/gu, '');

/**
 * A sign or a space that may have to change. Most text, and all that is kept already, has none: one look instead of
 * five passes. What stays: ASCII, quotes, dashes, the numero sign, Cyrillic letters (composed ones among them).
 */
const untidy = /^ | $| {2}|[^ -~\u00ab\u00bb\u2013\u2014\u201c-\u201e\u2116\u0400-\u0482\u048a-\u04ff]/;
