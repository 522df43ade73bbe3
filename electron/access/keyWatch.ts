import type { Output, Parsed } from '../../domain/contract';
import { ok, type Result } from '../../domain/values/result';
import { appendAudit, auditTail } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { listKeyLines } from '../../db/journal/auditRepository';

/**
 * Who opened personal data by the recovery code, until a head has looked at it. The journal is the only place that says
 * so, and nobody may rewrite it; each line of it is read once while the program runs, since it may have very many.
 */
export interface KeyWatch {
  unseen(): Promise<Result<Output<'key.watch'>, never>>;
  /** Those that came meanwhile stay: only what was shown is noted as seen. */
  see(actor: Actor, input: Parsed<'key.see'>): Promise<Result<Output<'key.see'>, never>>;
}

type Acceptance = Output<'key.watch'>['acceptances'][number];

export function createKeyWatch(database: Database): KeyWatch {
  let read = 0;
  let waiting: readonly Acceptance[] = [];

  return {
    async unseen() {
      const { seq } = await auditTail(database.read);
      const lines = await listKeyLines(database.read, read, seq);
      for (const { seq: number, at, operator, action, object, by, upTo } of lines) {
        // Asked for twice at once, a line counts once.
        if (number <= read) continue;
        if (action === 'key.see') waiting = waiting.filter((one) => one.number > (upTo ?? 0));
        else if (by === 'recovery')
          waiting = [...waiting, { number, at, name: operator, login: object.slice('operator/'.length) }];
      }
      read = Math.max(read, seq);
      return ok({ acceptances: [...waiting] });
    },
    see: (actor, { upTo }) =>
      database.write(actor, async (tx) => {
        const at = database.now().toISOString();
        await appendAudit(tx, [{ action: 'key.see', object: 'key/recovery', detail: { upTo } }], at);
        return ok({});
      }),
  };
}
