import { randomUUID } from 'node:crypto';
import type { Vault } from '../../db/vault';
import type { SignedIn } from '../services/sessionService';
import type { Events } from './events';
import type { SessionEnd, SessionEnds } from './sessionEnds';
import type { OperatorSession } from './sessions';

/**
 * Who sits where: the sessions of this program. Leaving a desk, by locking, signing out, being blocked or doing nothing
 * for too long, gives up the data key; the last one who leaves wipes it. What the program ends by itself is noted in the
 * journal here; who locks or signs out is noted by that call.
 */
export interface Desks {
  open(): OperatorSession;
  find(sessionId: string): OperatorSession | undefined;
  seat(session: OperatorSession, operator: SignedIn): void;
  /** Changes what the program knows of the operator at this desk. */
  amend(session: OperatorSession, changes: Partial<SignedIn>): void;
  leave(session: OperatorSession): void;
  /** Every desk of this account is left. */
  endOf(login: string): void;
  /** A call came from here: ends a session that was idle too long, else begins its time anew. */
  touch(session: OperatorSession): void;
  /** Ends the rounds; what is to be noted is noted when the answer comes. */
  close(): Promise<void>;
}

export interface DeskDeps {
  readonly events: Events;
  readonly vault: Vault;
  readonly ends: SessionEnds;
  readonly now: () => Date;
  readonly idleMinutes: number;
}

/** How often idle desks are looked for, so that the key does not wait for a call that never comes. */
const roundMs = 15_000;

export function createDesks({ events, vault, ends, now, idleMinutes }: DeskDeps): Desks {
  const sessions = new Map<string, OperatorSession>();
  const seen = new Map<string, number>();

  const leave = (session: OperatorSession): void => {
    vault.release(session.id);
    if (session.operator === null) return;
    session.operator = null;
    events.emitTo(session, 'session.ended', {});
  };
  const end = (session: OperatorSession, why: SessionEnd): void => {
    const { operator } = session;
    leave(session);
    if (operator !== null) ends.note(operator, why);
  };
  const isIdle = (session: OperatorSession): boolean => {
    const at = now().getTime();
    const since = seen.get(session.id) ?? 0;
    // A clock that was set back tells nothing: the time begins anew, whether or not anybody calls.
    if (at < since) seen.set(session.id, at);
    return session.operator !== null && at - since > idleMinutes * 60_000;
  };
  const round = setInterval(() => {
    for (const session of sessions.values()) if (isIdle(session)) end(session, 'idle');
    void ends.settle();
  }, roundMs);
  round.unref();

  return {
    open() {
      const session: OperatorSession = { id: randomUUID(), operator: null };
      sessions.set(session.id, session);
      return session;
    },
    find: (sessionId) => sessions.get(sessionId),
    seat(session, operator) {
      session.operator = operator;
      seen.set(session.id, now().getTime());
    },
    amend(session, changes) {
      if (session.operator !== null) session.operator = { ...session.operator, ...changes };
    },
    leave,
    endOf(login) {
      for (const session of sessions.values()) if (session.operator?.login === login) end(session, 'revoked');
    },
    touch(session) {
      if (isIdle(session)) end(session, 'idle');
      else seen.set(session.id, now().getTime());
    },
    close() {
      clearInterval(round);
      return ends.settle();
    },
  };
}
