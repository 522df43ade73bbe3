import { foldText } from '../values/foldText';
import { entriesByWords, type ClassifierEntry, type Classifiers } from '../registry/classifiers';
import type { Registry } from '../registry/defineRegistry';
import { isPersonal } from '../registry/personal';
import { municipalityShort, municipalitySorts } from '../registry/kinds/typedWords';
import type { Condition } from './question';

/**
 * A municipality among typed words. Who writes what sort it is («Арский район», «г. Казань») means the place: records
 * that lie there are wanted, not the words. A name alone stays a word.
 */
export interface NamedPlace {
  readonly place: ClassifierEntry;
  /** The other words, folded. */
  readonly rest: string;
}

/** Longest way to say one: «Арский муниципальный район Республики Татарстан». */
const longest = 6;

export function readPlace(typed: string, classifiers: Classifiers): NamedPlace | undefined {
  const words = foldText(typed).split(' ');
  if (!saysSort(words)) return undefined;
  const places = entriesByWords('oktmo', classifiers);
  for (let from = 0; from < words.length; from += 1)
    for (let to = Math.min(words.length, from + longest); to > from + 1; to -= 1) {
      const said = words.slice(from, to);
      const place = saysSort(said) ? places.get(nameIn(said)) : undefined;
      if (place !== undefined)
        return { place, rest: [...words.slice(0, from), ...words.slice(to)].join(' ') };
    }
  return undefined;
}

/** Letters are sorts only as people shorten them: a lone one may be a word between others. */
const saysSort = (words: readonly string[]): boolean =>
  words.some((word) => word.length > 1 && isSort(word)) ||
  municipalityShort.some((short) =>
    words.some((_word, at) => short.every((letter, after) => words[at + after] === letter)),
  );
const isSort = (word: string): boolean => municipalitySorts.includes(word);
const nameIn = (words: readonly string[]): string => words.filter((word) => !isSort(word)).join(' ');

export interface SoughtPlace {
  readonly search: string;
  /** Records of that municipality and of the settlements in it. */
  readonly placed?: Condition;
}

/** What is searched for in a registry that may be narrowed by a municipality; in any other all are words. */
export function placeSought(root: Registry, search: string, classifiers: Classifiers): SoughtPlace {
  const field = root.root?.filters.find((name) => isMunicipality(root, name));
  if (field === undefined || isPersonal(root)) return { search };
  const named = readPlace(search, classifiers);
  if (named === undefined) return { search };
  const start = named.place.code.slice(0, 5);
  return { search: named.rest, placed: { field, from: start, to: `${start}~` } };
}

function isMunicipality({ fields }: Registry, name: string): boolean {
  const kind = fields[name]?.kind;
  return kind?.type === 'classifier' && kind.classifier === 'oktmo';
}
