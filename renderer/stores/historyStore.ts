import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient } from '../api/client';

export type HistoryEntry = Output<'record.history'>['entries'][number];

const pageSize = 200;

/** A version of the record: the changes that were written together. */
export interface VersionLine {
  readonly version: number;
  readonly at: string;
  readonly operator: string;
  readonly office: string;
  readonly changes: number;
}

/** History of the record that is open, newest first. */
export const useHistoryStore = defineStore('history', () => {
  const client = useClient();
  const entries = ref<readonly HistoryEntry[]>([]);
  const more = ref(false);
  const versions = computed(() => versionsOf(entries.value));
  let asked = { registry: '', recordId: '' };

  async function read(registry: string, recordId: string | null): Promise<void> {
    asked = { registry, recordId: recordId ?? '' };
    if (recordId === null) forget();
    else await readPage();
  }

  async function readPage(before?: number): Promise<void> {
    const { registry, recordId } = asked;
    const page = { limit: pageSize, ...(before === undefined ? {} : { before }) };
    const answer = await client.call('record.history', { registry, recordId, ...page });
    if (!answer.ok || asked.recordId !== recordId) return;
    // The last birth on a page is told whole, though it passes the size.
    more.value = answer.value.entries.length >= pageSize;
    entries.value = before === undefined ? answer.value.entries : [...entries.value, ...answer.value.entries];
  }

  function forget(): void {
    asked = { registry: '', recordId: '' };
    entries.value = [];
    more.value = false;
  }

  const readEarlier = (): Promise<void> => readPage(entries.value.at(-1)?.seq);

  return { entries, more, versions, read, readEarlier, forget };
});

function versionsOf(entries: readonly HistoryEntry[]): readonly VersionLine[] {
  const lines = new Map<number, VersionLine>();
  for (const { version, at, operator, office, outcome } of entries) {
    if (outcome === 'stale' || outcome === 'deferred') continue;
    const line = lines.get(version) ?? { version, at, operator, office, changes: 0 };
    lines.set(version, { ...line, changes: line.changes + 1 });
  }
  return [...lines.values()].sort((a, b) => b.version - a.version);
}
