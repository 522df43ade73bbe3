import { checkInn } from './inn';
import { checkKpp } from './kpp';
import { checkOgrn, checkOgrnip } from './ogrn';
import { checkClassifierCode, type Classifiers } from '../registry/classifiers';
import type { IssueBody } from './result';
import { checkSnils } from './snils';

/**
 * Codes that can be checked without a record around them: by form and check digit, and where a list of those that exist
 * ships with the program, by it.
 */
const checks = {
  inn: checkInn,
  ogrn: checkOgrn,
  ogrnip: checkOgrnip,
  snils: checkSnils,
  oktmo: (typed, classifiers) => {
    const checked = checkClassifierCode('oktmo', typed, classifiers);
    return checked.ok ? null : checked.issue;
  },
  kpp: checkKpp,
} as const satisfies Record<string, (typed: string, classifiers: Classifiers) => IssueBody | null>;

export type CheckedKind = keyof typeof checks;
export const checkedKinds = Object.keys(checks) as readonly CheckedKind[];

/** Is this a code of that kind, and if not, by which rule (`inn.checksum`)? */
export function checkCode(
  kind: CheckedKind,
  value: string,
  classifiers: Classifiers,
): { valid: boolean; reason?: string } {
  const issue = checks[kind](value, classifiers);
  return issue === null ? { valid: true } : { valid: false, reason: issue.code };
}
