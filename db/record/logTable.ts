import type { ReadDb } from '../file/handles';

/** Where the change log lies: a copy or a file that is only looked at may be older than the step that rebuilt it. */
export type LogTable = 'change_event' | 'change';

export async function logTable(db: Pick<ReadDb, 'get'>): Promise<LogTable> {
  const rebuilt = await db.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'change_event'");
  return rebuilt === undefined ? 'change' : 'change_event';
}
