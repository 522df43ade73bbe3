import type { Database } from '../../db/file/database';
import { actorOf } from '../../db/file/handles';
import { noteEvent } from '../audit/noteEvent';

/**
 * Notes requests that a host refused before anybody signed in: from another page, with a wrong or used token, with
 * somebody else's cookie. The journal gets a line for the first one. Those of the next ten minutes are counted and told
 * with the line after, so that a flood of requests cannot fill the disk.
 */
export type RefusedVisit = 'page' | 'token' | 'cookie';

const quietMs = 10 * 60_000;

export function createRefusedVisits(
  database: Pick<Database, 'write' | 'now'>,
  office: { readonly code: string },
): (reason: RefusedVisit) => Promise<void> {
  const told = new Map<RefusedVisit, { readonly at: number; unwritten: number }>();
  return async (reason) => {
    const now = database.now();
    const last = told.get(reason);
    const since = last === undefined ? quietMs : now.getTime() - last.at;
    // A clock that was set back tells nothing: the line is written.
    if (last !== undefined && since >= 0 && since < quietMs) {
      last.unwritten += 1;
      return;
    }
    told.set(reason, { at: now.getTime(), unwritten: 0 });
    await noteEvent(database, actorOf(null, office), {
      action: 'host.refused',
      object: 'host/loopback',
      detail: { reason: reason, unwritten: last?.unwritten ?? 0 },
    });
  };
}
