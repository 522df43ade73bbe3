import { alphabet } from '../registry/alphabet';
import { issue, type Parsed } from './result';

/**
 * Surname, given name and, if there is one, patronymic, in letters of Russian, Tatar or Latin script. Letters are
 * never changed, nor is anything added; only spaces, hyphens and apostrophes get one spelling. A word of two scripts
 * is refused: a Latin letter that looks Cyrillic makes a name that no search will find.
 */
const cyrillic = new RegExp(`[${alphabet}]`, 'iu');
const latin = /\p{Script=Latin}/u;
const word = new RegExp(`^[${alphabet}\\p{Script=Latin}]+(?:['-][${alphabet}\\p{Script=Latin}]+)*$`, 'iu');

/** Reads a full name: two words at least. */
export function parsePersonName(typed: string): Parsed<string> {
  const name = parseNamePart(typed);
  return name.ok && !name.value.includes(' ') ? issue('personName.incomplete') : name;
}

/** Reads one part of a name; it may be of several words (a double given name, a patronymic with its ending apart). */
export function parseNamePart(typed: string): Parsed<string> {
  const name = typed
    .normalize('NFC')
    .replace(/[\u2019\u02bc\u0060\u00b4]/g, "'")
    .replace(/\s*[-\u2010-\u2015]\s*/gu, '-')
    .trim()
    .replace(/\s+/gu, ' ');
  const words = name.split(' ');
  if (!words.every((part) => word.test(part))) return issue('personName.letters', { typed });
  const mixed = words.find((part) => cyrillic.test(part) && latin.test(part));
  return mixed === undefined ? { ok: true, value: name } : issue('personName.mixedScript', { typed: mixed });
}
