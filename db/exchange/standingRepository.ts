import type { Standing } from '../../domain/exchange/audience';
import { readByAudience } from '../../domain/exchange/audienceReads';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { ReadDb } from '../file/handles';
import { columnOf, rowToFields, type Column } from '../record/tables';

/** What audiences read of records, withdrawn ones too: a few columns of each and no more. */
interface Row {
  readonly id: string;
  readonly seq: number;
  readonly own: string;
  readonly lists: string;
}
type Cells = Readonly<Record<string, unknown>>;

/** By id; a record that is not here is left out. */
export async function standingsOf(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const layout = layoutOf(root);
  const rows = await db.all<Row>(`${layout.select} WHERE root.id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(ids),
  ]);
  return new Map(rows.map((row) => [row.id, toStanding(layout, row)]));
}

/** So many records after a place among all of the registry, and the place of the last one; null behind the end. */
export async function nextStandings(
  db: ReadDb,
  root: Registry,
  after: number,
  limit: number,
): Promise<{ readonly standings: ReadonlyMap<string, Standing>; readonly last: number | null }> {
  const layout = layoutOf(root);
  const rows = await db.all<Row>(`${layout.select} WHERE root.seq > ? ORDER BY root.seq LIMIT ?`, [
    after,
    limit,
  ]);
  const standings = new Map(rows.map((row) => [row.id, toStanding(layout, row)]));
  return { standings, last: rows.at(-1)?.seq ?? null };
}

interface Layout {
  readonly select: string;
  readonly columns: readonly Column[];
  readonly lists: readonly (readonly [list: string, columns: readonly Column[]])[];
}

function layoutOf(root: Registry): Layout {
  const { fields, cells } = readByAudience(root);
  const holders = root.root?.held === undefined ? [] : ['decider', 'keeper'];
  const columns = ['status', ...holders, ...fields].flatMap((field) => columnOf(root, field) ?? []);
  const lists = Object.entries(root.root?.lists ?? {}).flatMap(([list, child]) => {
    const read = cells.filter(([of]) => of === list).flatMap(([, cell]) => columnOf(child, cell) ?? []);
    return read.length === 0 ? [] : [{ list, child, read }];
  });
  const ofLists = lists.map(
    ({ list, child, read }) => `'${list}', json((SELECT json_group_array(${objectOf(read)})
      FROM ${child.table} WHERE parent_id = root.id AND removed = 0))`,
  );
  return {
    select: `SELECT root.id, root.seq, ${objectOf(columns)} AS own, json_object(${ofLists.join(', ')}) AS lists
      FROM ${root.table} AS root`,
    columns,
    lists: lists.map(({ list, read }) => [list, read]),
  };
}

const objectOf = (columns: readonly Column[]): string =>
  `json_object(${columns.map(({ column }) => `'${column}', ${column}`).join(', ')})`;

function toStanding({ columns, lists }: Layout, row: Row): Standing {
  const { status, decider, keeper, ...fields } = rowToFields(columns, JSON.parse(row.own) as Cells).fields;
  const rows = JSON.parse(row.lists) as Readonly<Record<string, readonly Cells[]>>;
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    ...{ status: String(status), decider: textOf(decider), keeper: textOf(keeper), fields },
    lists: Object.fromEntries(
      lists.map(([list, ofList]) => [
        list,
        (rows[list] ?? []).map((cells) => rowToFields(ofList, cells).fields),
      ]),
    ),
  };
}
