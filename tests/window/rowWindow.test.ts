import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterScroll,
  longestStrip,
  placeAt,
  placeShowing,
  rowsInView,
  stripHeight,
  type Geometry,
} from '../../renderer/grid/rowWindow';

const million: Geometry = { rows: 1_000_000, rowHeight: 36, viewHeight: 560 };
const few: Geometry = { rows: 100, rowHeight: 36, viewHeight: 560 };
const bottom = (g: Geometry): number => g.rows * g.rowHeight - g.viewHeight;
const start = { scrollTop: 0, contentTop: 0 };

describe('the window on a list of any length', () => {
  it('never asks the browser for more than it can scroll', () => {
    expect(stripHeight(million)).toBe(longestStrip);
    expect(stripHeight(few)).toBe(3600);
  });

  it('shows a short list pixel by pixel', () => {
    expect(afterScroll(few, start, 777)).toEqual({ scrollTop: 777, contentTop: 777 });
    expect(rowsInView(few, 0)).toEqual({ first: 0, end: 16 });
    expect(rowsInView(few, bottom(few)).end).toBe(100);
  });

  it('reaches the first and the last row of a long one by scrolling to the ends', () => {
    const end = afterScroll(million, start, longestStrip - million.viewHeight);
    expect(end.contentTop).toBe(bottom(million));
    expect(rowsInView(million, end.contentTop).end).toBe(1_000_000);
    expect(afterScroll(million, end, 0).contentTop).toBe(0);
  });

  it('jumps to its share and then moves by the pixels of the wheel', () => {
    const middle = afterScroll(million, start, longestStrip / 2);
    expect(Math.abs(middle.contentTop - bottom(million) / 2)).toBeLessThan(10_000);
    expect(afterScroll(million, middle, middle.scrollTop + 120).contentTop).toBe(middle.contentTop + 120);
  });

  it('loses no row between the wheel and the ends: near them one pixel is one pixel', () => {
    const near = placeAt(million, 5000);
    expect(near.scrollTop).toBe(5000);
    expect(afterScroll(million, near, 0).contentTop).toBe(0);
  });

  it('brings any row whole into view with the least movement, wherever it stood', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 36_000_000 }),
        (row, from) => {
          const shown = placeShowing(million, placeAt(million, from), row);
          expect(shown.contentTop).toBeLessThanOrEqual(row * 36);
          expect(shown.contentTop + million.viewHeight).toBeGreaterThanOrEqual(row * 36 + 36);
          const again = placeShowing(million, shown, row);
          expect(again).toEqual(shown);
        },
      ),
    );
  });

  it('stands still when the browser only reports the place it was put at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000_000 }), (top) => {
        const place = placeAt(million, top);
        expect(afterScroll(million, place, place.scrollTop)).toEqual(place);
        expect(place.scrollTop).toBeLessThanOrEqual(longestStrip - million.viewHeight);
      }),
    );
  });

  it('has nothing to show of an empty list', () => {
    expect(rowsInView({ ...few, rows: 0 }, 0)).toEqual({ first: 0, end: 0 });
    expect(placeAt({ ...few, rows: 0 }, 500)).toEqual(start);
  });
});
