import { dayBefore } from '../term/days';

/** Days grouped by month, half-year or year: `2026-03`, `2026-1` and `2026-2`, `2026`. */
export const periods = ['month', 'halfYear', 'year'] as const;
export type Period = (typeof periods)[number];

/** What is grouped by: a field, or the month, half-year or year of its days. */
export interface Grouping {
  readonly field: string;
  readonly period?: Period;
}

/** `signedOn:month` as field and period. */
export function readGrouping(by: string): Grouping {
  const at = by.lastIndexOf(':');
  const period = periods.find((one) => one === by.slice(at + 1));
  return at < 0 || period === undefined ? { field: by } : { field: by.slice(0, at), period };
}

/** The first and the last day of a period that is written so. */
export function daysOf(period: Period, written: string): { readonly from: string; readonly to: string } {
  const year = written.slice(0, 4);
  const months = period === 'year' ? 12 : period === 'halfYear' ? 6 : 1;
  const part = Number(written.slice(5)) || 1;
  const first = (part - 1) * months;
  const from = `${year}-${twoDigits(first + 1)}-01`;
  const ends = first + months;
  const next = ends === 12 ? `${String(Number(year) + 1)}-01-01` : `${year}-${twoDigits(ends + 1)}-01`;
  return { from, to: dayBefore(next) };
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
