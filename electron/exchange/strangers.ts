import { createHmac, randomBytes } from 'node:crypto';

/** How an account stands with wrong passwords. */
export interface Standing {
  readonly failedCount: number;
  readonly lockedUntil: string | null;
}

/**
 * Logins that do not exist, counted and locked as those that do, so that the lock tells nobody which is which. In memory
 * only and so many of them at most; what was typed may be a password and is kept as a keyed digest. A program that is
 * started anew has forgotten them.
 */
export interface Strangers {
  standingOf(login: string): Standing;
  keep(login: string, standing: Standing, now: Date): void;
}

/** By the time that as many others have been tried, no lock lasts any more. */
const most = 10_000;

export function createStrangers(): Strangers {
  const key = randomBytes(32);
  const kept = new Map<string, Standing>();
  const nameOf = (login: string): string => createHmac('sha256', key).update(login).digest('base64url');
  return {
    standingOf: (login) => kept.get(nameOf(login)) ?? { failedCount: 0, lockedUntil: null },
    keep(login, standing, now) {
      const name = nameOf(login);
      // The last one tried is the last one forgotten.
      kept.delete(name);
      kept.set(name, standing);
      for (const [one, { lockedUntil }] of kept)
        if (kept.size > most || (lockedUntil !== null && lockedUntil <= now.toISOString())) kept.delete(one);
    },
  };
}
