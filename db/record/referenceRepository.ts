import type { Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { isPersonal } from '../../domain/registry/personal';
import {
  editionField,
  fieldsNaming,
  type ReferenceField,
} from '../../domain/registry/references/referenceFields';
import { nameFieldsOf } from '../../domain/record/recordTitle';
import type { TargetState } from '../../domain/record/references';
import type { ReadDb } from '../file/handles';
import { openPage, type Line } from '../sealing/sealedSearch';
import { columnOf, snakeCase } from './tables';

/** Records that others name, and records that name them. A page is asked about by one statement, never a cell by itself. */
export interface Target extends TargetState {
  readonly registry: string;
  readonly id: string;
  /** null where it has none, and of a person. */
  readonly title: string | null;
}

/** A cell as it was filled: what the record it names was called then. */
export interface Chosen {
  readonly rowId: string;
  readonly field: string;
  readonly targetId: string;
  readonly title: string;
}

export interface Named {
  /** By `nameOfTarget`. What is neither here nor told of is not among them. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly chosen: readonly Chosen[];
}

/** Ids of records, by code of their registry. */
export type WantedTargets = ReadonlyMap<string, ReadonlySet<string>>;

export const nameOfTarget = (registry: string, id: string): string => `${registry}/${id}`;

/** What is known of these records; with `rowIds`, also what those that these rows name were called when they were chosen. */
export async function readTargets(
  db: ReadDb,
  wanted: WantedTargets,
  rowIds: readonly string[] = [],
): Promise<Named> {
  const targets = new Map<string, Target>();
  const chosen: Chosen[] = [];
  const roots = db.registries.roots.filter(({ code }) => wanted.has(code));
  if (roots.length === 0) return { targets, chosen };
  const ids = Object.fromEntries([...wanted].map(([code, some]) => [code, [...some]]));
  const sql = [
    ...roots.map((root) => selectHere(db.registries, root)),
    ...roots.filter((root) => !isPersonal(root)).map(selectTold),
    ...(rowIds.length > 0 ? [selectChosen] : []),
  ].join(' UNION ALL ');
  for (const row of await db.all<Row>(sql, [JSON.stringify({ ...ids, ' rows': rowIds })])) {
    const { registry, id, title, status, state, edition } = row;
    if (state === 'chosen')
      chosen.push({ rowId: registry, field: edition ?? '', targetId: id, title: title ?? '' });
    else if (!targets.has(nameOfTarget(registry, id)))
      targets.set(nameOfTarget(registry, id), { registry, id, title, status, state, edition });
  }
  return { targets, chosen };
}

interface Row {
  readonly registry: string;
  readonly id: string;
  readonly title: string | null;
  readonly status: string | null;
  readonly state: TargetState['state'] | 'chosen';
  readonly edition: string | null;
}

const idsOf = (code: string): string => `(SELECT value FROM json_each(?1, '$."${code}"'))`;

function selectHere(registries: Registries, root: Registry): string {
  const { code, table } = root;
  const isSealed = isPersonal(root);
  const pinned = editionField(registries, root);
  const gone = isSealed
    ? `iif(EXISTS (SELECT 1 FROM record_key WHERE record_id = ${table}.id), 'withdrawn', 'destroyed')`
    : `'withdrawn'`;
  const title = isSealed ? 'NULL' : snakeCase(root.root?.titleField ?? 'id');
  const edition = pinned === undefined ? 'NULL' : `CAST(${snakeCase(pinned)} AS TEXT)`;
  return `SELECT '${code}' AS registry, id, ${title} AS title, status, iif(removed = 0, 'here', ${gone}) AS state,
      ${edition} AS edition FROM ${table} WHERE id IN ${idsOf(code)}`;
}

const selectTold = ({ code }: Registry): string =>
  `SELECT registry, record_id, title, NULL, 'told', NULL FROM told_title
    WHERE registry = '${code}' AND record_id IN ${idsOf(code)}`;

const selectChosen = `SELECT row_id, target_id, title, NULL, 'chosen', field FROM record_reference
    WHERE row_id IN ${idsOf(' rows')} AND title IS NOT NULL`;

/** Lines of persons with the parts of their names and their territory, opened. */
export async function openNames(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<readonly Line[]> {
  const fields = new Set([...nameFieldsOf(root), root.root?.territoryField ?? '']);
  const columns = [...fields].flatMap((field) => columnOf(root, field) ?? []);
  const rows = await db.all<Record<string, unknown>>(
    `SELECT id, version, ${columns.map(({ column }) => column).join(', ')} FROM ${root.table}
      WHERE removed = 0 AND id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return openPage(db, root, columns, rows);
}

/** Persons with the open field that says whose they are to see; who was withdrawn or destroyed too. */
export async function readTerritories(
  db: ReadDb,
  root: Registry,
  ids: readonly string[],
): Promise<
  readonly { readonly recordId: string; readonly fields: Readonly<Record<string, string | null>> }[]
> {
  const field = root.root?.territoryField;
  const column = field === undefined ? 'NULL' : snakeCase(field);
  const rows = await db.all<{ id: string; territory: string | null }>(
    `SELECT id, ${column} AS territory FROM ${root.table} WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ id, territory }) => ({ recordId: id, fields: { [field ?? '']: territory } }));
}

/** A record that words name. */
export interface Worded {
  readonly typed: string;
  readonly id: string;
  readonly status: string;
  readonly edition: string | null;
}

/** Records of an open registry whose whole title, folded, or whose number these words are; a person is not found so. */
export async function findByWords(
  db: ReadDb,
  root: Registry,
  words: readonly (readonly [typed: string, titleKey: string])[],
): Promise<readonly Worded[]> {
  if (isPersonal(root) || words.length === 0) return [];
  const pinned = editionField(db.registries, root);
  const edition = pinned === undefined ? 'NULL' : `CAST(named.${snakeCase(pinned)} AS TEXT)`;
  const by = (
    condition: string,
  ) => `SELECT said.value ->> 0 AS typed, named.id, named.status, ${edition} AS edition
    FROM json_each(?1) AS said CROSS JOIN ${root.table} AS named WHERE ${condition} AND named.removed = 0`;
  return db.all<Worded>(
    `${by("named.title_key = said.value ->> 1 AND said.value ->> 1 <> ''")}
      UNION ${by('named.number_key = said.value ->> 0')}`,
    [JSON.stringify(words)],
  );
}

/** A field of a registry that names records of another, and the root it belongs to. */
export interface Naming extends ReferenceField {
  readonly root: Registry;
}

/** Every field that may name a record of this registry. */
export const namingFields = ({ registries }: ReadDb, target: Registry): readonly Naming[] =>
  fieldsNaming(registries, target).map((one) => ({ ...one, root: registries.rootOf(one.registry) }));

/** Which records are named, and of personal registries in which territories only; undefined means all. */
interface Asked {
  readonly ids: readonly string[];
  readonly within: readonly string[] | undefined;
}

const asJson = ({ ids, within }: Asked): string => JSON.stringify({ ids, within: within ?? null });

/** Lines of the index that stand: neither the record nor the row that names was withdrawn. `?1` is an `Asked`. */
function standing({ root, registry, field, kind }: Naming): string {
  const row = registry === root ? '' : `JOIN ${registry.table} AS own ON own.id = row_id AND own.removed = 0`;
  const territory = columnOf(root, root.root?.territoryField ?? '')?.column;
  const near =
    territory === undefined
      ? ''
      : `AND (json_type(?1, '$.within') = 'null' OR named.${territory} IN (SELECT value FROM json_each(?1, '$.within')))`;
  return `FROM record_reference AS line ${row}
    JOIN ${root.table} AS named ON named.id = line.root_id AND named.removed = 0 ${near}
   WHERE line.target_id IN (SELECT value FROM json_each(?1, '$.ids')) AND line.target_registry = '${kind.registry}'
     AND line.registry = '${registry.code}' AND line.field = '${field}'`;
}

/** How many records name this one in each of these fields. */
export async function countNaming(
  db: ReadDb,
  targetId: string,
  fields: readonly Naming[],
  within: readonly string[] | undefined,
): Promise<readonly number[]> {
  if (fields.length === 0) return [];
  const sql = fields.map((one) => `SELECT count(DISTINCT line.root_id) AS n ${standing(one)}`);
  const rows = await db.all<{ n: number }>(sql.join(' UNION ALL '), [asJson({ ids: [targetId], within })]);
  return rows.map(({ n }) => n);
}

/** Ids of the records that name this one in this field, a page of them in the order of their ids. */
export async function listNaming(
  db: ReadDb,
  targetId: string,
  field: Naming,
  { from, limit, within }: { readonly from: number; readonly limit: number } & Pick<Asked, 'within'>,
): Promise<readonly string[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT DISTINCT line.root_id AS id ${standing(field)} ORDER BY line.root_id LIMIT ?2 OFFSET ?3`,
    [asJson({ ids: [targetId], within }), limit, from],
  );
  return rows.map(({ id }) => id);
}

/** How many records that stand name these, by id; without those that are withdrawn with them. */
export async function countNamingEach(
  db: ReadDb,
  target: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const fields = namingFields(db, target);
  if (fields.length === 0 || ids.length === 0) return new Map();
  const sql = fields.map((one) => {
    const apart =
      one.root === target ? `AND line.root_id NOT IN (SELECT value FROM json_each(?1, '$.ids'))` : '';
    return `SELECT line.target_id AS id, line.root_id AS root ${standing(one)} ${apart}`;
  });
  const rows = await db.all<{ id: string; n: number }>(
    `SELECT id, count(*) AS n FROM (${sql.join(' UNION ')}) GROUP BY id`,
    [asJson({ ids, within: undefined })],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}
