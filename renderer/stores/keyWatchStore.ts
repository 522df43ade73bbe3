import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient } from '../api/client';
import { useSessionStore } from './sessionStore';

/** Who opened personal data by the recovery code and was not looked at by the head of the office. */
export const useKeyWatchStore = defineStore('keyWatch', () => {
  const client = useClient();
  const session = useSessionStore();
  const unseen = ref<Output<'key.watch'>['acceptances']>([]);

  client.on('key.accepted', () => void refresh());

  async function refresh(): Promise<void> {
    if (!session.may('key.watch') || session.operator?.key !== 'open') return;
    const answer = await client.call('key.watch', {});
    if (answer.ok) unseen.value = answer.value.acceptances;
  }

  /** Those that came meanwhile stay: only what was shown is noted as seen. */
  async function see(): Promise<void> {
    const upTo = Math.max(0, ...unseen.value.map(({ number }) => number));
    await client.call('key.see', { upTo });
    await refresh();
  }

  function forget(): void {
    unseen.value = [];
  }

  return { unseen, refresh, see, forget };
});
