import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { ShownOnce } from '../../domain/contract/shownOnceCalls';
import { useClient } from '../api/client';

/** What is shown once and waits for the operator: the program keeps it, so that a window that locks may forget it. */
export const useShownOnceStore = defineStore('shownOnce', () => {
  const client = useClient();
  const items = ref<readonly ShownOnce[]>([]);

  async function read(): Promise<void> {
    const answer = await client.call('once.list', {});
    if (answer.ok) items.value = answer.value.items;
  }

  async function done(id: string): Promise<void> {
    const answer = await client.call('once.done', { id });
    if (answer.ok) items.value = items.value.filter((item) => item.id !== id);
  }

  function forget(): void {
    items.value = [];
  }

  return { items, read, done, forget };
});
