import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Input, Output } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

export type AuditEntry = Output<'audit.list'>['entries'][number];
type Filter = Pick<Input<'audit.list'>, 'operator' | 'action' | 'object'> & { from: string; to: string };
type Head = Output<'audit.witnessed'>['heads'][number];

const emptyFilter = { from: '', to: '', operator: '', action: '', object: '' };

/** The journal of events in the window: its lines, the check of its chain, what is held of other offices. */
export const useAuditStore = defineStore('audit', () => {
  const client = useClient();
  const filter = ref<Filter>({ ...emptyFilter });
  const entries = ref<readonly AuditEntry[] | null>(null);
  const more = ref(false);
  const failure = ref<Failure | null>(null);
  const report = ref<Output<'audit.verify'> | null>(null);
  const busy = ref(false);
  const progress = ref({ done: 0, total: 0 });
  const heads = ref<readonly Head[]>([]);
  let taskId = '';
  let question = 0;

  client.on('task.progressed', (told) => {
    if (told.taskId === taskId) progress.value = { done: told.done, total: told.total };
  });

  async function read(before?: number): Promise<void> {
    const asked = ++question;
    const { from, to, ...words } = filter.value;
    const period = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
    const below = before === undefined ? {} : { before };
    const answer = await client.call('audit.list', { ...words, ...period, ...below });
    if (asked !== question) return;
    failure.value = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    more.value = answer.value.more;
    const former = before === undefined ? [] : (entries.value ?? []);
    entries.value = [...former, ...answer.value.entries];
  }

  const readEarlier = (): Promise<void> => read(entries.value?.at(-1)?.seq);

  function clear(): Promise<void> {
    filter.value = { ...emptyFilter };
    return read();
  }

  /** With a file that another office made, its heads are compared too. */
  async function verify(witness?: File): Promise<void> {
    report.value = null;
    failure.value = null;
    progress.value = { done: 0, total: 0 };
    busy.value = true;
    taskId = crypto.randomUUID();
    const received = witness === undefined ? undefined : await client.upload(witness);
    if (received?.ok === false) failure.value = received.error;
    else {
      const seen = received === undefined ? {} : { witnessFileId: received.value.fileId };
      const answer = await client.call('audit.verify', { ...seen, taskId });
      if (answer.ok) report.value = answer.value;
      else failure.value = answer.error;
    }
    busy.value = false;
  }

  const stop = () => client.call('task.cancel', { taskId });

  async function readWitnessed(): Promise<void> {
    const answer = await client.call('audit.witnessed', {});
    if (answer.ok) heads.value = answer.value.heads;
  }

  function forget(): void {
    question += 1;
    filter.value = { ...emptyFilter };
    entries.value = null;
    report.value = null;
    failure.value = null;
    heads.value = [];
  }

  return {
    ...{ filter, entries, more, failure, report, busy, progress, heads },
    ...{ read, readEarlier, clear, verify, stop, readWitnessed, forget },
  };
});
