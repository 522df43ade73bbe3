import { randomUUID } from 'node:crypto';
import type { Vault } from '../../db/sealing/vault';
import { nothingAtHand } from './emergencyAtHand';
import type { SignedIn } from './sessionService';
import type { Events } from '../tasks/events';
import type { AccessPolicy } from '../../domain/access/accessPolicy';
import type { SessionEnd } from '../../domain/contract/shapes';
import type { SessionEnds } from './sessionEnds';
import type { OperatorSession } from './sessions';

/**
 * The sessions that are open in this program, one for each window. A session ends by locking, signing out, blocking of
 * the account, idleness or its longest time; then it gives up the data key, and the last one wipes the key from memory.
 * Sessions that the program ends itself are noted in the journal here; locking and signing out are noted by their calls.
 */
export interface OpenSessions {
  open(): OperatorSession;
  find(sessionId: string): OperatorSession | undefined;
  seat(session: OperatorSession, operator: SignedIn): void;
  /** Changes what the program knows of the operator at this desk. */
  amend(session: OperatorSession, changes: Partial<SignedIn>): void;
  leave(session: OperatorSession): void;
  /** Every desk of this account is left. */
  endOf(login: string): void;
  /**
   * A call came from here: ends a session that was idle too long or has lasted too long, else its idle time begins anew,
   * and once more when the call has been answered (`done`). Nothing ends it in the middle of one.
   */
  attend(session: OperatorSession): () => void;
  /** Ends the rounds; what is to be noted is noted when the answer comes. */
  close(): Promise<void>;
}

export interface OpenSessionsDeps {
  readonly events: Events;
  readonly vault: Vault;
  readonly ends: SessionEnds;
  readonly now: () => Date;
  readonly policy: Pick<AccessPolicy, 'idleMinutes' | 'sessionHours'>;
}

/** Times of somebody at a desk, in milliseconds. */
interface Sitting {
  calledAt: number;
  lookedAt: number;
  /** Since he signed in. */
  passed: number;
  /** How many are being answered. */
  calls: number;
}

/** How often idle openSessions are looked for, so that the key does not wait for a call that never comes. */
const roundMs = 15_000;

export function createOpenSessions({ events, vault, ends, now, policy }: OpenSessionsDeps): OpenSessions {
  const sessions = new Map<string, OperatorSession>();
  const sittings = new Map<string, Sitting>();

  const empty = (session: OperatorSession, why: SessionEnd | null): void => {
    vault.release(session.id);
    session.ended = why;
    session.emergency = nothingAtHand();
    if (session.operator === null) return;
    session.operator = null;
    events.emitTo(session, 'session.ended', { why });
  };
  const end = (session: OperatorSession, why: SessionEnd): void => {
    const { operator } = session;
    if (operator === null) return;
    empty(session, why);
    ends.note(operator, why);
  };
  /** Ends the session if its time is over. */
  const look = (session: OperatorSession): void => {
    const sitting = sittings.get(session.id);
    if (session.operator === null || sitting === undefined) return;
    const at = now().getTime();
    // A clock that was set back tells nothing: what has passed stays passed, and the idle time begins anew.
    sitting.passed += Math.max(0, at - sitting.lookedAt);
    sitting.lookedAt = at;
    sitting.calledAt = sitting.calls > 0 ? at : Math.min(sitting.calledAt, at);
    if (sitting.calls > 0) return;
    if (at - sitting.calledAt > policy.idleMinutes * 60_000) end(session, 'idle');
    else if (sitting.passed > policy.sessionHours * 3_600_000) end(session, 'expired');
  };
  const round = setInterval(() => {
    for (const session of sessions.values()) look(session);
    void ends.settle();
  }, roundMs);
  round.unref();

  return {
    open() {
      const session: OperatorSession = {
        id: randomUUID(),
        operator: null,
        ended: null,
        emergency: nothingAtHand(),
      };
      sessions.set(session.id, session);
      return session;
    },
    find: (sessionId) => sessions.get(sessionId),
    seat(session, operator) {
      const isRelieved = session.operator !== null && session.operator.login !== operator.login;
      session.operator = operator;
      session.ended = null;
      // Whoever listens here listens for the one who sat here before.
      if (isRelieved) events.emitTo(session, 'session.ended', { why: null });
      session.emergency = nothingAtHand();
      const at = now().getTime();
      sittings.set(session.id, { calledAt: at, lookedAt: at, passed: 0, calls: 0 });
    },
    amend(session, changes) {
      if (session.operator !== null) session.operator = { ...session.operator, ...changes };
    },
    leave: (session) => empty(session, null),
    endOf(login) {
      for (const session of sessions.values()) if (session.operator?.login === login) end(session, 'revoked');
    },
    attend(session) {
      look(session);
      const sitting = sittings.get(session.id);
      if (sitting === undefined) return () => undefined;
      sitting.calledAt = now().getTime();
      sitting.calls += 1;
      return () => {
        sitting.calledAt = now().getTime();
        sitting.calls -= 1;
      };
    },
    close() {
      clearInterval(round);
      return ends.settle();
    },
  };
}
