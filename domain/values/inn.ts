import { checkDigits, compact, digitsOf, weightedSum } from './digitCode';
import type { IssueBody } from './result';

/**
 * ИНН: 10 digits of a legal entity with one check digit, 12 of a person with two. The length tells which; that it is
 * the right one for the holder is a rule of the record. A remainder of 10 makes the digit 0.
 */
const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const weights11 = [7, ...weights10];
const weights12 = [3, ...weights11];

const controlDigit = (digits: readonly number[], weights: readonly number[]): number =>
  (weightedSum(digits, weights) % 11) % 10;

/** Why this is not an ИНН of either length, or null. */
export function checkInn(typed: string): IssueBody | null {
  const inn = compact(typed);
  const issue = checkDigits('inn', inn, [10, 12]);
  if (issue !== null) return issue;
  const digits = digitsOf(inn);
  const controls = inn.length === 10 ? [weights10] : [weights11, weights12];
  const good = controls.every((weights) => controlDigit(digits, weights) === digits[weights.length]);
  return good ? null : { code: 'inn.checksum' };
}
