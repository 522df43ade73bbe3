import type { ListRow } from '../../domain/registry/fieldKinds';
import type { Suggestion } from './suggestion';
import { useWords } from '../locale/useWords';
import { useRecordStore } from '../stores/recordStore';
import { useReferenceStore } from '../stores/referenceStore';

/**
 * Texts that a list of words helps to write. A service is suggested from the list of the office, narrowed to the kind
 * in the same row; a tariff's service from the services of this provider, because it must be one of them.
 */
export function useSuggestions() {
  const { pick } = useWords();
  const record = useRecordStore();
  const reference = useReferenceStore();

  function suggestionsFor(list: string, field: string, row: ListRow): readonly Suggestion[] | undefined {
    if (field !== 'service') return undefined;
    return list === 'tariffs' ? ofProvider(row) : ofOffice(row['kind'] ?? null);
  }

  const ofProvider = (row: ListRow): readonly Suggestion[] => {
    const services = record.current.lists['services'] ?? [];
    const fitting = services.filter(
      ({ kind, form }) => agrees(kind, row['kind']) && agrees(form, row['form']),
    );
    return unique(fitting.map(({ service }) => String(service ?? '')));
  };

  const ofOffice = (kind: unknown): readonly Suggestion[] =>
    unique(
      reference
        .of('services')
        .entries.filter(({ group }) => agrees(group, kind))
        .map((entry) => pick(entry)),
    );

  return { suggestionsFor };
}

/** Nothing chosen narrows nothing. */
const agrees = (one: unknown, other: unknown): boolean =>
  other === null || other === undefined || one === other;

const unique = (words: readonly string[]): readonly Suggestion[] =>
  [...new Set(words)].filter((text) => text !== '').map((text) => ({ words: text, also: '' }));
