import { compact } from './digitCode';
import { issue, type Parsed } from './result';

/**
 * Money is a whole number of kopecks, never a fraction of a rouble: sums of fractions drift. Twelve digits and two of
 * kopecks at most. A point or a comma parts kopecks, never thousands: `1.234,50` is refused rather than guessed.
 */
export const maxMoney = 999_999_999_999;

/** Reads `1 234,50`, `1234.5`, `1234 ₽`. */
export function parseMoney(typed: string): Parsed<number> {
  const match = /^([-\u2212]?)(\d+)(?:[.,](\d*))?\u20bd?$/.exec(compact(typed));
  if (match === null) return issue('money.malformed');
  const [, sign, roubles = '', kopecks = ''] = match;
  if (kopecks.length > 2) return issue('money.fraction');
  const amount = Number(roubles) * 100 + Number(kopecks.padEnd(2, '0'));
  if (sign !== '' && amount !== 0) return issue('money.negative');
  return amount > maxMoney ? issue('money.tooLarge') : { ok: true, value: amount };
}

/** For people: `1 234,50` with spaces that do not break a line. */
export function formatMoney(amount: number): string {
  const [roubles = '', kopecks = ''] = (amount / 100).toFixed(2).split('.');
  return `${roubles.replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')},${kopecks}`;
}
