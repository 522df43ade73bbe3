import { listPath } from './audienceReads';
import type { Registry } from '../registry/defineRegistry';
import type { FieldValue } from '../registry/fieldKinds';
import type { Registries } from '../registry/index';
import type { AudienceRow } from '../registry/traits/audience';
import { liesIn } from '../values/oktmo';
import type { Peer } from './officeConfig';

/**
 * What an office is told of a record, by the audience that its registry declares. The sender withholds what is not for the
 * addressee, the addressee takes nothing that is not for it, an owner answers no ask of who may not see the record: all
 * three ask here.
 */
export type View = 'whole' | 'nothing' | Part;

/** Sorted, so that two of the same words are the same. */
export interface Part {
  readonly fields: readonly string[];
  readonly lists: readonly string[];
}

/** The office that looks. */
export type Onlooker = Pick<Peer, 'code' | 'kind' | 'oktmo'>;

/** What audiences read of a record: conditions alone, so fewer fields and lists may be there than are declared. */
export interface Standing {
  readonly status: string;
  readonly decider: string | null;
  readonly keeper: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, FieldValue>>[]>>;
}

/** A registry without an audience stays in its office, whole. */
export const travels = ({ root }: Registry): boolean => root?.audience !== undefined;

/** Codes of the registries, lists included, that stay. */
export const stayingCodes = ({ all, rootOf }: Registries): readonly string[] =>
  all.filter((registry) => !travels(rootOf(registry))).map(({ code }) => code);

export function viewOf(root: Registry, office: Onlooker, record: Standing): View {
  if (!travels(root)) return 'nothing';
  if (record.keeper === office.code || record.decider === office.code) return 'whole';
  return joined((root.root?.audience ?? []).filter((row) => holds(row, office, record)));
}

/** Does an office see every record whole, whatever it says? Then nobody needs to look at it. */
export const seesAll = (root: Registry, { kind }: Onlooker): boolean =>
  root.root?.audience?.some(
    (row) => row.part === undefined && !readsRecord(row) && row.kinds?.includes(kind) !== false,
  ) === true;

const readsRecord = ({ statuses, territory, offices }: AudienceRow): boolean =>
  statuses !== undefined || territory !== undefined || offices !== undefined;

function holds({ kinds, statuses, territory, offices }: AudienceRow, office: Onlooker, record: Standing) {
  return (
    kinds?.includes(office.kind) !== false &&
    statuses?.includes(record.status) !== false &&
    (territory === undefined || isOf(office, record.fields[territory] ?? null)) &&
    (offices === undefined || officesNamed(record, offices).includes(office.code))
  );
}

const isOf = ({ oktmo }: Onlooker, value: FieldValue): boolean =>
  typeof value === 'string' && oktmo.some((territory) => liesIn(value, territory));

/** Codes of offices that a field names: by themselves today. */
function officesNamed({ fields, lists }: Standing, path: string): readonly string[] {
  const [list, cell] = listPath(path);
  const values = cell === undefined ? [fields[path]] : (lists[list] ?? []).map((row) => row[cell]);
  return values.flatMap((value) =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [],
  );
}

function joined(rows: readonly AudienceRow[]): View {
  if (rows.length === 0) return 'nothing';
  const parts = rows.flatMap(({ part, territory = [], offices = [] }) => {
    if (part === undefined) return [];
    const [named, cell] = listPath(offices.toString());
    const read = [territory, cell === undefined ? offices : []].flat();
    return [
      {
        fields: [...part.fields, ...read],
        lists: [...(part.lists ?? []), ...(cell === undefined ? [] : [named])],
      },
    ];
  });
  if (parts.length < rows.length) return 'whole';
  return partOf(
    parts.flatMap(({ fields }) => fields),
    parts.flatMap(({ lists }) => lists),
  );
}

const partOf = (fields: readonly string[], lists: readonly string[]): Part => ({
  fields: [...new Set(fields)].toSorted(),
  lists: [...new Set(lists)].toSorted(),
});

/** Fields of a record that go with every part of it. */
const alwaysShown: readonly string[] = ['status', 'decider', 'keeper', 'removed'];

/** Is this field of the record, or of a row of its lists, shown? */
export function showsField(view: View, registry: Registry, field: string): boolean {
  if (view === 'whole' || view === 'nothing') return view === 'whole';
  if (registry.parent !== undefined) return view.lists.includes(registry.parent.list);
  return view.fields.includes(field) || alwaysShown.includes(field);
}

/** Do two views show the same? */
export const sameView = (one: View, other: View): boolean => viewText(one) === viewText(other);

/** As it is kept. */
export const viewText = (view: View): string => (typeof view === 'string' ? view : JSON.stringify(view));
export const readView = (text: string): View =>
  text === 'whole' || text === 'nothing' ? text : (JSON.parse(text) as Part);

/** What of a record one view shows and a former one did not. */
export interface Gain {
  /** Fields of the record itself; null where all of them are new. */
  readonly fields: readonly string[] | null;
  /** Codes of the registries of which something is new, the root's too. */
  readonly registries: readonly string[];
}

export function gainOf(root: Registry, former: View, next: View): Gain {
  const isNew = (registry: Registry, field: string): boolean =>
    showsField(next, registry, field) && !showsField(former, registry, field);
  const fields = [...Object.keys(root.fields), 'registrationNumber'].filter((field) => isNew(root, field));
  const lists = Object.values(root.root?.lists ?? {}).filter((list) => isNew(list, 'parentId'));
  const all = isNew(root, 'status');
  const registries = [...(all || fields.length > 0 ? [root] : []), ...lists].map(({ code }) => code);
  return { fields: all ? null : fields, registries };
}

/** What decides on an office's views besides records: where it changes, they are worked out anew. */
export const audienceKey = ({ roots }: Registries, { kind, oktmo }: Onlooker): string =>
  JSON.stringify([kind, oktmo.toSorted(), roots.map(({ code, root }) => [code, root?.audience ?? []])]);
