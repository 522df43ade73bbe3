import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { App, Session } from '../app/app';
import { createPatience } from './patience';

/**
 * Who may come in over the loopback host. The address that the program prints holds a token; the first browser to
 * bring it gets a cookie and the token is worth nothing from then on. Another program of this machine that finds the
 * port has neither. A cookie is one session; the operator still signs in to it with a password, and whenever somebody has
 * signed in or out the cookie is another one, so that what was seen of it before is worth nothing.
 */
export interface Doorkeeper {
  readonly token: string;
  /** The cookie to set, `refused` for a wrong or used token, `tired` after too many wrong ones. */
  admit(token: string): { readonly cookie: string } | 'refused' | 'tired';
  sessionOf(cookieHeader: string | undefined): Session | 'noCookie' | 'otherCookie';
  /** The cookie to set with an answer, where somebody has signed in or out since the present one was given. */
  renew(): string | undefined;
}

/** With 256 bits nobody guesses; the limit is there so that a program that tries is slow and visible. */
const wrongTokensPerMinute = 10;

export function createDoorkeeper(app: App, cookieName: string, now: () => number): Doorkeeper {
  const token = secret();
  const patience = createPatience(wrongTokensPerMinute, now);
  /** One token, one visit. */
  let visit:
    | { readonly session: Session; readonly operator: Session['operator']; readonly digest: string }
    | undefined;

  const giveCookie = (session: Session): string => {
    const value = secret();
    visit = { session, operator: session.operator, digest: digest(value).toString('hex') };
    return `${cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/`;
  };

  return {
    token,

    admit(shown) {
      // The right one always opens: whoever knocks with wrong ones must not keep the operator out.
      if (visit === undefined && sameSecret(shown, token)) return { cookie: giveCookie(app.openSession()) };
      if (patience.isOver()) return 'tired';
      patience.count();
      return 'refused';
    },

    /** Compared by digest: what a comparison could leak is nothing that a cookie can be made from. */
    sessionOf(cookieHeader) {
      const value = cookieOf(cookieHeader ?? '', cookieName);
      if (value === undefined) return 'noCookie';
      return digest(value).toString('hex') === visit?.digest ? visit.session : 'otherCookie';
    },

    renew: () =>
      visit === undefined || visit.operator === visit.session.operator
        ? undefined
        : giveCookie(visit.session),
  };
}

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

function cookieOf(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
