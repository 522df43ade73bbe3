import { childRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { formatField } from '../../domain/registry/fieldTypes';
import { useWords } from '../locale/useWords';
import type { HistoryEntry } from '../stores/historyStore';
import { useReferenceStore } from '../stores/referenceStore';
import { useSessionStore } from '../stores/sessionStore';

/** An entry of the history in words: which field of the record or of a row of a list, what became what. */
export function useHistoryWords(root: () => Registry) {
  const { say, pick, language } = useWords();
  const reference = useReferenceStore();
  const session = useSessionStore();

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

  function label(entry: HistoryEntry): string {
    const field = registryOf(entry).fields[entry.field];
    return field === undefined ? systemLabel(entry.field) : pick(field.label);
  }

  function systemLabel(field: string): string {
    if (field === 'status') return say('list.status');
    return field === 'registrationNumber' ? say('list.registrationNumber') : '';
  }

  function words(entry: HistoryEntry, value: FieldValue): string {
    if (value === null) return say('record.history.nothing');
    const field = registryOf(entry).fields[entry.field];
    if (field !== undefined) return formatField(field.kind, value, language.value, reference.context);
    const status = entry.field === 'status' ? root().root?.statuses.words[String(value)] : undefined;
    return status === undefined ? String(value) : pick(status);
  }

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

  function officeName(code: string): string {
    const { office } = session;
    if (code === office?.code) return say('record.history.ownOffice');
    return office?.peers.find((peer) => peer.code === code)?.name ?? code;
  }

  return { sayLine, officeName };
}
