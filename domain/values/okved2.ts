import { compact } from './digitCode';
import type { IssueBody } from './result';

/** ОКВЭД2 (ОК 029-2014): `87`, `87.3`, `87.30`, `87.30.1`. Checked by form; no check digit, no list of codes here. */
export function checkOkved2(typed: string): IssueBody | null {
  const code = compact(typed);
  const good = /^\d{2}(\.\d{1,2}(\.\d{1,2})?)?$/.test(code) && !code.startsWith('00');
  return good ? null : { code: 'okved2.malformed' };
}
