import type { HistoryEntry } from '../stores/historyStore';

/** Changes of one writing: the same version, hand and moment. */
export interface HistoryStep {
  readonly key: number;
  readonly at: string;
  readonly operator: string;
  readonly office: string;
  readonly origin: HistoryEntry['origin'];
  readonly version: number;
  /** One line for each changed field of the record and for each row of a list. */
  readonly lines: readonly (readonly HistoryEntry[])[];
}

/** What a person never set by hand and learns nothing from: where a row stands and whose it is. */
const silent = new Set(['parentId', 'position']);

export function stepsOf(entries: readonly HistoryEntry[], root: string): readonly HistoryStep[] {
  const steps: { readonly head: HistoryEntry; readonly lines: HistoryEntry[][] }[] = [];
  for (const entry of entries) {
    if (silent.has(entry.field)) continue;
    const step = steps.at(-1);
    if (step === undefined || !together(step.head, entry)) steps.push({ head: entry, lines: [[entry]] });
    else {
      const line = step.lines.find(
        ([first]) => entry.registry !== root && first?.recordId === entry.recordId,
      );
      if (line === undefined) step.lines.push([entry]);
      else line.push(entry);
    }
  }
  return steps.map(({ head: { seq, at, operator, office, origin, version }, lines }) => ({
    ...{ key: seq, at, operator, office, origin, version, lines },
  }));
}

const together = (one: HistoryEntry, other: HistoryEntry): boolean =>
  one.version === other.version && one.at === other.at && one.operator === other.operator;
