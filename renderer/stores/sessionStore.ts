import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import type { Failure, Result } from '../../domain/values/result';
import { useClient } from '../api/client';

type Hello = Output<'system.hello'>;
type Operator = NonNullable<Output<'session.current'>['operator']>;

/** Who is at the desk. Nothing of the office is asked for or shown before somebody has signed in. */
export const useSessionStore = defineStore('session', () => {
  const client = useClient();
  const phase = ref<'asking' | 'signedOut' | 'signedIn'>('asking');
  const operator = ref<Operator | null>(null);
  const hello = ref<Hello | null>(null);
  const office = ref<Output<'office.describe'> | null>(null);
  const failure = ref<Failure | null>(null);

  client.on('session.ended', leave);

  /** Asks who answers and whether somebody is signed in already. A newer program means a newer window: reload. */
  async function start(): Promise<void> {
    const [greeting, current] = await Promise.all([
      client.call('system.hello', {}),
      client.call('session.current', {}),
    ]);
    if (!greeting.ok || !current.ok) {
      refuse(greeting.ok ? current : greeting);
      return;
    }
    if (hello.value !== null && hello.value.contractHash !== greeting.value.contractHash) location.reload();
    hello.value = greeting.value;
    if (current.value.operator === null) leave();
    else await enter(current.value.operator);
  }

  async function signIn(login: string, password: string): Promise<void> {
    failure.value = null;
    const answer = await client.call('session.signIn', { login, password });
    if (answer.ok) await start();
    else refuse(answer);
  }

  async function signOut(): Promise<void> {
    await client.call('session.signOut', {});
    // Nothing of the office may stay in the memory of the window.
    location.reload();
  }

  async function enter(who: Operator): Promise<void> {
    const described = await client.call('office.describe', {});
    if (!described.ok) {
      refuse(described);
      return;
    }
    office.value = described.value;
    operator.value = who;
    phase.value = 'signedIn';
    client.openEvents();
  }

  function leave(): void {
    client.closeEvents();
    operator.value = null;
    office.value = null;
    phase.value = 'signedOut';
  }

  function refuse(answer: Result<unknown>): void {
    failure.value = answer.ok ? null : answer.error;
    phase.value = 'signedOut';
  }

  return { phase, operator, hello, office, failure, start, signIn, signOut };
});
