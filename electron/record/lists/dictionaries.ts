import type { Registry } from '../../../domain/registry/defineRegistry';
import type { FieldValues } from '../../../domain/registry/fieldKinds';
import { listInForce, listsOf } from '../../../domain/registry/traits/dictionary';
import { termShape, type Term } from '../../../domain/term/countTerm';
import type { TermGround } from '../../../domain/term/termGround';
import { legalDate } from '../../../domain/values/legalTime';
import type { Database } from '../../../db/file/database';
import { listRecords } from '../../../db/record/recordRepository';
import { settingsOf, type ReferenceList, type ReferenceName, type References } from './references';

/**
 * The lists of an office as they stand today: what ships, and over it the entries that are kept as records. A change of an
 * entry, made here or brought by a package, holds without a restart.
 */
export interface Dictionaries {
  references(): References;
  /** The calendar that ships, and the terms with their numbers of today. */
  terms(): TermGround;
  /** After records of this registry changed; a list of entries or not is for it to know. */
  after(registry: string): void;
  /** Resolves when what changed is read. */
  settled(): Promise<void>;
}

export interface DictionaryParts {
  readonly database: Database;
  readonly shipped: { readonly references: References; readonly terms: TermGround };
  readonly reportBug: (where: string, error: unknown) => string;
}

/** `renewed` counts anew what the lists move and tells the windows; it is awaited by `settled`. */
export async function createDictionaries(
  { database, shipped, reportBug }: DictionaryParts,
  renewed: (terms: TermGround) => Promise<void>,
): Promise<Dictionaries> {
  const root = database.read.registries.roots.find((one) => one.root?.dictionary === true);
  let entries = await entriesOf(database, root);
  const join = () => joined(shipped, { kept: listsOf(root), entries }, legalDate(database.now()));
  let held = join();
  let underWay: Promise<unknown> = Promise.resolve();
  /** Editions begin and end by the day: the first question of a new one finds its lists. */
  const today = (): typeof held => {
    const day = legalDate(database.now());
    if (held.day === day) return held;
    held = join();
    tell();
    return held;
  };
  const tell = (): void => {
    underWay = underWay
      .then(() => renewed(held.terms))
      .catch((error: unknown) => reportBug('dictionary.renew', error));
  };
  return {
    references: () => today().references,
    terms: () => today().terms,
    after(registry) {
      if (root === undefined || registry !== root.code) return;
      underWay = underWay
        .then(async () => {
          entries = await entriesOf(database, root);
          held = join();
          await renewed(held.terms);
        })
        .catch((error: unknown) => reportBug('dictionary.renew', error));
    },
    async settled() {
      await underWay;
    },
  };
}

/** Those in force, whatever their day. */
async function entriesOf({ read }: Database, root: Registry | undefined): Promise<readonly FieldValues[]> {
  if (root === undefined) return [];
  return (await listRecords(read, root, ['active'])).map(({ fields }) => fields);
}

interface Kept {
  /** Names of the lists whose entries are records here. */
  readonly kept: readonly string[];
  readonly entries: readonly FieldValues[];
}

function joined(shipped: DictionaryParts['shipped'], { kept, entries }: Kept, day: string) {
  const names = Object.keys(shipped.references.lists) as ReferenceName[];
  const listOf = (name: ReferenceName): ReferenceList => {
    const { source, entries: ofFile } = shipped.references.lists[name];
    if (!kept.includes(name)) return { source, entries: ofFile };
    const own = entries.filter(({ list }) => list === name);
    return { source, entries: listInForce(ofFile, own, day) };
  };
  const lists = Object.fromEntries(names.map((name) => [name, listOf(name)])) as References['lists'];
  return {
    day,
    references: { ...shipped.references, lists, settings: settingsOf(lists.providerSettings) },
    terms: { ...shipped.terms, terms: shipped.terms.terms.map((term) => termOf(term, lists.terms)) },
  };
}

/** A term of the norms with the words and the number that its entry has. */
function termOf(term: Term, { entries }: ReferenceList): Term {
  const entry = entries.find(({ code }) => code === term.code);
  if (entry?.value === undefined) return term;
  const number = term.unit === 'workingDays' ? { count: entry.value } : { day: entry.value };
  return termShape.parse({ ...term, ...number, ru: entry.ru, tt: entry.tt });
}
