import type { HandlerError, Output, Parsed } from '../../../domain/contract';
import { fail, ok, type Result } from '../../../domain/values/result';
import { isPersonal } from '../../../domain/registry/personal';
import { countNaming, listNaming, namingFields, type Naming } from '../../../db/record/referenceRepository';
import { findRecord } from '../../../db/record/recordRepository';
import { admitToRead, type Viewer } from '../../access/personAccess';
import { findRoot, notFound } from '../recordEdits';
import { titlesOf, type TitleDeps } from './shownTitles';

type Answer = Output<'record.references'>;

/** «Что ссылается сюда»: what names a record, as far as whoever asks may read it. Nothing is told of the rest, nor how many. */
export async function recordReferences(
  deps: TitleDeps,
  viewer: Viewer,
  { registry, recordId, by, from, limit }: Parsed<'record.references'>,
): Promise<Result<Answer, HandlerError<'record.references'>>> {
  const { read, database } = deps;
  const found = findRoot(read, registry);
  if (!found.ok) return found;
  const target = found.value;
  // What is withdrawn may still be named, and what is not here yet too; a person's record is asked about where it opens.
  if (isPersonal(target)) {
    const record = await findRecord(read, target, recordId);
    if (record === undefined) return notFound(recordId);
    const admitted = await admitToRead(read, viewer, target, record, database.now());
    if (!admitted.ok) return admitted;
  }
  const { within } = viewer.sight;
  const fields = namingFields(read, target).filter(({ root }) => viewer.reads(root));
  const counts = await countNaming(read, recordId, fields, within);
  const counted = fields.map((one, at) => ({ one, records: counts[at] ?? 0 }));
  const chosen = by === undefined ? counted : counted.filter(({ one }) => isOf(one, by));
  if (by !== undefined && chosen.length === 0)
    return fail('filter.unknown', { params: { filter: `${by.registry}.${by.field}` } });
  const rows: Answer['rows'][number][] = [];
  let before = 0;
  for (const { one, records } of chosen) {
    const start = Math.max(0, from - before);
    const left = limit - rows.length;
    before += records;
    if (left <= 0 || start >= records) continue;
    for (const id of await listNaming(read, recordId, one, { from: start, limit: left, within }))
      rows.push({ ...placeOf(one), recordId: id });
  }
  const { titles } = await titlesOf(deps, viewer, idsByRegistry(rows));
  const told = counted.filter(({ records }) => records > 0);
  return ok({
    fields: told.map(({ one, records }) => ({ ...placeOf(one), rowRegistry: one.registry.code, records })),
    rows,
    titles,
  });
}

const isOf = (
  { registry, field }: Naming,
  by: { readonly registry: string; readonly field: string },
): boolean => registry.code === by.registry && field === by.field;

const placeOf = ({ root, registry, field }: Naming) => ({
  ...{ registry: root.code, list: registry.parent?.list ?? null, field },
});

function idsByRegistry(rows: Answer['rows']): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { registry, recordId } of rows)
    ids.set(registry, (ids.get(registry) ?? new Set<string>()).add(recordId));
  return ids;
}
