import { appendAudit, type AuditLine } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { ok } from '../../domain/values/result';

/** A line of the journal that stands for no change of the database: a transaction of its own. */
export async function noteEvent(
  database: Pick<Database, 'write' | 'now'>,
  actor: Actor,
  line: AuditLine,
  at = database.now().toISOString(),
): Promise<void> {
  await database.write(actor, async (tx) => {
    await appendAudit(tx, [line], at);
    return ok(null);
  });
}
