import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, ListRow } from '../../domain/registry/fieldKinds';
import type { Registries } from '../../domain/registry/index';
import type { ReadDb } from '../file/handles';
import { isPersonal } from '../../domain/registry/personal';
import { keysOfRecords } from '../sealing/recordKeys';
import type { RecordKeys } from '../sealing/sealing';
import { columnsOf, rowToFields, type Column, type OpenedRow } from './tables';

/** A record as it lies in the tables: declared fields, system fields and the rows of its lists in order. */
export interface RecordState {
  readonly recordId: string;
  readonly version: number;
  readonly status: string;
  readonly registrationNumber: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly lists: Readonly<Record<string, readonly ListRow[]>>;
  /** Paths of what damage keeps shut (`surname`, `kin.0.surname`): such a record is neither shown nor written over. */
  readonly unreadable: readonly string[];
}

/** The record with its lists by one statement (one consistent look), undefined when there is none or it was withdrawn. */
export async function findRecord(
  db: ReadDb,
  root: Registry,
  recordId: string,
): Promise<RecordState | undefined> {
  const layout = layoutFor(db, root);
  const row = await db.get<Row>(layout.selectOne, [recordId]);
  return row === undefined ? undefined : (await toRecords(db, root, layout, [row]))[0];
}

/** Records by id; those that are not there or were withdrawn are left out. */
export async function findRecords(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordState>> {
  if (ids.length === 0) return new Map();
  const layout = layoutFor(db, root);
  const rows = await db.all<Row>(
    `${layout.select} WHERE root.id IN (SELECT value FROM json_each(?)) AND root.removed = 0`,
    [JSON.stringify(ids)],
  );
  return new Map((await toRecords(db, root, layout, rows)).map((record) => [record.recordId, record]));
}

/** Was there such a record, and is it withdrawn? */
export async function isWithdrawn(db: ReadDb, root: Registry, recordId: string): Promise<boolean> {
  const row = await db.get<{ removed: number }>(`SELECT removed FROM ${root.table} WHERE id = ?`, [recordId]);
  return row?.removed === 1;
}

/** Every record that is not withdrawn, in order of title: for documents and exports. */
export async function listRecords(
  db: ReadDb,
  root: Registry,
  statuses?: readonly string[],
): Promise<RecordState[]> {
  const filter = statuses === undefined ? '' : `AND root.status IN (${statuses.map(() => '?').join(', ')})`;
  const layout = layoutFor(db, root);
  const rows = await db.all<Row>(
    `${layout.select} WHERE root.removed = 0 ${filter} ORDER BY ${isPersonal(root) ? 'root.changed_at' : 'root.title_key'}, root.id`,
    statuses ?? [],
  );
  return toRecords(db, root, layout, rows);
}

/** These records in this order, without those that were withdrawn meanwhile. */
export async function recordsInOrder(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<RecordState[]> {
  const layout = layoutFor(db, root);
  const rows = await db.all<Row>(
    `${layout.select} WHERE root.removed = 0 AND root.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const records = new Map((await toRecords(db, root, layout, rows)).map((one) => [one.recordId, one]));
  return ids.flatMap((id) => records.get(id) ?? []);
}

/** How a root and its lists lie in the tables: worked out once, because every save begins with reading. */
interface Layout {
  readonly select: string;
  readonly selectOne: string;
  readonly columns: readonly Column[];
  readonly lists: readonly (readonly [list: string, columns: readonly Column[]])[];
}

/** The whole record as one JSON text: carrying forty columns over to JavaScript one by one costs more. */
interface Row {
  readonly record: string;
}
interface Tree {
  readonly own: Cells;
  readonly lists: Readonly<Record<string, readonly Cells[]>>;
}
type Cells = Readonly<Record<string, unknown>>;

const layoutsOf = ({ roots }: Registries): ReadonlyMap<Registry, Layout> =>
  new Map(roots.map((root) => [root, layoutOf(root)]));

const layoutFor = ({ registries }: ReadDb, root: Registry): Layout =>
  registries.once(layoutsOf).get(root) ?? layoutOf(root);

function layoutOf(root: Registry): Layout {
  const children = Object.entries(root.root?.lists ?? {});
  // SQLite does not promise that what a query inside answers is still known to be JSON outside.
  const lists = children.map(
    ([list, child]) => `'${list}', json((SELECT json_group_array(${cellsOf(child, ['id'])})
       FROM (SELECT * FROM ${child.table} WHERE parent_id = root.id AND removed = 0 ORDER BY position, id)))`,
  );
  const own = cellsOf(root, ['id', 'version', 'status', 'registration_number']);
  const record = `json_object('own', ${own}, 'lists', json_object(${lists.join(', ')}))`;
  const select = `SELECT ${record} AS record FROM ${root.table} AS root`;
  return {
    select,
    selectOne: `${select} WHERE root.id = ? AND root.removed = 0`,
    columns: declaredColumns(root),
    lists: children.map(([list, child]) => [list, declaredColumns(child)]),
  };
}

function cellsOf(registry: Registry, system: readonly string[]): string {
  const names = [...system, ...declaredColumns(registry).map(({ column }) => column)];
  return `json_object(${names.map((name) => `'${name}', ${name}`).join(', ')})`;
}

async function toRecords(
  db: ReadDb,
  root: Registry,
  layout: Layout,
  rows: readonly Row[],
): Promise<RecordState[]> {
  const trees = rows.map((row) => JSON.parse(row.record) as Tree);
  const ids = isPersonal(root) ? trees.map(({ own }) => String(own['id'])) : [];
  const keys = await keysOfRecords(db, ids);
  return trees.map((tree) => toRecord(layout, tree, keys.get(String(tree.own['id']))));
}

function toRecord(
  { columns, lists }: Layout,
  { own, lists: rowsOf }: Tree,
  keys: RecordKeys | undefined,
): RecordState {
  const recordId = String(own['id']);
  const root = rowToFields(columns, own, { keys, recordId });
  const opened = lists.map(([list, ofList]) => [list, openList(ofList, rowsOf[list] ?? [], keys)] as const);
  return {
    recordId,
    version: Number(own['version']),
    status: String(own['status']),
    registrationNumber: typeof own['registration_number'] === 'string' ? own['registration_number'] : null,
    fields: root.fields,
    lists: Object.fromEntries(
      opened.map(([list, rows]) => [list, rows.map(({ id, fields }) => ({ ...fields, id }))]),
    ),
    unreadable: [...root.unreadable, ...opened.flatMap(([list, rows]) => unreadableIn(list, rows))],
  };
}

type OpenedListRow = OpenedRow & { readonly id: string };

const openList = (
  columns: readonly Column[],
  rows: readonly Cells[],
  keys: RecordKeys | undefined,
): readonly OpenedListRow[] =>
  rows.map((cells) => {
    const id = String(cells['id']);
    return { ...rowToFields(columns, cells, { keys, recordId: id }), id };
  });

const unreadableIn = (list: string, rows: readonly OpenedListRow[]): readonly string[] =>
  rows.flatMap(({ unreadable }, at) => unreadable.map((field) => `${list}.${at}.${field}`));

function declaredColumns(registry: Registry): readonly Column[] {
  return columnsOf(registry).filter(({ field }) => Object.hasOwn(registry.fields, field));
}
