import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, ListRow } from '../../domain/registry/fieldKinds';
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
  const row = await db.get<Record<string, unknown>>(
    `${selectRecord(root)} WHERE root.id = ? AND root.removed = 0`,
    [recordId],
  );
  return row === undefined ? undefined : toRecord(root, row);
}

/** Every record that is not withdrawn, in order of title: for documents and exports. */
export async function listRecords(
  db: ReadDb,
  root: Registry,
  statuses?: readonly string[],
): Promise<RecordState[]> {
  const filter = statuses === undefined ? '' : `AND root.status IN (${statuses.map(() => '?').join(', ')})`;
  const rows = await db.all<Record<string, unknown>>(
    `${selectRecord(root)} WHERE root.removed = 0 ${filter} ORDER BY root.title_key, root.id`,
    statuses ?? [],
  );
  return rows.map((row) => toRecord(root, row));
}

function selectRecord(root: Registry): string {
  const lists = Object.entries(root.root?.lists ?? {}).map(([list, child]) => {
    const cells = columnsOf(child).map(({ column }) => `'${column}', ${column}`);
    return `(SELECT json_group_array(json_object('id', id, ${cells.join(', ')}))
       FROM (SELECT * FROM ${child.table} WHERE parent_id = root.id AND removed = 0 ORDER BY position, id)) AS list_${list}`;
  });
  return `SELECT root.*, ${lists.join(', ')} FROM ${root.table} AS root`;
}

function toRecord(root: Registry, row: Readonly<Record<string, unknown>>): RecordState {
  const lists = Object.entries(root.root?.lists ?? {}).map(([list, child]) => {
    const rows = JSON.parse(String(row[`list_${list}`])) as readonly Record<string, unknown>[];
    return [
      list,
      rows.map((one) => ({ ...rowToFields(declaredColumns(child), one), id: String(one['id']) })),
    ] as const;
  });
  return {
    recordId: String(row['id']),
    version: Number(row['version']),
    status: String(row['status']),
    registrationNumber: typeof row['registration_number'] === 'string' ? row['registration_number'] : null,
    fields: rowToFields(declaredColumns(root), row),
    lists: Object.fromEntries(lists),
  };
}

function declaredColumns(registry: Registry): readonly Column[] {
  return columnsOf(registry).filter(({ field }) => Object.hasOwn(registry.fields, field));
}
