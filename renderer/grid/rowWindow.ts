/**
 * Which rows of a list of any length stand in view. A browser cannot scroll further than about 33 million pixels, so a
 * long list is scrolled through a shorter strip: true to the pixel near both ends, compressed in the middle, and a
 * small step moves the rows by that step wherever it is. `scrollTop` is where the browser stands, `contentTop` where
 * the list does. Pure: nothing of the page may be read here.
 */
export interface Geometry {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the place for rows, without the header. */
  readonly viewHeight: number;
}

export interface Place {
  readonly scrollTop: number;
  readonly contentTop: number;
}

/** An eighth of the browser's limit: a page zoomed to 500 % still fits. */
export const longestStrip = 4_000_000;
const trueZone = longestStrip / 4;

export const stripHeight = (g: Geometry): number => Math.min(g.rows * g.rowHeight, longestStrip);

const lastScrollTop = (g: Geometry): number => Math.max(0, stripHeight(g) - g.viewHeight);
const lastContentTop = (g: Geometry): number => Math.max(0, g.rows * g.rowHeight - g.viewHeight);
const between = (low: number, value: number, high: number): number => Math.min(Math.max(low, value), high);

/** How many pixels of the list one pixel of the compressed middle stands for. */
const compression = (g: Geometry): number =>
  (lastContentTop(g) - 2 * trueZone) / (lastScrollTop(g) - 2 * trueZone);

function contentAt(g: Geometry, scrollTop: number): number {
  if (g.rows * g.rowHeight <= longestStrip || scrollTop <= trueZone) return scrollTop;
  const fromEnd = lastScrollTop(g) - scrollTop;
  if (fromEnd <= trueZone) return lastContentTop(g) - fromEnd;
  return trueZone + (scrollTop - trueZone) * compression(g);
}

function scrollAt(g: Geometry, contentTop: number): number {
  if (g.rows * g.rowHeight <= longestStrip || contentTop <= trueZone) return contentTop;
  const fromEnd = lastContentTop(g) - contentTop;
  if (fromEnd <= trueZone) return lastScrollTop(g) - fromEnd;
  return trueZone + (contentTop - trueZone) / compression(g);
}

/** The place with this top of the list, within the list. */
export function placeAt(g: Geometry, contentTop: number): Place {
  const top = between(0, contentTop, lastContentTop(g));
  return { contentTop: top, scrollTop: Math.round(scrollAt(g, top)) };
}

/** The browser has scrolled. A step shorter than the view moves the rows by itself; a jump goes to its share. */
export function afterScroll(g: Geometry, place: Place, scrollTop: number): Place {
  const step = scrollTop - place.scrollTop;
  if (Math.abs(step) < 1) return place;
  const atEdge = scrollTop <= 0 || scrollTop >= lastScrollTop(g) - 1;
  const jumped = atEdge || Math.abs(step) > g.viewHeight;
  const contentTop = jumped ? contentAt(g, scrollTop) : place.contentTop + step;
  return { scrollTop, contentTop: between(0, contentTop, lastContentTop(g)) };
}

/** The nearest place in which this row is whole. */
export function placeShowing(g: Geometry, place: Place, row: number): Place {
  const top = row * g.rowHeight;
  const lowest = top + g.rowHeight - g.viewHeight;
  if (place.contentTop <= top && place.contentTop >= lowest) return place;
  return placeAt(g, place.contentTop > top ? top : lowest);
}

/** First row in view and the one after the last, both possibly cut by the edge. */
export function rowsInView(
  g: Geometry,
  contentTop: number,
): { readonly first: number; readonly end: number } {
  const first = between(0, Math.floor(contentTop / g.rowHeight), Math.max(0, g.rows - 1));
  const end = Math.min(g.rows, Math.ceil((contentTop + g.viewHeight) / g.rowHeight));
  return { first, end };
}
