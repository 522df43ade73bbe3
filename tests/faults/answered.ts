import type { Acknowledged, Attempt, Line } from './victimLine';

/** The attempts of a victim with their answers; the last one may have none. */
export interface Said {
  readonly attempt: Attempt;
  readonly answer: Acknowledged | null;
}

export function answered(lines: readonly Line[]): readonly Said[] {
  const said: Said[] = [];
  for (const line of lines) {
    if (line.is === 'trying') said.push({ attempt: line.attempt, answer: null });
    const last = said.at(-1);
    if (line.is === 'done' && last !== undefined) said[said.length - 1] = { ...last, answer: line.answer };
  }
  return said;
}
