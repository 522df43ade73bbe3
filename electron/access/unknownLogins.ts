import { createHmac, randomBytes } from 'node:crypto';

/** How an account stands with wrong passwords. */
export interface Standing {
  readonly failedCount: number;
  readonly lockedUntil: string | null;
}

/**
 * Counts wrong passwords of logins that do not exist, and locks them like accounts that do: a lock tells nobody which
 * logins exist. It keeps a limited number of them in memory, and a restart forgets them. A typed login may be a password
 * by mistake, so only a keyed digest of it is kept.
 */
export interface UnknownLogins {
  standingOf(login: string): Standing;
  keep(login: string, standing: Standing, now: Date): void;
}

/** By the time that as many others have been tried, no lock lasts any more. */
const most = 10_000;

export function createUnknownLogins(): UnknownLogins {
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
