import type { FieldEdit } from '../../../domain/record/editRecord';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { readReference, sayReference } from '../../../domain/registry/references/recordReference';
import type { AuditAction } from '../../../domain/audit/events';
import type { WriteTx } from '../../../db/file/handles';
import { findRecord, type RecordState } from '../../../db/record/recordRepository';
import { listNaming, namingFields, type Naming } from '../../../db/record/referenceRepository';
import { changeRecord, type GateDeps } from '../changeGate';

/** What became of the records that named the one that is merged away. */
export interface Repointed {
  /** They name the other one now, or ask their owners to. */
  readonly changed: readonly string[];
  /** The gate refused: another office's, or the other one is not what the field asks for. They keep the former name. */
  readonly left: readonly string[];
}

/**
 * For whoever merges two records: what stands and named `from` names `to`, by changes like any other, through the gate. A
 * field that is pinned to an edition is left, because an edition of one record is none of another.
 */
export async function repointReferences(
  deps: GateDeps,
  tx: WriteTx,
  target: Registry,
  { from, to }: { readonly from: string; readonly to: string },
  action: AuditAction,
): Promise<Repointed> {
  const fields = namingFields(tx, target);
  const owners = new Map<string, Registry>();
  for (const field of fields)
    for (const id of await listNaming(tx, from, field, { from: 0, limit: -1, within: undefined }))
      owners.set(id, field.root);
  const [changed, left]: [string[], string[]] = [[], []];
  for (const [recordId, root] of owners) {
    const record = await findRecord(tx, root, recordId);
    if (record === undefined) continue;
    const own = fields.filter((field) => field.root === root);
    const edits = own.flatMap((field) => editsOf(field, record, from, to));
    const isPassed =
      edits.length > 0 && (await changeRecord(deps, tx, { root, recordId, record, edits }, action)).ok;
    (isPassed ? changed : left).push(recordId);
  }
  return { changed, left };
}

function editsOf(
  { root, registry, field, kind }: Naming,
  { recordId, fields, lists }: RecordState,
  from: string,
  to: string,
): readonly FieldEdit[] {
  if (kind.pinned !== undefined) return [];
  const list = Object.entries(root.root?.lists ?? {}).find(([, child]) => child === registry)?.[0];
  const rows = list === undefined ? [{ ...fields, id: recordId }] : (lists[list] ?? []);
  return rows.flatMap(({ id = '', [field]: before = null }) =>
    readReference(before)?.id === from
      ? [
          {
            registry: registry.code,
            recordId: id,
            field,
            before,
            after: sayReference({ id: to, edition: null }),
          },
        ]
      : [],
  );
}
