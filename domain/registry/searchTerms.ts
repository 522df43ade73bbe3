import { foldText } from '../values/foldText';
import { isPlainDate } from '../values/plainDate';
import { checkSnils, normaliseSnils } from '../values/snils';
import { lettersAfter } from './alphabet';
import type { FieldKind, FieldValue } from './fieldKinds';

/**
 * By what a sealed record can be found: beginnings of the words of its names from three letters on, the whole SNILS,
 * the whole date of birth. Only keyed hashes of these terms are ever kept, so a term here is what equal things have in
 * common and nothing more. What is found by a term must still be compared after opening: a beginning is cut short.
 */
const shortest = 3;
/** Longer beginnings narrow little and cost a row each. */
const longest = 8;

/** Terms that a value of a searched field is found by. */
export function indexTerms(kind: FieldKind, value: FieldValue): readonly string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  return texts.flatMap((text) => termsOfText(kind, text));
}

function termsOfText(kind: FieldKind, text: string): readonly string[] {
  if (kind.type === 'personName') return wordsOf(text).flatMap(beginnings);
  return kind.type === 'date' || kind.type === 'code' ? [`${kind.type}/${text}`] : [];
}

/** Terms that every record with this very value has: the longest beginnings of its words, the whole date or number. */
export function wholeTerms(kind: FieldKind, value: FieldValue): readonly string[] {
  if (typeof value !== 'string' || value === '') return [];
  if (kind.type !== 'personName') return termsOfText(kind, value);
  return wordsOf(value).flatMap((word) => beginnings(word).slice(-1));
}

/** What was typed into the search, as terms that all must fit and words that are compared after opening. */
export interface Sought {
  readonly terms: readonly string[];
  /** Folded beginnings of words of the name. */
  readonly words: readonly string[];
}

const snilsTyped =
  /(?<!\d)\d{3}[-\u2010-\u2015\s]?\d{3}[-\u2010-\u2015\s]?\d{3}[-\u2010-\u2015\s]?\d{2}(?!\d)/gu;

export function soughtTerms(typed: string): Sought {
  const terms: string[] = [];
  const rest = typed.replace(snilsTyped, (code) => {
    const snils = normaliseSnils(code);
    if (checkSnils(snils) !== null) return code;
    terms.push(`code/${snils}`);
    return ' ';
  });
  const words: string[] = [];
  for (const piece of rest.split(/\s+/u).filter((one) => one !== '')) {
    const date = dateOf(piece);
    if (date !== undefined) terms.push(`date/${date}`);
    else words.push(...wordsOf(piece));
  }
  const long = words.filter((word) => word.length >= shortest);
  return { terms: [...terms, ...long.map((word) => `name/${word.slice(0, longest)}`)], words };
}

/** Do all the words begin words of these names? Each its own: the same word typed twice wants two. */
export function hasWords(names: readonly FieldValue[], words: readonly string[]): boolean {
  const left = names.flatMap((name) => (typeof name === 'string' ? wordsOf(name) : []));
  // The longest first, so that a short one does not take the word that only a longer one fits.
  return [...words]
    .sort((a, b) => b.length - a.length)
    .every((word) => {
      const at = left.findIndex((own) => own.startsWith(word));
      if (at < 0) return false;
      left.splice(at, 1);
      return true;
    });
}

/** Do the words say this name in full: every word of `must`, and none that is neither there nor in `may`? */
export function isNamedBy(
  words: readonly string[],
  must: readonly FieldValue[],
  may: readonly FieldValue[],
): boolean {
  const all = (names: readonly FieldValue[]): string[] =>
    names.flatMap((name) => (typeof name === 'string' ? wordsOf(name) : []));
  const left = [...words];
  const take = (word: string): boolean => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  return all(must).every(take) && (all(may).forEach(take), left.length === 0);
}

/** Folded for names: case, ё, hyphens, and a Tatar letter as the Russian one that stands in for it on a keyboard. */
function wordsOf(name: string): readonly string[] {
  const folded = lettersAfter.reduce(
    (text, [letter, stand]) => text.replaceAll(letter, stand),
    foldText(name),
  );
  return folded.split(' ').filter((word) => word !== '');
}

function beginnings(word: string): readonly string[] {
  const lengths = Math.min(word.length, longest) - shortest + 1;
  return Array.from({ length: Math.max(0, lengths) }, (_none, at) => `name/${word.slice(0, shortest + at)}`);
}

/** Only a whole date: a year must be typed in full, so that a number is not taken for a day. */
function dateOf(piece: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(piece) ?? [];
  const date = year === '' ? piece : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : undefined;
}
