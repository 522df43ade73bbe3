import { checkDigits, compact } from './digitCode';
import type { IssueBody } from './result';

/**
 * ОГРН of a legal entity (13 digits, begins with 1 or 5) and ОГРНИП of an entrepreneur (15, begins with 3). The last
 * digit is the remainder of all before it by 11 or 13. Digits 2-3 are the year of entry. Kept as text: the number
 * before the check digit still fits a safe integer, a longer code would not.
 */
interface Kind {
  readonly name: 'ogrn' | 'ogrnip';
  readonly length: number;
  readonly firstDigits: string;
  readonly divisor: number;
}
const legalEntity: Kind = { name: 'ogrn', length: 13, firstDigits: '15', divisor: 11 };
const entrepreneur: Kind = { name: 'ogrnip', length: 15, firstDigits: '3', divisor: 13 };

function check(kind: Kind, typed: string): IssueBody | null {
  const code = compact(typed);
  const issue = checkDigits(kind.name, code, [kind.length]);
  if (issue !== null) return issue;
  if (!kind.firstDigits.includes(code.charAt(0))) return { code: `${kind.name}.firstDigit` };
  const control = (Number(code.slice(0, -1)) % kind.divisor) % 10;
  return control === Number(code.slice(-1)) ? null : { code: `${kind.name}.checksum` };
}

/** Why this is not an ОГРН of a legal entity, or null. */
export const checkOgrn = (typed: string): IssueBody | null => check(legalEntity, typed);

/** Why this is not an ОГРНИП of an entrepreneur, or null. */
export const checkOgrnip = (typed: string): IssueBody | null => check(entrepreneur, typed);

/** Why this is neither, or null: the length tells which is meant. */
export function checkOgrnOrOgrnip(typed: string): IssueBody | null {
  return compact(typed).length === entrepreneur.length ? checkOgrnip(typed) : checkOgrn(typed);
}

/** The year of the entry in the state register that a good ОГРН or ОГРНИП names. */
export const yearOfOgrn = (ogrn: string): number => 2000 + Number(ogrn.slice(1, 3));
