import type { FieldKind } from './fieldKinds';
import type { CountedTogether } from './traits/counted';
import type { Book } from './traits/book';
import type { Desk } from './traits/desk';
import type { DictionaryTrait } from './traits/dictionary';
import type { Audience } from './traits/audience';
import type { IdentityKey } from './traits/identity';
import type { HeldTrait } from './traits/held';
import type { OfficeCard } from './traits/officeCard';
import type { ImportPlan } from './traits/importing';
import type { NumberPlan } from './traits/numbers';
import type { Interaction } from './traits/interaction';
import type { PaperDeclaration } from './traits/papers';
import type { Publication } from './traits/publication';
import type { RightsTable } from './traits/rights';
import type { FrozenStatus, StatusPlan } from './traits/statuses';
import type { DeclaredTerm } from './traits/terms';
import { fileListName, fileListOf, type FilesTrait } from './traits/files';
import type { Words } from './words';

/**
 * A registry is declared once; form, validation, table, change log, package, report, import and export read the
 * declaration. Adding a field here without a migration that adds its column fails `tests/file/schemaSnapshot.test.ts`.
 * Nothing of storage or screen may be written here.
 */
export type { Words } from './words';

/**
 * Whose word a value is: of the office that decides on the record, of the office that keeps its contacts and places, or,
 * where a registry does not travel, of whoever holds it (`record/ownership.ts`).
 */
export type OwnerRule = 'decider' | 'keeper' | 'holder';

export interface FieldDeclaration {
  readonly kind: FieldKind;
  readonly label: Words;
  /** Help shown beside the field. */
  readonly help?: Words;
  /** The clause the field serves, e.g. `442-ФЗ ст. 25 ч. 3 п. 2`. */
  readonly clause?: string;
  /** The first status in which the field must be filled. Absent: never required. */
  readonly requiredFrom?: string;
  /** Statuses in which it must be filled, and in no other for that: those of a branch need not what the others do. */
  readonly requiredIn?: readonly string[];
  /** Words of this field are found by search. */
  readonly search?: true;
  /** Published by article 25; the rest stays inside. */
  readonly published?: true;
  /**
   * Personal data: ciphertext wherever it lies, readable only while somebody who holds the office's key is signed in.
   * One sealed field makes the whole registry personal (`isPersonal`).
   */
  readonly sealed?: true;
  /** Set by the program, never by a form or an import. */
  readonly system?: true;
  /** Where it is not the registry's own rule. */
  readonly owner?: OwnerRule;
  /** It is for records alone whose other field, a choice, has one of these values. */
  readonly onlyWhen?: { readonly field: string; readonly in: readonly string[] };
}

export interface Registry {
  readonly code: string;
  readonly name: Words;
  readonly table: string;
  /** Whose word the fields are, the rows of a list, and the record's status. */
  readonly owner: OwnerRule;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  /** Root registries only. */
  readonly root?: RootTraits;
  /** Child registries only: rows that belong to one record of the parent and move with its version. */
  readonly parent?: { readonly registry: string; readonly list: string };
  /** Form sections in the order of the paper form; each names fields and lists. */
  readonly sections?: readonly Section[];
}

export interface RootTraits {
  /** The field whose folded value orders lists. */
  readonly titleField: string;
  /** Columns of the list, in order. */
  readonly columns: readonly string[];
  /**
   * What a list of any length may be narrowed and ordered by: fields, system fields, `list.field`; each has its index
   * (docs/decisions/0038). Of fewer records anything may be asked.
   */
  readonly filters: readonly string[];
  /** Fields that are counted together over any number of records. */
  readonly counted?: CountedTogether;
  /** The open field (OKTMO) that decides which office's operators may see a record of a personal registry. */
  readonly territoryField?: string;
  /** What makes two records the same, the surest key first. Absent: nothing does. */
  readonly identity?: readonly IdentityKey[];
  /** Child registries by list name. */
  readonly lists: Readonly<Record<string, Registry>>;
  readonly statuses: StatusPlan;
  readonly rights: RightsTable;
  /** The number its records are registered by. Absent: they have none. */
  readonly numbers?: NumberPlan;
  /** Each record names its decider and its keeper. */
  readonly held?: HeldTrait;
  /** Its records are cards of offices. Absent: `office.json` is not compared with it. */
  readonly officeCard?: OfficeCard;
  readonly desk?: Desk;
  /** What its records count for in the interaction of bodies. Absent: nothing. */
  readonly interaction?: Interaction;
  /** Its records are the entries of the lists that rules, terms and forms go by. */
  readonly dictionary?: DictionaryTrait;
  /** How a spreadsheet becomes its records. Absent: it is not imported. */
  readonly importing?: ImportPlan;
  readonly papers?: readonly PaperDeclaration[];
  /** Registries that leave together with it. */
  readonly book?: Book;
  /** What is public of it is made into pages and open data. Absent: nothing is. */
  readonly publication?: Publication;
  /** Where only the decider changes fields directly: from anybody else they are proposals. */
  readonly frozenIn?: readonly FrozenStatus[];
  /** Terms that run for its records. */
  readonly terms?: readonly DeclaredTerm[];
  /** Files are attached to its records: the list `files` follows from it. */
  readonly files?: FilesTrait;
  /** Which offices are told of a record. Absent: it does not travel. */
  readonly audience?: Audience;
}

export interface Section {
  readonly code: string;
  readonly title: Words;
  readonly items: readonly string[];
}

/** Keeps the literal types of a declaration, so that field names are known to the compiler; adds what follows from it. */
export function defineRegistry<const R extends Registry>(registry: R): R {
  const { root } = registry;
  if (root?.files === undefined) return registry;
  const lists = { ...root.lists, [fileListName]: fileListOf({ ...registry, root }, root.files) };
  return { ...registry, root: { ...root, lists } };
}
