import { ok } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { objectsWithLine } from '../../db/journal/auditRepository';

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
      const known = new Set([...noted, ...(await objectsWithLine(tx, action, objects))]);
      const fresh = [...new Set(objects)].filter((object) => !known.has(object));
      const lines = fresh.map((object) => ({ action, object, detail: {} }) as const);
      await appendAudit(tx, lines, database.now().toISOString());
      return ok(null);
    });
    for (const object of objects) noted.add(object);
  };
}

const action = 'record.unreadable';
