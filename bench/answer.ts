/** What a bench found out, and how it stands to the targets. */
export interface Answer {
  /** What was measured, in one line. */
  readonly question: string;
  readonly figures: readonly Figure[];
  readonly targets: readonly Target[];
  /** What a reader must know to believe the figures. */
  readonly notes?: readonly string[];
}

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

export interface Target extends Figure {
  readonly atMost: number;
}

export type Bench = () => Promise<Answer>;

export const ms = (what: string, value: number): Figure => ({ what, value, unit: 'ms' });
export const times = (what: string, value: number): Figure => ({ what, value, unit: 'times' });

export const isReached = ({ value, atMost }: Target): boolean => value <= atMost;

export const sayFigure = ({ value, unit }: Omit<Figure, 'what'>): string => `${shorten(value)} ${unit}`;

export function sayTarget(target: Target): string {
  const { what, atMost, unit } = target;
  const verdict = isReached(target) ? 'reached    ' : 'NOT REACHED';
  return `${verdict}  ${what}: ${sayFigure(target)} (at most ${atMost} ${unit})`;
}

/** Three figures tell enough. */
const shorten = (value: number): string =>
  value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
