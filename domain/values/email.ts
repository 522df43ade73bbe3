import { issue, type Parsed } from './result';

/**
 * An e-mail address, Cyrillic domains among them. Checked by form only. The part after @ is kept in lower case: letters
 * of the part before it may differ by the post's own rules.
 */
const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Reads an address as typed or copied from a link. */
export function parseEmail(typed: string): Parsed<string> {
  const address = typed.trim().replace(/^mailto:/i, '');
  const at = address.lastIndexOf('@');
  const name = address.slice(0, Math.max(at, 0));
  const domain = address.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  const good =
    address.length <= 254 &&
    name.length <= 64 &&
    name.split('.').every((part) => local.test(part)) &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    /\p{L}/u.test(labels.at(-1) ?? '');
  return good ? { ok: true, value: `${name}@${domain}` } : issue('email.malformed', { typed });
}
