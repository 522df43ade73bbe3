import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { recordTitle } from '../../domain/record/recordTitle';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fieldsNow, offeredFields, type ShippedRecords } from '../../domain/registry/shippedRecords';
import { fail, ok, type Result } from '../../domain/values/result';
import { findRecord, findRecords } from '../../db/record/recordRepository';
import { bornValues, declinedOf, declineShipped } from '../../db/record/shippedRepository';
import type { Viewer } from '../access/personAccess';
import { findRoot, notFound, type RecordDeps } from './recordEdits';
import { saveRecord } from './recordService';
import type { ShippedFiles } from './shipRecords';

/** A later file of shipped records is never written over what is here: a person takes of it what he wants. */
export interface ShippedDeps extends RecordDeps {
  readonly shippedFiles: ShippedFiles;
}

type Offer = Output<'shipped.offers'>['offers'][number];

export async function listOffers(deps: ShippedDeps): Promise<Result<Output<'shipped.offers'>, never>> {
  const found = [...deps.shippedFiles].map(([root, file]) => offersOf(deps, root, file));
  return ok({ offers: (await Promise.all(found)).flat() });
}

async function offersOf(
  { read }: ShippedDeps,
  root: Registry,
  { version, records }: ShippedRecords,
): Promise<readonly Offer[]> {
  const ids = records.map(({ id }) => id);
  const held = await findRecords(read, root, ids);
  const born = await bornValues(read, ids);
  const declined = await declinedOf(read, version, ids);
  return records.flatMap((record): readonly Offer[] => {
    const here = held.get(record.id);
    if (here === undefined || declined.has(record.id)) return [];
    const fields = offeredFields(record, born.get(record.id) ?? {}, here.fields);
    if (fields.length === 0) return [];
    const title = recordTitle(root, here.fields);
    return [{ registry: root.code, recordId: record.id, title, fields: [...fields] }];
  });
}

export async function takeShipped(
  deps: ShippedDeps,
  viewer: Viewer,
  { registry, recordId, fields }: Parsed<'shipped.take'>,
): Promise<Result<Output<'shipped.take'>, HandlerError<'shipped.take'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const shipped = deps.shippedFiles.get(found.value)?.records.find(({ id }) => id === recordId);
  const current = await findRecord(deps.read, found.value, recordId);
  if (shipped === undefined || current === undefined) return notFound(recordId);
  const taken = Object.entries(fieldsNow(shipped)).filter(([field]) => fields.includes(field));
  const input = { registry, recordId, baseVersion: current.version, draftId: '' };
  const saved = await saveRecord(deps, viewer, { ...input, fields: Object.fromEntries(taken) });
  return saved.ok ? ok({ version: saved.value.version }) : saved;
}

export async function declineOffer(
  deps: ShippedDeps,
  { actor }: Viewer,
  { registry, recordId }: Parsed<'shipped.decline'>,
): Promise<Result<Output<'shipped.decline'>, HandlerError<'shipped.decline'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const file = deps.shippedFiles.get(found.value);
  if (file?.records.some(({ id }) => id === recordId) !== true)
    return fail('record.notFound', { params: { recordId } });
  const at = deps.database.now().toISOString();
  await deps.database.write(actor, async (tx) => {
    await declineShipped(tx, recordId, file.version, at);
    return ok(null);
  });
  return ok({});
}
