import { randomUUID } from 'node:crypto';
import type { ShownOnce } from '../../domain/contract/shownOnceCalls';
import type { SignedIn } from './sessionService';

/**
 * Keeps what is shown once (a code, the papers of a destruction) until its owner says that he has it. It lies in the
 * memory of this process only. Locking the desk hides it, signing in again shows it, the end of the program forgets it.
 * The owner is a login with its role and its state of the key: whoever resets the password of a head and signs in as him
 * has another state and is not shown his codes (0020).
 */
export interface ShownOnceStore {
  put(owner: SignedIn, one: NewShownOnce): void;
  of(owner: SignedIn): readonly ShownOnce[];
  done(owner: SignedIn, id: string): void;
}

type WithoutId<P> = P extends ShownOnce ? Omit<P, 'id'> : never;
export type NewShownOnce = WithoutId<ShownOnce>;

export function createShownOnce(told: () => void): ShownOnceStore {
  const waiting = new Map<string, { readonly owner: SignedIn; readonly one: ShownOnce }>();
  const isOf = (one: SignedIn, other: SignedIn): boolean =>
    one.login === other.login && one.key === other.key && one.role === other.role;
  return {
    put(owner, one) {
      const id = randomUUID();
      waiting.set(id, { owner, one: { id, ...one } });
      told();
    },
    of: (owner) => [...waiting.values()].filter((one) => isOf(one.owner, owner)).map(({ one }) => one),
    done(owner, id) {
      const found = waiting.get(id);
      if (found !== undefined && isOf(found.owner, owner)) waiting.delete(id);
    },
  };
}
