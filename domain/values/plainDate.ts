import { issue, type Parsed } from './result';

/**
 * Calendar days without time or zone, kept as `YYYY-MM-DD`, so that comparing strings compares days. Nothing here may
 * ask what day it is: `today` always comes from the caller.
 */
const spelled = /^(\d{1,2})[.,/-](\d{1,2})(?:[.,/-](\d{4}|\d{2}))?\s*(?:\p{L}\.?)?$/u;
const iso = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;

/** Is it a day of the calendar in the stored form? */
export function isPlainDate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const match = iso.exec(value);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  return isDay(year ?? 0, month ?? 0, day ?? 0);
}

/**
 * Reads a day as people type it: 5.4 (of today's year), 05.04.26, 05.04.2026, 2026-04-05. A year of two digits is the
 * one not further ahead than 20 years: 40 is 2040 for a licence, 68 is 1968 for a birthday.
 */
export function parsePlainDate(typed: string, today: string): Parsed<string> {
  const text = typed.trim();
  if (iso.test(text)) return isPlainDate(text) ? { ok: true, value: text } : issue('date.absent');
  const match = spelled.exec(text);
  if (match === null) return issue('date.malformed');
  const [, day = '', month = '', year] = match;
  const date = `${fullYear(year, today)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? { ok: true, value: date } : issue('date.absent');
}

/** For people: 05.04.2026. */
export function formatPlainDate(date: string): string {
  return date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');
}

/** The year of a day. */
export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function fullYear(typed: string | undefined, today: string): string {
  if (typed === undefined) return today.slice(0, 4);
  if (typed.length === 4) return typed;
  const latest = yearOf(today) + 20;
  return String(latest - ((((latest - Number(typed)) % 100) + 100) % 100));
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
