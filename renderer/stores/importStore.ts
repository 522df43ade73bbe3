import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Input, Output } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';
import type { UploadedFile } from '../api/transport';

type Preview = Output<'import.preview'>;
type Layout = NonNullable<Input<'import.preview'>['layout']>;
export type RowAction = NonNullable<Input<'import.apply'>['decisions']>[number]['action'];

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
  const decisions = ref<Readonly<Record<number, RowAction>>>({});
  const outcome = ref<Output<'import.apply'> | null>(null);
  const failure = ref<Failure | null>(null);
  const busy = ref<'no' | 'reading' | 'applying'>('no');
  const progress = ref({ done: 0, total: 0 });
  const batches = ref<Output<'import.list'>['batches']>([]);
  let taskId = '';
  let question = 0;

  const undecided = computed(
    () =>
      preview.value?.noted.filter(
        (row) => row.duplicates.length > 0 && decisions.value[row.row] === undefined,
      ).length ?? 0,
  );

  client.on('task.progressed', (told) => {
    if (told.taskId === taskId) progress.value = { done: told.done, total: told.total };
  });

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
    decisions.value = {};
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
    decisions.value = {};
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
    decisions.value = {};
    return look();
  }

  function assign(column: number, field: string): Promise<void> {
    const current = columns.value ?? preview.value?.columns.map((one) => one.field) ?? [];
    columns.value = current.map((former, at) => (at === column ? field : former));
    return look();
  }

  function decide(row: number, action: RowAction): void {
    decisions.value = { ...decisions.value, [row]: action };
  }

  async function apply(): Promise<void> {
    if (file.value === null) return;
    taskId = crypto.randomUUID();
    progress.value = { done: 0, total: preview.value?.rows ?? 0 };
    busy.value = 'applying';
    const answer = await client.call('import.apply', {
      ...reading(file.value),
      decisions: Object.entries(decisions.value).map(([row, action]) => ({ row: Number(row), action })),
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
    ...{ registry, file, preview, layout, decisions, outcome, failure, busy, progress, batches, undecided },
    ...{ begin, forget, take, relayout, assign, decide, apply, stop, undo, list },
  };
});
