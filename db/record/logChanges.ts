import type { AuditAction } from '../../domain/audit/events';
import { birthField, birthValues, groupBirths } from '../../domain/exchange/birth';
import type { Change } from '../../domain/exchange/change';
import { wordKey } from '../../domain/exchange/register';
import { rowColumns, type LoggedRow } from './changeBinding';
import type { WriteTx } from '../file/handles';
import { jsonColumns, jsonRows } from './jsonRows';

/** An event about a change: a word, an ask or a loss, as the change itself says. */
export interface Entry {
  readonly change: Change;
  /** Id of the root record the change belongs to: its own for a root, the parent's for a list row. */
  readonly rootId: string;
  /** Applied: its value is shown from here on. Others are kept in the log and shown in the history. */
  readonly outcome: 'applied' | 'stale';
  /** Nothing new was told: a value that was told before is shown again. */
  readonly shown?: true;
}

export interface Origin {
  /** What the audit line says was done. */
  readonly action: AuditAction;
  /** Wall time of the transaction, ISO. */
  readonly at: string;
  /** Code of the peer whose package brought the changes. */
  readonly via?: string;
  /** What the package calls records that its changes name, by registry and id. */
  readonly titles?: ReadonlyMap<string, string>;
  /** Id of the import that made them. */
  readonly batch?: string;
}

/** Writes the log, a birth as one row of it. Answers the rows as they are stored now. */
export async function logChanges(
  tx: WriteTx,
  entries: readonly Entry[],
  versions: ReadonlyMap<string, number>,
  origin: Origin,
): Promise<readonly LoggedRow[]> {
  const events = groupBirths(entries, ({ change }) => change, areAlike);
  const rows = events.map((event) => toRow(event, versions.get(event[0].rootId) ?? 0));
  const logged: LoggedRow[] = [];
  for (const some of jsonRows(rows)) {
    const values = [some, origin.via ?? null, origin.batch ?? null];
    for (const row of await tx.all<LoggedRow>(insertChanges, values)) logged.push(row);
  }
  return logged;
}

const areAlike = (one: Entry, other: Entry): boolean =>
  one.rootId === other.rootId && one.outcome === other.outcome && one.shown === other.shown;

/** An event as its columns hold it: a birth is one. */
function toRow([first, ...rest]: readonly [Entry, ...Entry[]], version: number): readonly unknown[] {
  const { change, rootId, outcome, shown } = first;
  const { stamp, registry, recordId, before, replaces, office, operator, at } = change;
  const isBirth = rest.length > 0;
  const field = isBirth ? birthField : change.field;
  const after = isBirth ? birthValues([change, ...rest.map((entry) => entry.change)]) : change.after;
  const isWord = change.accepted !== undefined && shown !== true;
  const kind = shown === true ? 'shown' : change.lost !== undefined ? 'lost' : isWord ? 'word' : 'ask';
  const said = [
    JSON.stringify(before),
    JSON.stringify(after),
    replaces,
    office,
    operator,
    at,
    version,
    outcome,
  ];
  // An ask says what it would settle, so that its author is not asked again and its acceptance settles it.
  const settles = isWord || kind === 'ask' ? settledBy(change) : null;
  const word = isWord ? [wordKey(change), change.over ?? null, settles] : [null, null, settles];
  const { against = null, reason = null, words } = change.lost ?? {};
  const loss = [against, words === undefined ? reason : `${reason ?? ''} ${words}`];
  return [kind, stamp, registry, recordId, rootId, field, ...said, ...word, ...loss];
}

const settledBy = ({ settles = [] }: Change): string | null =>
  settles.length === 0 ? null : JSON.stringify(settles);

const insertChanges = `
  INSERT INTO change_event (kind, stamp, registry, record_id, root_id, field, before, after, replaces, office, operator,
                            at, version, outcome, word_key, over, settles, against, reason, via, batch)
  SELECT ${jsonColumns(19)}, ?2, ?3
    FROM json_each(?1)
  RETURNING ${rowColumns}`;
