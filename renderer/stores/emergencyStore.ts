import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient } from '../api/client';
import { useSessionStore } from './sessionStore';

export type EmergencyAccess = Output<'emergency.list'>['accesses'][number];

/** Emergency accesses that the head of the office has not looked at. Reasons are personal data: the key must be open. */
export const useEmergencyStore = defineStore('emergency', () => {
  const client = useClient();
  const session = useSessionStore();
  const unseen = ref<readonly EmergencyAccess[]>([]);

  client.on('emergency.taken', () => void refresh());

  async function refresh(): Promise<void> {
    if (!session.may('emergency.list') || session.operator?.key !== 'open') return;
    const answer = await client.call('emergency.list', { unseenOnly: true });
    if (answer.ok) unseen.value = answer.value.accesses;
  }

  /** Those that came meanwhile stay: only what was shown is noted as seen. */
  async function see(): Promise<void> {
    const upTo = Math.max(0, ...unseen.value.map(({ number }) => number));
    await client.call('emergency.see', { upTo });
    await refresh();
  }

  /** Opens to the head what this access opened. */
  const look = (number: number) => client.call('emergency.look', { number });

  function forget(): void {
    unseen.value = [];
  }

  return { unseen, refresh, see, look, forget };
});
