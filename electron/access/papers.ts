import { randomUUID } from 'node:crypto';
import type { Paper } from '../../domain/contract/paperCalls';
import type { SignedIn } from './sessionService';

/**
 * What is shown once waits here, in the memory of this process and nowhere else, until its owner says that he has it.
 * Locking hides it, signing in again shows it, the end of the program forgets it. It is shown to the same login only as
 * long as that stands to the key as it did: whoever has reset the password or changed the role of a head is not told by
 * this what the key opens (0020).
 */
export interface Papers {
  put(owner: SignedIn, paper: NewPaper): void;
  of(owner: SignedIn): readonly Paper[];
  done(owner: SignedIn, id: string): void;
}

type Numberless<P> = P extends Paper ? Omit<P, 'id'> : never;
export type NewPaper = Numberless<Paper>;

export function createPapers(told: () => void): Papers {
  const waiting = new Map<string, { readonly owner: SignedIn; readonly paper: Paper }>();
  const isOf = (one: SignedIn, other: SignedIn): boolean =>
    one.login === other.login && one.key === other.key && one.role === other.role;
  return {
    put(owner, paper) {
      const id = randomUUID();
      waiting.set(id, { owner, paper: { id, ...paper } });
      told();
    },
    of: (owner) => [...waiting.values()].filter((one) => isOf(one.owner, owner)).map(({ paper }) => paper),
    done(owner, id) {
      const found = waiting.get(id);
      if (found !== undefined && isOf(found.owner, owner)) waiting.delete(id);
    },
  };
}
