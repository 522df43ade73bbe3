/** What came of the kills, as a table for people. */
export interface Figures {
  kill(activity: string, phase: string): void;
  start(activity: string, ms: number): void;
  /** What one start took of the processor. */
  effort(cpuMs: number): void;
  readonly kills: () => number;
  readonly efforts: () => readonly number[];
  table(): string;
}

export function createFigures(): Figures {
  const phases = new Map<string, Map<string, number>>();
  const starts = new Map<string, number[]>();
  const efforts: number[] = [];
  const all = (): readonly number[] => [...starts.values()].flat();
  const killsOf = (activity: string): number =>
    [...(phases.get(activity)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const line = (name: string, kills: number, ms: readonly number[]): string =>
    [
      name.padEnd(12),
      String(kills).padStart(6),
      ...[0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(0).padStart(8)),
    ].join('');
  return {
    kill(activity, phase) {
      const ofActivity = phases.get(activity) ?? new Map<string, number>();
      ofActivity.set(phase, 1 + (ofActivity.get(phase) ?? 0));
      phases.set(activity, ofActivity);
    },
    start(activity, ms) {
      starts.set(activity, [...(starts.get(activity) ?? []), ms]);
    },
    effort: (cpuMs) => void efforts.push(cpuMs),
    kills: () => [...phases.keys()].reduce((sum, activity) => sum + killsOf(activity), 0),
    efforts: () => efforts,
    table() {
      const rows = [...phases.keys()].map((activity) => {
        const where = [...(phases.get(activity) ?? [])].map(([phase, count]) => `${phase} ${count}`);
        return `${line(activity, killsOf(activity), starts.get(activity) ?? [])}  ${where.join(', ')}`;
      });
      return ['activity      kills  start ms: median, p95, longest; where the kills landed', ...rows]
        .concat(line('all', this.kills(), all()))
        .join('\n');
    },
  };
}

export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
