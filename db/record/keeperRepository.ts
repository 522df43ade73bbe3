import type { FieldEdit } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import { readReference } from '../../domain/registry/references/recordReference';
import type { ReadDb } from '../file/handles';
import { snakeCase } from './tables';

/** What tells who keeps a record that goes with an office or with another record (`held` of its declaration). */
export interface Kept {
  readonly id: string;
  readonly decider: string | null;
  readonly keeper: string | null;
  /** The code that it bears itself. */
  readonly office: string | null;
  /** Who keeps the record that it hangs on. */
  readonly through: string | null;
  readonly territory: string | null;
}

/** Of these records, those that stand. */
export async function readKept(db: ReadDb, root: Registry, ids: readonly string[]): Promise<readonly Kept[]> {
  const held = root.root?.held ?? {};
  const parent = parentOf(db, root);
  const own = (field: string | undefined): string =>
    field === undefined ? 'NULL' : `own.${snakeCase(field)}`;
  const join =
    parent === undefined
      ? ''
      : `LEFT JOIN ${parent.table} AS up ON up.id = ${own(held.through)} AND up.removed = 0`;
  return db.all<Kept>(
    `SELECT own.id, own.decider, own.keeper, ${own(held.office)} AS office, ${own(held.territory)} AS territory,
        ${parent === undefined ? 'NULL' : 'up.keeper'} AS through
       FROM ${root.table} AS own ${join} WHERE own.removed = 0 AND own.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
}

/** Records that hang on these, by the registry they are of. */
export async function hangingOn(
  db: ReadDb,
  parent: Registry,
  ids: readonly string[],
): Promise<readonly (readonly [Registry, readonly string[]])[]> {
  const children = db.registries.roots.filter((root) => parentOf(db, root) === parent);
  const found: (readonly [Registry, readonly string[]])[] = [];
  for (const root of children) {
    const rows = await db.all<{ id: string }>(
      `SELECT root_id AS id FROM record_reference WHERE target_id IN (SELECT value FROM json_each(?1))
          AND target_registry = ?2 AND registry = ?3 AND field = ?4 ORDER BY root_id`,
      [JSON.stringify(ids), parent.code, root.code, root.root?.held?.through ?? ''],
    );
    if (rows.length > 0) found.push([root, rows.map(({ id }) => id)]);
  }
  return found;
}

/** Does this office keep the record that a birth hangs on? */
export async function keepsParent(
  db: ReadDb,
  root: Registry,
  office: string,
  edits: readonly Pick<FieldEdit, 'registry' | 'field' | 'after'>[],
): Promise<boolean> {
  const parent = parentOf(db, root);
  const through = root.root?.held?.through;
  const named = edits.findLast(({ registry, field }) => registry === root.code && field === through);
  const reference = readReference(named?.after);
  if (parent === undefined || reference === null) return false;
  const sql = `SELECT keeper FROM ${parent.table} WHERE id = ? AND removed = 0`;
  const row = await db.get<{ keeper: string | null }>(sql, [reference.id]);
  return row?.keeper === office;
}

function parentOf({ registries }: ReadDb, { fields, root }: Registry): Registry | undefined {
  const kind = fields[root?.held?.through ?? '']?.kind;
  return kind?.type === 'record' ? registries.root(kind.registry) : undefined;
}
