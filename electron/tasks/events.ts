import { events, type EventName, type EventPayload } from '../../domain/contract';
import { isAllowedByRole } from '../../domain/access/permissions';
import { roleNamed } from '../../domain/access/roles';
import type { Session } from '../access/sessions';

export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Tells open windows what happened, after commit. Only signed-in sessions hear anything, and what their role may. */
export interface Events {
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** To one session only, whoever is signed in there. */
  emitTo<N extends EventName>(session: Session, name: N, payload: EventPayload<N>): void;
  subscribe(session: Session, listener: EventListener): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<{ session: Session; listener: EventListener }>();
  return {
    emit(name, payload) {
      const { allow } = events[name];
      for (const { session, listener } of listeners)
        if (session.operator !== null && isAllowedByRole(allow, roleNamed(session.operator.role) ?? null))
          listener(name, payload);
    },
    emitTo(target, name, payload) {
      for (const { session, listener } of listeners) if (session.id === target.id) listener(name, payload);
    },
    subscribe(session, listener) {
      const entry = { session, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}
