import type { ReportColumn } from '../../domain/report/reportModel';
import { widestWord, type TypeFace } from './textMeasure';

/**
 * Divides a table's width: by the shares that the columns ask for, but none narrower than its widest word, so that dates
 * and words are not cut in two. A word beyond a quarter of the table (an unbroken string) does not count.
 */
export function columnWidths(
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
  room: number,
  fontSize: number,
  face: TypeFace,
): number[] {
  const needs = columns.map(({ title }, index) => {
    const words = rows.reduce(
      (widest, row) => Math.max(widest, widestWord(row[index] ?? '', face.plain)),
      widestWord(title, face.bold),
    );
    return Math.min(words * fontSize + kerningSlack, room / 4);
  });
  const needed = sum(needs);
  if (needed >= room) return needs.map((need) => (need * room) / needed);
  return byShares(
    columns.map(({ width }) => width),
    needs,
    room,
  );
}

const kerningSlack = 1;

function byShares(shares: readonly number[], needs: readonly number[], room: number): number[] {
  const raised = new Set<number>();
  for (;;) {
    const taken = sum(needs.filter((_, index) => raised.has(index)));
    const unit = (room - taken) / sum(shares.filter((_, index) => !raised.has(index)));
    const narrow = shares.flatMap((share, index) =>
      !raised.has(index) && share * unit < (needs[index] ?? 0) ? [index] : [],
    );
    if (narrow.length === 0) {
      return shares.map((share, index) => (raised.has(index) ? (needs[index] ?? 0) : share * unit));
    }
    for (const index of narrow) raised.add(index);
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
