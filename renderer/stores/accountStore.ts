import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Input, Output } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

export type Account = Output<'user.list'>['accounts'][number];

/** The accounts of this office and the key of its personal data. */
export const useAccountStore = defineStore('account', () => {
  const client = useClient();
  const accounts = ref<readonly Account[]>([]);
  const keyStatus = ref<Output<'key.status'> | null>(null);
  const failure = ref<Failure | null>(null);

  async function read(): Promise<void> {
    const answer = await client.call('user.list', {});
    failure.value = answer.ok ? null : answer.error;
    if (answer.ok) accounts.value = answer.value.accounts;
  }

  async function readKey(): Promise<void> {
    const answer = await client.call('key.status', {});
    if (answer.ok) keyStatus.value = answer.value;
  }

  const add = (account: Input<'user.add'>) => told('user.add', account);
  const change = (account: Input<'user.change'>) => told('user.change', account);
  const block = (login: string, blocked: boolean) => told('user.block', { login, blocked });
  const resetPassword = (login: string, password: string) => told('user.resetPassword', { login, password });

  /** Makes the call and puts the account as it now stands into the table. */
  async function told<N extends 'user.add' | 'user.change' | 'user.block' | 'user.resetPassword'>(
    name: N,
    input: Input<N>,
  ) {
    const answer = await client.call(name, input);
    if (answer.ok) await read();
    return answer;
  }

  function forget(): void {
    accounts.value = [];
    keyStatus.value = null;
    failure.value = null;
  }

  return { accounts, keyStatus, failure, read, readKey, add, change, block, resetPassword, forget };
});
