import {
  afterAnyLetter,
  cyrillicLetter,
  foldedLetters,
  lettersAfter,
  lookAlikes,
} from '../registry/alphabet';
import { withoutUnseen } from './plainText';

/**
 * Folds text for search and comparison: lower case, ё = е, everything but letters and digits is one space, a Latin
 * letter inside a Cyrillic word the Cyrillic one it looks like. SQLite's own NOCASE and lower() know no Cyrillic, so what
 * is compared there must be folded here first.
 */
export function foldText(text: string): string {
  const lower = inOneScript(withoutUnseen(text).normalize('NFC')).toLowerCase();
  return foldedLetters
    .reduce((folded, [letter, same]) => folded.replaceAll(letter, same), lower)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** The words that are Cyrillic but for Latin letters that look so: nobody who types such a word finds it. */
export const mixedWords = (text: string): readonly string[] =>
  latin.test(text) ? (text.match(wordWithLatin) ?? []).filter(isCyrillicByLook) : [];

const latin = /[A-Za-z]/;
const wordWithLatin = /\p{L}*[A-Za-z]\p{L}*/gu;

const isCyrillicByLook = (word: string): boolean =>
  cyrillicLetter.test(word) &&
  Array.from(word).every((letter) => !latin.test(letter) || Object.hasOwn(lookAlikes, letter));

const inOneScript = (text: string): string =>
  mixedWords(text).reduce(
    (sofar, word) =>
      sofar.replaceAll(word, Array.from(word, (letter) => lookAlikes[letter] ?? letter).join('')),
    text,
  );

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
