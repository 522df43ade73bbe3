import type { Database } from '../../db/file/database';
import { actorOf } from '../../db/file/handles';
import { noteEvent } from '../audit/noteEvent';

/**
 * Requests that a host turned away before anybody was let in: of another page or name, with a wrong or used token, with
 * somebody else's cookie. A line of the journal tells of the first; those that follow within minutes are counted and
 * told with the next one, so that whoever knocks cannot fill the disk.
 */
export type Knock = 'page' | 'token' | 'cookie';

const quietMs = 10 * 60_000;

export function createKnocks(
  database: Pick<Database, 'write' | 'now'>,
  office: { readonly code: string },
): (knock: Knock) => Promise<void> {
  const told = new Map<Knock, { readonly at: number; unwritten: number }>();
  return async (knock) => {
    const now = database.now();
    const last = told.get(knock);
    const since = last === undefined ? quietMs : now.getTime() - last.at;
    // A clock that was set back tells nothing: the line is written.
    if (last !== undefined && since >= 0 && since < quietMs) {
      last.unwritten += 1;
      return;
    }
    told.set(knock, { at: now.getTime(), unwritten: 0 });
    await noteEvent(database, actorOf(null, office), {
      action: 'host.refused',
      object: 'host/loopback',
      detail: { reason: knock, unwritten: last?.unwritten ?? 0 },
    });
  };
}
