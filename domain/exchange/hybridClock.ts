/**
 * Hybrid logical clock: a stamp is never smaller than any stamp this office has made or seen, and close to wall time.
 * Stamps compare as strings in the order of events: `2026-11-21T19:40:00.123Z-0000-mintrud`. No clock is read here; the
 * caller passes wall time, so that a clock that was set back only makes the counter run.
 */
export interface StampParts {
  readonly time: number;
  readonly counter: number;
  readonly office: string;
}

const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)-([0-9a-f]{4})-([a-z][a-z0-9]{0,39})$/;
const lastCounter = 0xffff;

/** The parts of a stamp, or undefined when the text is none. */
export function readStamp(stamp: string): StampParts | undefined {
  const [, time, counter, office] = shape.exec(stamp) ?? [];
  if (time === undefined || counter === undefined || office === undefined) return undefined;
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds)
    ? undefined
    : { time: milliseconds, counter: parseInt(counter, 16), office };
}

/** The stamp after `last` (the greatest one made or seen here; '' when none) at wall time `nowMs`. */
export function nextStamp(last: string, nowMs: number, office: string): string {
  const previous = readStamp(last);
  if (previous === undefined || nowMs > previous.time) return format(nowMs, 0, office);
  if (previous.counter < lastCounter) return format(previous.time, previous.counter + 1, office);
  return format(previous.time + 1, 0, office);
}

/** The greater of two stamps: what `last` becomes after seeing somebody else's stamp. */
export const laterStamp = (a: string, b: string): string => (a > b ? a : b);

function format(time: number, counter: number, office: string): string {
  return `${new Date(time).toISOString()}-${counter.toString(16).padStart(4, '0')}-${office}`;
}
