import type { Output } from '../../domain/contract';
import { listMoves } from '../../domain/record/recordStatus';
import type { RecordContent } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';

type Opened = Output<'record.open'>;

/** What the form holds of an opened record. */
export const contentOf = (record: Opened): RecordContent => ({ fields: record.fields, lists: record.lists });

/** A record that is not there yet, as if it had been opened; `decides`: may its office make decisions? */
export function blankRecord(root: Registry | undefined, decides: boolean): Opened {
  const status = root?.root?.statuses.order[0] ?? '';
  const moves = root === undefined ? [] : listMoves(root, status, ({ decision }) => !decision || decides);
  return {
    ...{ recordId: '', version: 0, status, registrationNumber: null, moves: [...moves] },
    fields: Object.fromEntries(Object.keys(root?.fields ?? {}).map((name) => [name, null])),
    lists: Object.fromEntries(Object.keys(root?.root?.lists ?? {}).map((name) => [name, []])),
    ...{ lacks: [], warnings: [], notYours: [], proposes: [], waiting: [] },
    ...{ titles: {}, chosenAs: {} },
  };
}
