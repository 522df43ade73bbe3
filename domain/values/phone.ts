import { issue, type Parsed } from './result';

/**
 * Russian telephone numbers. Kept as `+7` and ten digits; a number of another country, an extension or a local number
 * without its area code is refused, never completed by guess.
 */
const areaCodesBeginWith = /^[3489]/;

/** Reads any Russian spelling: 8 (85592) 7-12-34, +7 855 92 71234, (85592) 7-12-34. */
export function parsePhone(typed: string): Parsed<string> {
  const params = { typed };
  const number = typed.trim().replace(/^\p{L}+[.:]*\s*/u, '');
  if (!/^\+?[\d\s().\-\u2010-\u2015]*$/.test(number)) return issue('phone.letters', params);
  const digits = number.replace(/\D/g, '');
  if (number.startsWith('+') && !digits.startsWith('7')) return issue('phone.country', params);
  const withCountry = digits.length === 11 && /^[78]/.test(digits);
  const national = withCountry ? digits.slice(1) : digits;
  if (national.length !== 10 || (number.startsWith('+') && !withCountry))
    return issue('phone.length', params);
  if (!areaCodesBeginWith.test(national)) return issue('phone.areaCode', params);
  return { ok: true, value: `+7${national}` };
}

/** For people: +7 (855) 927-12-34. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 ($1) $2-$3-$4');
}
