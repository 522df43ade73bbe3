import { checkDigits, compact, digitsOf, weightedSum } from './digitCode';
import type { IssueBody } from './result';

/**
 * СНИЛС: 9 digits of the number and 2 of control, printed `123-456-789 64`, kept as 11 digits. Numbers up to
 * 001-001-998 were given before the control and must not be judged by it; a number of zeros was given to nobody.
 */
const lastWithoutControl = 1_001_998;
const weights = [9, 8, 7, 6, 5, 4, 3, 2, 1];

/** The stored form: digits only. */
export const normaliseSnils = (typed: string): string => compact(typed).replace(/[-\u2010-\u2015]/g, '');

/** Why this is not a СНИЛС, or null. */
export function checkSnils(typed: string): IssueBody | null {
  const snils = normaliseSnils(typed);
  const issue = checkDigits('snils', snils, [11]);
  if (issue !== null) return issue;
  if (/^0{9}/.test(snils)) return { code: 'snils.zeros' };
  if (Number(snils.slice(0, 9)) <= lastWithoutControl) return null;
  const control = (weightedSum(digitsOf(snils), weights) % 101) % 100;
  return control === Number(snils.slice(9)) ? null : { code: 'snils.checksum' };
}

/** As people write it: `123-456-789 64`. */
export function formatSnils(snils: string): string {
  return snils.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1-$2-$3 $4');
}
