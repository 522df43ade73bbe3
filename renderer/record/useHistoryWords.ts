import { childRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { useWords } from '../locale/useWords';
import type { HistoryEntry } from '../stores/historyStore';
import { useSystemWords } from './useSystemWords';

/** An entry of the history in words: which field of the record or of a row of a list, what became what. */
export function useHistoryWords(root: () => Registry) {
  const { say, pick } = useWords();
  const { fieldLabel, valueWords, officeName } = useSystemWords();

  const registryOf = (entry: HistoryEntry): Registry =>
    childRegistries(root()).find(({ code }) => code === entry.registry) ?? root();
  const isRow = (entry: HistoryEntry): boolean => entry.registry !== root().code;

  /** A line of the history: a field of the record, or what was written in one row of a list. */
  function sayLine(line: readonly HistoryEntry[]): string {
    const [first] = line;
    if (first === undefined) return '';
    const changes = line.map((entry) =>
      [label(entry), change(entry)].filter((part) => part !== '').join(': '),
    );
    return `${isRow(first) ? `${pick(registryOf(first).name)} — ` : ''}${changes.join('; ')}`;
  }

  const label = (entry: HistoryEntry): string =>
    entry.field === 'removed' ? '' : fieldLabel(registryOf(entry), entry.field);
  const words = (entry: HistoryEntry, value: FieldValue): string =>
    valueWords(registryOf(entry), entry.field, value);

  function change(entry: HistoryEntry): string {
    if (entry.field === 'removed') return removal(entry);
    if (entry.unreadable === true) return say('record.unreadable');
    const after = words(entry, entry.after);
    return entry.before === null ? after : `${words(entry, entry.before)} → ${after}`;
  }

  function removal(entry: HistoryEntry): string {
    if (!isRow(entry))
      return say(entry.after === true ? 'record.history.withdrawn' : 'record.history.restored');
    return say(entry.after === true ? 'record.history.removed' : 'record.history.restored');
  }

  return { sayLine, officeName };
}
