import type { PressedKey } from '../keys/useKeys';

/** The row that a key leads to, or null when the key leads nowhere. */
export function gridStep(key: PressedKey, row: number, rows: number, page: number): number | null {
  if (key.alt || rows === 0) return null;
  const target = targets(row, rows, page)[key.code];
  return target === undefined ? null : Math.min(Math.max(target, 0), rows - 1);
}

const targets = (row: number, rows: number, page: number): Readonly<Record<string, number>> => ({
  ArrowDown: row + 1,
  ArrowUp: row - 1,
  PageDown: row + page,
  PageUp: row - page,
  Home: 0,
  End: rows - 1,
});
