import { checkDigits, compact, digitsOf, weightedSum } from './digitCode';
import type { IssueBody } from './result';

/**
 * ОКТМО: 8 digits of a municipality or 11 of a settlement. The control number of Р 50.1.024 is printed beside the
 * code and never is a part of it; where somebody wrote it (`92701000-6`), it is compared. Whether a municipality of
 * that code exists is a matter of the classifier.
 */
const firstPass = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1];
/** Weights moved by two: taken when the first pass leaves 10. */
const secondPass = [3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3];

/** The control number of a code; 10 after both passes counts as 0. */
export function oktmoControl(code: string): number {
  const digits = digitsOf(code);
  const first = weightedSum(digits, firstPass) % 11;
  const control = first === 10 ? weightedSum(digits, secondPass) % 11 : first;
  return control % 10;
}

/** The stored form: digits of the code only. */
export const oktmoWithoutControl = (typed: string): string => codeAndControl(typed)[0] ?? '';

/** Why this is not an ОКТМО code, or null. */
export function checkOktmo(typed: string): IssueBody | null {
  const [code = '', control] = codeAndControl(typed);
  const issue = checkDigits('oktmo', code, [8, 11]);
  if (issue !== null) return issue;
  if (control === undefined) return null;
  return control === String(oktmoControl(code)) ? null : { code: 'oktmo.checksum' };
}

const codeAndControl = (typed: string): readonly string[] => compact(typed).split(/[-\u2010-\u2015]/);

/** Is it this territory, or a part of it? A district ends with zeros (`92608000`), what lies in it begins without them. */
export const liesIn = (code: string, territory: string): boolean =>
  code === territory || code.startsWith(territory.replace(/(000)+$/, ''));
