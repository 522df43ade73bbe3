import type { Registry } from '../registry/defineRegistry';
import { isManyValued, type FieldKind } from '../registry/fieldKinds';
import { isSealedField } from '../registry/personal';

/**
 * What a question may name: fields, lists and their fields, and `dueOn` with `term:CODE`, the days on which open terms of
 * the record end. What else is no field joins here and where `db/question/askedColumn.ts` says in which rows it lies.
 */
export interface AskedField {
  /** As the question names it. */
  readonly name: string;
  /** The list in whose rows it lies, for terms its own name; absent where it is the record's own. */
  readonly list?: string;
  /** Name of the field in its registry; absent where a list as a whole is meant. */
  readonly field?: string;
  /** Which term; absent where any is meant, and for all that is none. */
  readonly term?: string;
  readonly shape: Shape;
  /** Holds several values; a record has each of them. */
  readonly many: boolean;
  readonly sealed: boolean;
  /** Sealed, and known to the blind index. */
  readonly blind: boolean;
}

/** What can be said of a value: `words` are searched, `day`, `instant` and `number` have an order, `code` is compared only. */
export type Shape = 'words' | 'day' | 'instant' | 'number' | 'yesNo' | 'code' | 'rows';

/** The field that a question about records of this registry names; undefined where there is none. */
export function askedField(root: Registry, name: string): AskedField | undefined {
  const own = systemShape(root, name) ?? shapeIn(root, name);
  if (own !== undefined) return { name, field: name, ...own };
  const term = termField(root, name);
  if (term !== undefined) return term;
  const lists = root.root?.lists ?? {};
  const [list = '', field] = name.split(/\.(.*)/s);
  const child = Object.hasOwn(lists, list) ? lists[list] : undefined;
  if (child === undefined) return undefined;
  if (field === undefined) return { name, list, shape: 'rows', many: false, sealed: false, blind: false };
  const shape = shapeIn(child, field);
  return shape === undefined ? undefined : { name, list, field, ...shape };
}

/** Every field that may be asked about, lists as a whole and their fields among them. */
export function askedFields(root: Registry): readonly AskedField[] {
  const lists = Object.entries(root.root?.lists ?? {});
  const names = [
    ...Object.keys(systemShapes),
    ...Object.keys(root.fields),
    ...(root.root?.terms ?? []).map(({ term }) => `term:${term}`),
    'dueOn',
    ...lists.flatMap(([list, child]) => [
      list,
      ...Object.keys(child.fields).map((field) => `${list}.${field}`),
    ]),
  ];
  return names.flatMap((name) => askedField(root, name) ?? []);
}

type Shaped = Pick<AskedField, 'shape' | 'many' | 'sealed' | 'blind'>;

const systemShapes: Readonly<Record<string, Shape>> = {
  status: 'code',
  registrationNumber: 'words',
  changedAt: 'instant',
  keeper: 'code',
  decider: 'code',
};

function termField(root: Registry, name: string): AskedField | undefined {
  const terms = root.root?.terms ?? [];
  const day = { name, list: name, shape: 'day', many: false, sealed: false, blind: false } as const;
  if (name === 'dueOn') return terms.length > 0 ? day : undefined;
  const found = terms.find(({ term }) => name === `term:${term}`);
  return found === undefined ? undefined : { ...day, term: found.term };
}

function systemShape(root: Registry, name: string): Shaped | undefined {
  const shape = Object.hasOwn(systemShapes, name) ? systemShapes[name] : undefined;
  const isHolder = name === 'keeper' || name === 'decider';
  if (shape === undefined || (isHolder && root.root?.held === undefined)) return undefined;
  return { shape, many: false, sealed: false, blind: false };
}

function shapeIn(registry: Registry, field: string): Shaped | undefined {
  const declared = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declared === undefined) return undefined;
  const { kind, search } = declared;
  const sealed = isSealedField(registry, field);
  const blind = sealed && search === true && registry.parent === undefined;
  return { shape: shapeOf(kind), many: isManyValued(kind), sealed, blind };
}

const shapes: Readonly<Partial<Record<FieldKind['type'], Shape>>> = {
  text: 'words',
  personName: 'words',
  code: 'words',
  codes: 'words',
  phones: 'words',
  emails: 'words',
  date: 'day',
  integer: 'number',
  year: 'number',
  money: 'number',
  boolean: 'yesNo',
};

const shapeOf = ({ type }: FieldKind): Shape => shapes[type] ?? 'code';
