import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Input, Output } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';
import type { UploadedFile } from '../api/transport';

type Preview = Output<'import.preview'>;
type Layout = NonNullable<Input<'import.preview'>['layout']>;
type Decision = NonNullable<Input<'import.apply'>['decisions']>[number];
export type RowAction = Decision['action'];
export type RowDecision = Omit<Decision, 'row'>;

/**
 * An import from the file to its undoing: read, corrected by the operator, applied as one step. Nothing is written
 * before `apply`, and a row that resembles a record waits for a person's decision.
 */
export const useImportStore = defineStore('import', () => {
  const client = useClient();
  const registry = ref('');
  const file = ref<UploadedFile | null>(null);
  const preview = ref<Preview | null>(null);
  const layout = ref<Layout>({});
  const columns = ref<readonly string[] | undefined>();
  const decisions = ref<Readonly<Record<number, RowDecision>>>({});
  /** By the key that is shared: for all rows that were not decided on one by one. */
  const alike = ref<Readonly<Record<string, RowAction>>>({});
  const outcome = ref<Output<'import.apply'> | null>(null);
  const failure = ref<Failure | null>(null);
  const busy = ref<'no' | 'reading' | 'applying'>('no');
  const progress = ref({ done: 0, total: 0 });
  const batches = ref<Output<'import.list'>['batches']>([]);
  let taskId = '';
  let question = 0;

  /** Rows that resemble something and will be skipped for want of a decision, shown or not. */
  const undecided = computed(() => {
    const shown = preview.value?.noted ?? [];
    const decided = (by: string): number =>
      shown.filter((row) => row.duplicates[0]?.by === by && decisions.value[row.row] !== undefined).length;
    return (preview.value?.alike ?? [])
      .filter(({ by }) => alike.value[by] === undefined)
      .reduce((sum, { by, rows }) => sum + rows - decided(by), 0);
  });

  client.on('task.progressed', (told) => {
    if (told.taskId === taskId) progress.value = { done: told.done, total: told.total };
  });

  /** Who comes back from elsewhere finds what he had decided; the rows are read anew, because others may have worked. */
  function open(code: string): void {
    const isPrepared = file.value !== null && outcome.value === null && code === registry.value;
    if (!isPrepared) begin(code);
    else if (busy.value === 'no') void look();
  }

  function begin(code: string): void {
    registry.value = code;
    file.value = null;
    preview.value = null;
    outcome.value = null;
    failure.value = null;
  }

  function forget(): void {
    begin('');
    layout.value = {};
    columns.value = undefined;
    undecide();
    batches.value = [];
  }

  async function take(chosen: File): Promise<void> {
    begin(registry.value);
    busy.value = 'reading';
    const received = await client.upload(chosen);
    if (!received.ok) {
      failure.value = received.error;
      busy.value = 'no';
      return;
    }
    file.value = received.value;
    layout.value = {};
    columns.value = undefined;
    undecide();
    await look();
  }

  /** Reads the file again as the operator corrected it; columns are guessed anew when the layout changes. */
  async function look(): Promise<void> {
    if (file.value === null) return;
    const asked = ++question;
    busy.value = 'reading';
    const answer = await client.call('import.preview', reading(file.value));
    if (asked !== question) return;
    busy.value = 'no';
    failure.value = answer.ok ? null : answer.error;
    if (answer.ok) preview.value = answer.value;
  }

  const reading = (chosen: UploadedFile) => ({
    registry: registry.value,
    fileId: chosen.fileId,
    ...(Object.keys(layout.value).length === 0 ? {} : { layout: layout.value }),
    ...(columns.value === undefined ? {} : { columns: [...columns.value] }),
  });

  function relayout(changes: Layout): Promise<void> {
    layout.value = { ...layout.value, ...changes };
    columns.value = undefined;
    undecide();
    return look();
  }

  function assign(column: number, field: string): Promise<void> {
    const current = columns.value ?? preview.value?.columns.map((one) => one.field) ?? [];
    columns.value = current.map((former, at) => (at === column ? field : former));
    return look();
  }

  function decide(row: number, decision: RowDecision): void {
    decisions.value = { ...decisions.value, [row]: decision };
  }

  function decideAlike(by: string, action: RowAction): void {
    alike.value = { ...alike.value, [by]: action };
  }

  function undecide(): void {
    decisions.value = {};
    alike.value = {};
  }

  async function apply(): Promise<void> {
    if (file.value === null) return;
    taskId = crypto.randomUUID();
    progress.value = { done: 0, total: preview.value?.rows ?? 0 };
    busy.value = 'applying';
    const answer = await client.call('import.apply', {
      ...reading(file.value),
      decisions: Object.entries(decisions.value).map(([row, decision]) => ({
        row: Number(row),
        ...decision,
      })),
      alike: Object.entries(alike.value).map(([by, action]) => ({ by, action })),
      taskId,
    });
    busy.value = 'no';
    failure.value = answer.ok ? null : answer.error;
    if (answer.ok) outcome.value = answer.value;
    await list();
  }

  const stop = () => client.call('task.cancel', { taskId });

  async function undo(batchId: string) {
    const answer = await client.call('import.undo', { batchId });
    await list();
    return answer;
  }

  async function list(): Promise<void> {
    const answer = await client.call('import.list', { registry: registry.value });
    if (answer.ok) batches.value = answer.value.batches;
  }

  return {
    ...{
      registry,
      file,
      preview,
      layout,
      decisions,
      alike,
      outcome,
      failure,
      busy,
      progress,
      batches,
      undecided,
    },
    ...{ open, begin, forget, take, relayout, assign, decide, decideAlike, apply, stop, undo, list },
  };
});
