import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, ListRow } from '../../domain/registry/fieldKinds';
import { rootRegistries } from '../../domain/registry/index';
import type { ReadDb } from '../handles';
import { columnsOf, rowToFields, type Column } from '../tables';

/** A record as it lies in the tables: declared fields, system fields and the rows of its lists in order. */
export interface RecordState {
  readonly recordId: string;
  readonly version: number;
  readonly status: string;
  readonly registrationNumber: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly lists: Readonly<Record<string, readonly ListRow[]>>;
}

/** The record with its lists by one statement (one consistent look), undefined when there is none or it was withdrawn. */
export async function findRecord(
  db: ReadDb,
  root: Registry,
  recordId: string,
): Promise<RecordState | undefined> {
  const layout = layoutFor(root);
  const row = await db.get<Record<string, unknown>>(layout.selectOne, [recordId]);
  return row === undefined ? undefined : toRecord(layout, row);
}

/** Every record that is not withdrawn, in order of title: for documents and exports. */
export async function listRecords(
  db: ReadDb,
  root: Registry,
  statuses?: readonly string[],
): Promise<RecordState[]> {
  const filter = statuses === undefined ? '' : `AND root.status IN (${statuses.map(() => '?').join(', ')})`;
  const layout = layoutFor(root);
  const rows = await db.all<Record<string, unknown>>(
    `${layout.select} WHERE root.removed = 0 ${filter} ORDER BY root.title_key, root.id`,
    statuses ?? [],
  );
  return rows.map((row) => toRecord(layout, row));
}

/** How a root and its lists lie in the tables: worked out once, because every save begins with reading. */
interface Layout {
  readonly select: string;
  readonly selectOne: string;
  readonly columns: readonly Column[];
  readonly lists: readonly (readonly [list: string, columns: readonly Column[]])[];
}

const layouts: ReadonlyMap<string, Layout> = new Map(
  rootRegistries.map((root) => [root.code, layoutOf(root)]),
);

const layoutFor = (root: Registry): Layout => layouts.get(root.code) ?? layoutOf(root);

function layoutOf(root: Registry): Layout {
  const children = Object.entries(root.root?.lists ?? {});
  const lists = children.map(([list, child]) => {
    const cells = columnsOf(child).map(({ column }) => `'${column}', ${column}`);
    return `(SELECT json_group_array(json_object('id', id, ${cells.join(', ')}))
       FROM (SELECT * FROM ${child.table} WHERE parent_id = root.id AND removed = 0 ORDER BY position, id)) AS list_${list}`;
  });
  const select = `SELECT root.*, ${lists.join(', ')} FROM ${root.table} AS root`;
  return {
    select,
    selectOne: `${select} WHERE root.id = ? AND root.removed = 0`,
    columns: declaredColumns(root),
    lists: children.map(([list, child]) => [list, declaredColumns(child)]),
  };
}

function toRecord({ columns, lists }: Layout, row: Readonly<Record<string, unknown>>): RecordState {
  const rowsOf = (list: string, ofList: readonly Column[]): readonly ListRow[] => {
    const rows = JSON.parse(String(row[`list_${list}`])) as readonly Record<string, unknown>[];
    return rows.map((one) => ({ ...rowToFields(ofList, one), id: String(one['id']) }));
  };
  return {
    recordId: String(row['id']),
    version: Number(row['version']),
    status: String(row['status']),
    registrationNumber: typeof row['registration_number'] === 'string' ? row['registration_number'] : null,
    fields: rowToFields(columns, row),
    lists: Object.fromEntries(lists.map(([list, ofList]) => [list, rowsOf(list, ofList)])),
  };
}

function declaredColumns(registry: Registry): readonly Column[] {
  return columnsOf(registry).filter(({ field }) => Object.hasOwn(registry.fields, field));
}
