import { ok } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import type { Actor, ReadDb } from '../../db/handles';

/**
 * Says in the journal that sealed records are damaged: one line for a record however often it is looked at, because the
 * line is for whoever restores it and not for whoever saw it. Never says what the record holds.
 */
export type NoteDamage = (actor: Actor, registry: string, recordIds: readonly string[]) => Promise<void>;

/** Remembers what the journal has, so that it is looked through once for a record and not at every look. */
export function createDamageNotes(database: Database): NoteDamage {
  const noted = new Set<string>();
  return async (actor, registry, recordIds) => {
    const objects = recordIds.map((recordId) => `${registry}/${recordId}`);
    if (objects.every((object) => noted.has(object))) return;
    await database.write(actor, async (tx) => {
      const known = new Set([...noted, ...(await objectsNoted(tx, objects))]);
      const fresh = [...new Set(objects)].filter((object) => !known.has(object));
      const lines = fresh.map((object) => ({ action, object, detail: {} }) as const);
      await appendAudit(tx, lines, database.now().toISOString());
      return ok(null);
    });
    for (const object of objects) noted.add(object);
  };
}

const action = 'record.unreadable';

async function objectsNoted(db: ReadDb, objects: readonly string[]): Promise<readonly string[]> {
  const rows = await db.all<{ object: string }>(
    'SELECT DISTINCT object FROM audit WHERE action = ? AND object IN (SELECT value FROM json_each(?))',
    [action, JSON.stringify(objects)],
  );
  return rows.map(({ object }) => object);
}
