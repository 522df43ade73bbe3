/**
 * Slows down whoever guesses: after so many tries within a minute nothing more is heard until they are a minute old. A
 * try counts from its beginning, so that many at once gain nothing, and is forgiven when it turns out right. Knows
 * neither tokens nor passwords.
 */
export interface Patience {
  isOver(): boolean;
  /** Counts a try; the answer forgives it. */
  count(): () => void;
}

const windowMs = 60_000;

export function createPatience(triesPerMinute: number, now: () => number): Patience {
  const tries = new Set<{ readonly at: number }>();
  return {
    isOver() {
      for (const one of tries) if (now() - one.at >= windowMs) tries.delete(one);
      return tries.size >= triesPerMinute;
    },
    count() {
      const one = { at: now() };
      tries.add(one);
      return () => void tries.delete(one);
    },
  };
}
