import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Paper } from '../../domain/contract/paperCalls';
import { useClient } from '../api/client';

/** What is shown once and waits for the operator: the program keeps it, so that a window that locks may forget it. */
export const usePaperStore = defineStore('paper', () => {
  const client = useClient();
  const papers = ref<readonly Paper[]>([]);

  async function read(): Promise<void> {
    const answer = await client.call('paper.list', {});
    if (answer.ok) papers.value = answer.value.papers;
  }

  async function done(id: string): Promise<void> {
    const answer = await client.call('paper.done', { id });
    if (answer.ok) papers.value = papers.value.filter((paper) => paper.id !== id);
  }

  function forget(): void {
    papers.value = [];
  }

  return { papers, read, done, forget };
});
