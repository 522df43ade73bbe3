import type { FieldEdit } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import type { Registries } from '../../domain/registry/index';
import {
  fillMask,
  kindOfNumber,
  maskFault,
  seriesOf,
  type NumberMasks,
} from '../../domain/registry/traits/numbers';
import { legalDate } from '../../domain/values/legalTime';
import type { WriteTx } from '../../db/file/handles';
import { nextInSeries } from '../../db/record/numberRepository';
import type { RecordDeps } from './recordEdits';

/** Gives registration numbers inside the transaction that registers; the plan stands with the registry. */
export interface NumberDeps extends RecordDeps {
  /** Masks that this office has in the place of declared ones, by registry. */
  readonly numberMasks: Readonly<Record<string, NumberMasks>>;
}

/** Masks of an office, judged like declared ones: a mask that would give one number twice does not start. */
export function soundMasks(
  { roots }: Registries,
  masks: NumberDeps['numberMasks'],
): NumberDeps['numberMasks'] {
  for (const root of roots) {
    const own = masks[root.code];
    const fault = own === undefined ? null : maskFault(root, own);
    if (fault !== null) throw new Error(fault);
  }
  return masks;
}

/** The change that numbers a record which has no number, by the office that decides on it. */
export async function numberEdits(
  deps: NumberDeps,
  tx: WriteTx,
  root: Registry,
  { recordId, fields }: { readonly recordId: string; readonly fields: FieldValues },
): Promise<readonly FieldEdit[]> {
  const kind = kindOfNumber(root, fields);
  const masks = deps.numberMasks[root.code] ?? root.root?.numbers?.mask;
  if (masks === undefined || kind === null) return [];
  const office = deps.config.office;
  const parts = {
    index: office.index ?? office.code,
    year: legalDate(deps.database.now()).slice(0, 4),
    kind,
  };
  const { name, floor } = seriesOf(root, parts);
  const running = await nextInSeries(tx, name, floor);
  const after = fillMask(masks[office.kind === 'ministry' ? 'ministry' : 'territorial'], running, parts);
  return [{ registry: root.code, recordId, field: 'registrationNumber', before: null, after }];
}
