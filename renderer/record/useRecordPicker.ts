import { shallowRef } from 'vue';
import { recordTitle } from '../../domain/record/recordTitle';
import type { Registry } from '../../domain/registry/defineRegistry';
import {
  readReference,
  sayReference,
  type RecordKind,
} from '../../domain/registry/references/recordReference';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { useClient } from '../api/client';
import { useReferenceStore } from '../stores/referenceStore';
import { useTitleStore } from '../stores/titleStore';
import type { Suggestion } from './suggestion';

/** A record that is offered: how it is written out, and what it is. */
interface Offered extends Suggestion {
  readonly id: string;
  readonly title: string;
  readonly status: string;
}

const offeredAtOnce = 30;

/** Finds records of a registry by the words of their titles or their numbers: only what the operator may read is found. */
export function useRecordPicker(
  kind: () => RecordKind,
  statusWords: (root: Registry, status: string) => string,
) {
  const client = useClient();
  const reference = useReferenceStore();
  const titles = useTitleStore();
  const offered = shallowRef<readonly Offered[]>([]);
  let asked = 0;

  async function look(typed: string): Promise<void> {
    const { registry, in: statuses } = kind();
    const root = reference.registries.root(registry);
    if (root === undefined) return;
    asked += 1;
    const own = asked;
    const narrow = statuses !== undefined && root.root?.filters.includes('status') === true;
    const filters = narrow ? { filters: { status: [...statuses] } } : {};
    const answer = await client.call('record.list', {
      registry,
      search: typed,
      limit: offeredAtOnce,
      ...filters,
    });
    // Who goes on typing is answered what he typed last.
    if (!answer.ok || own !== asked) return;
    offered.value = answer.value.rows.map(({ recordId, fields }) => {
      const [title, status] = [recordTitle(root, fields), String(fields['status'] ?? '')];
      const number = String(fields['registrationNumber'] ?? '');
      const words = [title, number, statusWords(root, status)].filter((part) => part !== '').join(' · ');
      return { id: recordId, title, status, words, also: typed };
    });
    offered.value = apart(offered.value);
  }

  /** The value that these words choose; undefined where they are none of what is offered. */
  async function choose(words: string): Promise<FieldValue | undefined> {
    const { registry, pinned } = kind();
    const chosen = offered.value.find((one) => one.words === words);
    if (chosen === undefined) return undefined;
    const { id, title, status } = chosen;
    const edition = pinned === undefined ? null : await editionOf(registry, id, pinned);
    if (edition === undefined) return undefined;
    titles.keep({ [id]: { registry, title, status, state: 'here', edition } });
    return sayReference({ id, edition });
  }

  async function editionOf(registry: string, recordId: string, field: string): Promise<string | undefined> {
    const answer = await client.call('record.open', { registry, recordId });
    const edition = answer.ok ? (answer.value.fields[field] ?? null) : null;
    return edition === null ? undefined : String(edition);
  }

  /** A title for what is chosen and was never answered: a draft keeps values only. */
  async function name(value: FieldValue): Promise<void> {
    const { registry } = kind();
    const named = readReference(value);
    const root = reference.registries.root(registry);
    if (named === null || root === undefined || titles.titleOf(registry, named.id) !== undefined) return;
    const answer = await client.call('record.list', { registry, only: [named.id], limit: 1 });
    const [row] = answer.ok ? answer.value.rows : [];
    if (row === undefined) return;
    const status = String(row.fields['status'] ?? '');
    const title = {
      registry,
      title: recordTitle(root, row.fields),
      status,
      state: 'here' as const,
      edition: null,
    };
    titles.keep({ [named.id]: title });
  }

  return { offered, look, choose, name };
}

/** Two of one name and status are told apart by the beginning of their ids. */
function apart(offered: readonly Offered[]): readonly Offered[] {
  const isOnly = ({ words }: Offered): boolean => offered.filter((one) => one.words === words).length === 1;
  return offered.map((one) =>
    isOnly(one) ? one : { ...one, words: `${one.words} · ${one.id.slice(0, 8)}` },
  );
}
