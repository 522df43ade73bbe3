import { compact } from './digitCode';
import type { IssueBody } from './result';

/**
 * КПП of a legal entity: 4 digits of the tax office, 2 signs of the reason (digits or Latin capitals), 3 digits of
 * the number. It has no check digit, and an entrepreneur has no КПП.
 */
export function checkKpp(typed: string): IssueBody | null {
  const kpp = compact(typed);
  if (kpp.length !== 9) return { code: 'kpp.length', params: { length: kpp.length } };
  if (/^0+$/.test(kpp)) return { code: 'kpp.zeros' };
  return /^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp) ? null : { code: 'kpp.letters' };
}
