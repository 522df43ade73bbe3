import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient, type ClientResult } from '../api/client';
import { useSessionStore } from './sessionStore';

type Status = Output<'exchange.status'>;
export type JournalEntry = Output<'exchange.journal'>['entries'][number];

const pageOfJournal = 100;

/** Where the exchange with other offices stands, kept fresh by events. */
export const useExchangeStore = defineStore('exchange', () => {
  const client = useClient();
  const session = useSessionStore();
  const status = ref<Status | null>(null);
  const entries = ref<readonly JournalEntry[]>([]);
  const more = ref(false);
  const running = ref(false);

  /** What a person must look at: packets set aside or stuck, and values that two offices changed at once. */
  const waiting = computed(() =>
    status.value === null ? 0 : status.value.quarantined + status.value.stuck + status.value.conflicts,
  );

  client.on('exchange.finished', () => void refresh());
  client.on('record.saved', () => void askStatus());
  client.on('registry.changed', () => void askStatus());

  async function askStatus(): Promise<void> {
    const answer = await client.call('exchange.status', {});
    if (answer.ok) status.value = answer.value;
  }

  async function refresh(): Promise<void> {
    await Promise.all([askStatus(), ...(session.may('exchange.journal') ? [readJournal()] : [])]);
  }

  async function readJournal(before?: number): Promise<void> {
    const page = { limit: pageOfJournal, ...(before === undefined ? {} : { before }) };
    const answer = await client.call('exchange.journal', page);
    if (!answer.ok) return;
    more.value = answer.value.entries.length === pageOfJournal;
    entries.value = before === undefined ? answer.value.entries : [...entries.value, ...answer.value.entries];
  }

  const readEarlier = (): Promise<void> => readJournal(entries.value.at(-1)?.seq);

  async function run(): Promise<ClientResult<'exchange.run'>> {
    running.value = true;
    const answer = await client.call('exchange.run', {});
    running.value = false;
    await refresh();
    return answer;
  }

  function forget(): void {
    status.value = null;
    entries.value = [];
    more.value = false;
  }

  return { status, entries, more, running, waiting, askStatus, refresh, readEarlier, run, forget };
});
