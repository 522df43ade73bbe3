import { afterAnyLetter, foldedLetters, lettersAfter } from '../registry/alphabet';

/**
 * Folds text for search and comparison: lower case, ё = е, everything but letters and digits is one space. SQLite's
 * own NOCASE and lower() know no Cyrillic, so what is compared there must be folded here first.
 */
export function foldText(text: string): string {
  const lower = text.normalize('NFC').toLowerCase();
  return foldedLetters
    .reduce((folded, [letter, same]) => folded.replaceAll(letter, same), lower)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The key that puts titles in the order of both alphabets when compared byte by byte. A Tatar letter becomes the
 * Russian letter it follows plus a mark above every letter: Ә is after all of А and before Б.
 */
export function titleKey(text: string): string {
  return lettersAfter.reduce(
    (key, [letter, before]) => key.replaceAll(letter, before + afterAnyLetter),
    foldText(text),
  );
}
