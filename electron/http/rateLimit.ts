/**
 * Limits guesses: after so many tries within a minute it is over until the oldest of them is a minute old. A try counts
 * from its beginning, so that many at once gain nothing. A try that turns out right is taken back.
 */
export interface RateLimit {
  isOver(): boolean;
  /** Counts a try; the answer forgives it. */
  count(): () => void;
}

const windowMs = 60_000;

export function createRateLimit(triesPerMinute: number, now: () => number): RateLimit {
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
