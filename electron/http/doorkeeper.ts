import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import type { KnownWindows } from './knownWindows';
import { createRateLimit } from './rateLimit';

/**
 * Who may come in over the loopback host. The address that the program prints holds a token; the first browser to
 * bring it gets a cookie and the token is worth nothing from then on. Another program of this machine that finds the
 * port has neither. A cookie is one session; the operator still signs in to it with a password, and whenever somebody has
 * signed in or out the cookie is another one, so that what was seen of it before is worth nothing. The window of a former
 * run is known by the last cookie it got: it is let in to sign in, and to nothing else.
 */
export interface Doorkeeper {
  readonly token: string;
  /** The cookie to set, `refused` for a wrong or used token, `tired` after too many wrong ones. */
  admit(token: string): { readonly cookie: string } | 'refused' | 'tired';
  sessionOf(cookieHeader: string | undefined): Session | 'noCookie' | 'otherCookie';
  /** The cookie to set with an answer, where somebody has signed in or out there since the present one was given. */
  renew(session: Session): string | undefined;
}

/** With 256 bits nobody guesses; the limit is there so that a program that tries is slow and visible. */
const wrongTokensPerMinute = 10;

interface Visit {
  readonly session: Session;
  readonly operator: Session['operator'];
  readonly digest: string;
}

export function createDoorkeeper(
  app: App,
  cookieName: string,
  now: () => number,
  known: KnownWindows,
): Doorkeeper {
  const token = secret();
  const limit = createRateLimit(wrongTokensPerMinute, now);
  let isUsed = false;
  let visits: readonly Visit[] = [];
  let former = known.former;

  // With its name, which holds the port: what a stranger on the former port has seen opens nothing on another.
  const digestOf = (value: string): string => digest(`${cookieName}=${value}`).toString('hex');
  const remember = (visit: Visit): void => {
    visits = [visit, ...visits.filter(({ session }) => session !== visit.session)];
    former = former.filter((one) => one !== visit.digest);
    known.keep([...visits.map((one) => one.digest), ...former]);
  };
  const giveCookie = (session: Session): string => {
    const value = secret();
    remember({ session, operator: session.operator, digest: digestOf(value) });
    return `${cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/`;
  };

  return {
    token,

    admit(shown) {
      // The right one always opens: whoever knocks with wrong ones must not keep the operator out.
      if (!isUsed && sameSecret(shown, token)) {
        isUsed = true;
        return { cookie: giveCookie(app.openSession()) };
      }
      if (limit.isOver()) return 'tired';
      limit.count();
      return 'refused';
    },

    /** Compared by digest: what a comparison could leak is nothing that a cookie can be made from. */
    sessionOf(cookieHeader) {
      const value = cookieOf(cookieHeader ?? '', cookieName);
      if (value === undefined) return 'noCookie';
      const shown = digestOf(value);
      const visit = visits.find((one) => one.digest === shown);
      if (visit !== undefined) return visit.session;
      if (!former.includes(shown)) return 'otherCookie';
      const session = app.openSession();
      remember({ session, operator: null, digest: shown });
      return session;
    },

    renew(session) {
      const visit = visits.find((one) => one.session === session);
      if (visit === undefined || visit.operator === session.operator) return undefined;
      // Whoever signs in at one window has left the other.
      const left = session.operator === null ? [] : visits.filter((one) => one !== visit);
      for (const one of left)
        if (one.session.operator !== null) void app.call(one.session, 'session.lock', {});
      return giveCookie(session);
    },
  };
}

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

function cookieOf(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
