import { compact } from '../values/digitCode';
import { foldText } from '../values/foldText';
import { checkOktmo, oktmoWithoutControl } from '../values/oktmo';
import { issue, ok, type Parsed } from '../values/result';
import type { ClassifierName } from './fieldKinds';
import { municipalitySorts, standsFor } from './kinds/typedWords';

/**
 * Classifiers are data that ships in `resources/classifiers/` and may be edited there; no code of theirs may be
 * written here. A code of ОКТМО below a municipality (a settlement) belongs to it by its first five digits.
 */
export interface ClassifierEntry {
  readonly code: string;
  readonly ru: string;
  readonly tt: string;
  /** Other spellings that mean the same: abbreviation, singular. */
  readonly also?: readonly string[];
}
export interface Classifier {
  readonly source: string;
  readonly entries: readonly ClassifierEntry[];
}
export type Classifiers = Readonly<Record<ClassifierName, Classifier>>;

/** The entry of exactly this code. */
export function findEntry(classifier: Classifier, code: string): ClassifierEntry | undefined {
  return classifier.entries.find((entry) => entry.code === code);
}

/** The municipality that an ОКТМО code names or lies in. */
export function findMunicipality(oktmo: Classifier, code: string): ClassifierEntry | undefined {
  return oktmo.entries.find((entry) => entry.code.slice(0, 5) === code.slice(0, 5));
}

/** The only entry that these words name, however spelled: `Азнакаевский р-н`. Undefined for none and for several. */
export function findByWords(
  name: ClassifierName,
  typed: string,
  classifiers: Classifiers,
): ClassifierEntry | undefined {
  const key = wordsKey(name, typed);
  if (key === '') return undefined;
  const { entries } = classifiers[name];
  const named = (same: (words: string) => boolean) =>
    entries.filter((entry) => [entry.ru, entry.tt, ...(entry.also ?? [])].some(same));
  // Most cells of a spreadsheet are spelled as the list spells them: folding the whole list for each is slow.
  const asSpelled = named((words) => words === typed);
  const found = asSpelled.length > 0 ? asSpelled : named((words) => wordsKey(name, words) === key);
  return found.length === 1 ? found[0] : undefined;
}

/** All entries by their names without the words of their sort; what several are called names none. */
export function entriesByWords(
  name: ClassifierName,
  classifiers: Classifiers,
): ReadonlyMap<string, ClassifierEntry | undefined> {
  const named = new Map<string, ClassifierEntry | undefined>();
  for (const entry of classifiers[name].entries)
    for (const words of [entry.ru, entry.tt, ...(entry.also ?? [])]) {
      const key = wordsKey(name, words);
      named.set(key, named.has(key) && named.get(key) !== entry ? undefined : entry);
    }
  return named;
}

/** Gives a code of the classifier in its stored form, or says why it cannot be kept. */
export function checkClassifierCode(
  name: ClassifierName,
  typed: string,
  classifiers: Classifiers,
): Parsed<string> {
  switch (name) {
    case 'okopf': {
      const code = compact(typed);
      return findEntry(classifiers.okopf, code) === undefined
        ? issue('classifier.unknown', { typed })
        : ok(code);
    }
    case 'oktmo':
      return checkMunicipality(typed, classifiers.oktmo);
  }
}

function checkMunicipality(typed: string, oktmo: Classifier): Parsed<string> {
  const wrong = checkOktmo(typed);
  if (wrong !== null) return { ok: false, issue: wrong };
  const code = oktmoWithoutControl(typed);
  if (findMunicipality(oktmo, code) !== undefined) return ok(code);
  const ofRegion = oktmo.entries.some((entry) => entry.code.slice(0, 2) === code.slice(0, 2));
  return ofRegion ? issue('classifier.unknown', { typed }) : issue('oktmo.region');
}

function wordsKey(name: ClassifierName, typed: string): string {
  const dropped = name === 'oktmo' ? municipalitySorts : [];
  return foldText(typed)
    .split(' ')
    .map((word) => standsFor[word] ?? word)
    .filter((word) => !dropped.includes(word))
    .join(' ');
}
