import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { CallName, Output } from '../../domain/contract';
import type { SessionEnd } from '../../domain/contract/shapes';
import { grants } from '../../domain/access/permissions';
import type { Registry } from '../../domain/registry/defineRegistry';
import { holdsOver } from '../../domain/access/permissions';
import { roleNamed } from '../../domain/access/roles';
import { isPersonal } from '../../domain/registry/personal';
import type { Failure, Result } from '../../domain/values/result';
import { useClient } from '../api/client';
import { useReferenceStore } from './referenceStore';

type Hello = Output<'system.hello'>;
type Operator = NonNullable<Output<'session.current'>['operator']>;

/**
 * Who is at the desk. Nothing of the office is asked for or shown before somebody has signed in; of whoever has locked
 * the window only the name is kept.
 */
export const useSessionStore = defineStore('session', () => {
  const client = useClient();
  const reference = useReferenceStore();
  /** `firstPassword`: signed in, and nothing but a change of the password is allowed. */
  const phase = ref<'asking' | 'signedOut' | 'locked' | 'firstPassword' | 'signedIn'>('asking');
  const operator = ref<Operator | null>(null);
  const hello = ref<Hello | null>(null);
  const office = ref<Output<'office.describe'> | null>(null);
  const failure = ref<Failure | null>(null);
  const idleMinutes = ref(0);
  /** For whom the locked window waits. */
  const awaited = ref<{ readonly login: string; readonly name: string } | null>(null);
  /** Why the program ended the session; null when nobody sits here or somebody locked the window. */
  const ended = ref<SessionEnd | null>(null);
  /** Somebody has just come to the desk and was not greeted yet. */
  const arrived = ref(false);
  /** A newer program answers than the one this window came from. */
  const outdated = ref(false);
  let locking: Promise<unknown> = Promise.resolve();

  client.on('session.ended', ({ why }) => hide(why));

  const role = computed(() => roleNamed(operator.value?.role));
  const asker = computed(() =>
    operator.value === null ? null : { role: role.value, rights: operator.value.rights },
  );
  /** Would the dispatcher let this operator make the call, about this registry where it is about one? */
  function may(call: CallName, registry?: Registry): boolean {
    const permission = hello.value?.permissions[call];
    return permission !== undefined && grants(asker.value, permission, reference.registries, registry);
  }
  /** Is a person shown to this operator without words that name him? */
  const masked = (registry: Registry): boolean =>
    isPersonal(registry) && !(role.value !== undefined && holdsOver(registry, role.value, 'read'));
  /** Are personal data of this registry closed to whoever has the right to see them? */
  const isClosed = (registry: Registry): boolean => isPersonal(registry) && operator.value?.key === 'awaited';

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
    outdated.value = hello.value !== null && hello.value.contractHash !== greeting.value.contractHash;
    hello.value = greeting.value;
    idleMinutes.value = current.value.idleMinutes;
    if (current.value.operator !== null) await enter(current.value.operator);
    else if (outdated.value) location.reload();
    else if (phase.value === 'asking') phase.value = 'signedOut';
  }

  async function signIn(login: string, password: string): Promise<void> {
    failure.value = null;
    await locking;
    const answer = await client.call('session.signIn', { login, password });
    if (!answer.ok) {
      refuse(answer);
      return;
    }
    arrived.value = true;
    await start();
  }

  async function signOut(): Promise<void> {
    operator.value = null;
    // No form before the window is a new one: what somebody types into the old one would be gone.
    phase.value = 'asking';
    await client.call('session.signOut', {});
    // Nothing of the office may stay in the memory of the window.
    location.reload();
  }

  async function enter(who: Operator): Promise<void> {
    const described = who.mustChangePassword ? null : await client.call('office.describe', {});
    if (described?.ok === false) {
      refuse(described);
      return;
    }
    office.value = described?.value ?? null;
    operator.value = who;
    awaited.value = null;
    ended.value = null;
    phase.value = who.mustChangePassword ? 'firstPassword' : 'signedIn';
    client.openEvents();
  }

  /** Asks anew what the operator may: the key was opened, the password changed. */
  async function refresh(): Promise<void> {
    const answer = await client.call('session.current', {});
    if (!answer.ok) return;
    if (answer.value.operator === null) hide(null);
    else await enter(answer.value.operator);
  }

  /** Hides the office at once; `before` is what must still be told while the session lasts. */
  async function lock(before: Promise<unknown>): Promise<void> {
    hide(null);
    locking = before.then(() => client.call('session.lock', {}));
    await locking;
  }

  function hide(why: SessionEnd | null): void {
    if (operator.value === null) return;
    client.closeEvents();
    const { login, name } = operator.value;
    awaited.value = { login, name };
    ended.value = why;
    operator.value = null;
    office.value = null;
    failure.value = null;
    phase.value = 'locked';
  }

  function refuse(answer: Result<unknown>): void {
    failure.value = answer.ok ? null : answer.error;
    if (phase.value === 'asking') phase.value = 'signedOut';
  }

  return {
    ...{ phase, operator, hello, office, failure, idleMinutes, awaited, ended, arrived, outdated },
    ...{ may, masked, isClosed, start, signIn, signOut, refresh, lock },
  };
});
