import type { AuditAction } from '../../domain/audit/events';
import type { SessionEnd } from '../../domain/contract/shapes';
import { ok } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import { actorOf } from '../../db/file/handles';
import { note, type SignedIn } from './sessionService';
import { isDiskFull } from '../../db/file/fileFault';

/**
 * Lines of the journal for sessions that the program ended and nobody called for: left idle, past their longest time, or
 * ended with the rights of the account. They are told from a timer and in the middle of other work, so telling never
 * waits and never throws; what cannot be written is kept and tried again. A line leaves the queue once it is written, so
 * it is written once.
 */
export interface SessionEnds {
  note(operator: SignedIn, why: SessionEnd): void;
  /** Tries again what could not be written. Never rejects. */
  settle(): Promise<void>;
}

export interface SessionEndDeps {
  readonly database: Database;
  readonly office: { readonly code: string };
  readonly reportBug: (where: string, error: unknown) => string;
}

export function createSessionEnds({ database, office, reportBug }: SessionEndDeps): SessionEnds {
  const waiting: { readonly operator: SignedIn; readonly action: AuditAction; readonly at: string }[] = [];
  let underWay: Promise<void> = Promise.resolve();

  const writeAll = async (): Promise<void> => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const { operator, action, at } = next;
      await database.write(actorOf(operator, office), async (tx) => {
        await note(tx, action, operator.login, at);
        return ok(null);
      });
      waiting.shift();
    }
  };
  const settle = (): Promise<void> => {
    underWay = underWay.then(writeAll).catch((error: unknown) => {
      if (!isDiskFull(error)) reportBug('session.end', error);
    });
    return underWay;
  };

  return {
    note(operator, why) {
      waiting.push({ operator, action: `session.${why}`, at: database.now().toISOString() });
      void settle();
    },
    settle,
  };
}
