import type { IssueBody } from './result';

/**
 * What the codes made of digits have in common. The check digits themselves are each in the file of their code. A
 * string of zeros satisfies every one of these sums and must be refused before them.
 */
export type DigitCode = 'inn' | 'ogrn' | 'ogrnip' | 'snils' | 'oktmo';

/** Drops spaces of every sort, U+00A0 among them: people group the digits of a code. */
export const compact = (typed: string): string => typed.replace(/\s+/gu, '');

export const digitsOf = (code: string): readonly number[] => Array.from(code, Number);

/** Sum of digits by weights; weights beyond the digits are left unused. */
export function weightedSum(digits: readonly number[], weights: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);
}

/** Are these only digits, as many as the code has, and not all zero? */
export function checkDigits(name: DigitCode, code: string, lengths: readonly number[]): IssueBody | null {
  if (!/^\d*$/.test(code)) return { code: `${name}.letters` };
  if (!lengths.includes(code.length)) return { code: `${name}.length`, params: { length: code.length } };
  if (/^0+$/.test(code)) return { code: `${name}.zeros` };
  return null;
}
