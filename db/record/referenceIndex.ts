import { isPersonal } from '../../domain/registry/personal';
import { readReference } from '../../domain/registry/references/recordReference';
import { referenceFields } from '../../domain/registry/references/referenceFields';
import type { WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from './jsonRows';
import type { Entry } from './logChanges';
import { snakeCase } from './tables';

/**
 * Keeps which records name which others, for the writer alone: a line for each cell that names a record, whether its row
 * stands or was withdrawn. With it lies what the target was called when it was chosen: by the package that brought it, by
 * the record that is here, or by what was told of it. A person's name never lies here.
 */
export async function indexReferences(
  tx: WriteTx,
  entries: readonly Entry[],
  titles: ReadonlyMap<string, string> | undefined,
): Promise<void> {
  const known = tx.registries.once(referenceFields);
  if (known.size === 0) return;
  const cells = new Map<string, Entry>();
  for (const entry of entries) {
    const { registry, recordId, field } = entry.change;
    if (entry.outcome === 'applied' && known.get(registry)?.has(field) === true)
      cells.set(`${registry}/${recordId}/${field}`, entry);
  }
  const emptied: string[][] = [];
  const named = new Map<string, (string | null)[][]>();
  for (const { change, rootId } of cells.values()) {
    const { registry, recordId, field } = change;
    const target = known.get(registry)?.get(field)?.kind.registry ?? '';
    const reference = readReference(change.after);
    if (reference === null) emptied.push([recordId, field, registry]);
    else {
      const { id, edition } = reference;
      const title = titles?.get(`${target}/${id}`) ?? null;
      const row = [registry, recordId, field, rootId, target, id, edition, title];
      named.set(target, [...(named.get(target) ?? []), row]);
    }
  }
  for (const [target, rows] of named) {
    const sql = insertInto(tx, target);
    for (const some of jsonRows(rows)) await tx.run(sql, [some]);
  }
  if (emptied.length > 0)
    await tx.run(
      `DELETE FROM record_reference WHERE (row_id, field, registry) IN
         (SELECT ${jsonColumns(3)} FROM json_each(?))`,
      [JSON.stringify(emptied)],
    );
}

function insertInto({ registries }: WriteTx, target: string): string {
  const root = registries.root(target);
  const titleField = root?.root?.titleField;
  const title =
    root === undefined || titleField === undefined || isPersonal(root)
      ? 'NULL'
      : `coalesce(value ->> 7, (SELECT ${snakeCase(titleField)} FROM ${root.table} WHERE id = value ->> 5),
          (SELECT title FROM told_title WHERE registry = value ->> 4 AND record_id = value ->> 5))`;
  return `
    INSERT INTO record_reference (registry, row_id, field, root_id, target_registry, target_id, edition, title)
    SELECT ${jsonColumns(7)}, ${title} FROM json_each(?) WHERE true
    ON CONFLICT (row_id, field, registry) DO UPDATE SET root_id = excluded.root_id,
      target_registry = excluded.target_registry, target_id = excluded.target_id,
      edition = excluded.edition, title = excluded.title`;
}
