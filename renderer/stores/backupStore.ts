import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient, type ClientResult } from '../api/client';

export type BackupRun = Output<'backup.list'>['runs'][number];

/** When the last good backup was made, whether it could be restored, and the list of all. */
export const useBackupStore = defineStore('backup', () => {
  const client = useClient();
  const status = ref<Output<'backup.status'> | null>(null);
  const runs = ref<readonly BackupRun[]>([]);
  const making = ref(false);

  async function askStatus(): Promise<void> {
    const answer = await client.call('backup.status', {});
    if (answer.ok) status.value = answer.value;
  }

  async function list(): Promise<void> {
    const answer = await client.call('backup.list', { limit: 50 });
    if (answer.ok) runs.value = answer.value.runs;
  }

  async function make(): Promise<ClientResult<'backup.make'>> {
    making.value = true;
    const answer = await client.call('backup.make', {});
    making.value = false;
    await Promise.all([askStatus(), list()]);
    return answer;
  }

  function forget(): void {
    status.value = null;
    runs.value = [];
  }

  return { status, runs, making, askStatus, list, make, forget };
});
