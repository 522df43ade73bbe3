import { checkInn } from './inn';
import { checkKpp } from './kpp';
import { checkOgrn, checkOgrnip } from './ogrn';
import { checkOktmo } from './oktmo';
import type { IssueBody } from './result';
import { checkSnils } from './snils';

/** Codes that can be checked by form and check digit alone, without a record around them. */
const checks = {
  inn: checkInn,
  ogrn: checkOgrn,
  ogrnip: checkOgrnip,
  snils: checkSnils,
  oktmo: checkOktmo,
  kpp: checkKpp,
} as const satisfies Record<string, (typed: string) => IssueBody | null>;

export type CheckedKind = keyof typeof checks;
export const checkedKinds = Object.keys(checks) as readonly CheckedKind[];

/** Is this a code of that kind, and if not, by which rule (`inn.checksum`)? */
export function checkValue(kind: CheckedKind, value: string): { valid: boolean; reason?: string } {
  const issue = checks[kind](value);
  return issue === null ? { valid: true } : { valid: false, reason: issue.code };
}
