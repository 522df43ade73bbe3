import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import type { Input } from '../../domain/contract';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import { useClient } from '../api/client';
import { withFields } from '../record/formContent';
import { useRecordStore } from './recordStore';

const quietMs = 600;

/**
 * What is typed and not saved is kept by itself: shortly after the last stroke and on leaving. Opening the record again
 * brings it back with a word about it; only the operator drops it, or a save that took it in.
 */
export const useDraftStore = defineStore('draft', () => {
  const client = useClient();
  const record = useRecordStore();
  /** When the draft that was brought back had been kept; null when none was. */
  const restoredAt = ref<string | null>(null);
  const keptAt = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is due to be kept, and of which record: another one may be open by then. */
  let due: Input<'draft.keep'> | null = null;

  watch(
    () => record.strokes,
    () => {
      due = draftOf(record.changes);
      clearTimeout(timer);
      timer = setTimeout(() => void keep(), quietMs);
    },
  );

  const draftOf = (fields: RecordFields): Input<'draft.keep'> => ({
    registry: record.registryCode,
    recordId: record.recordId,
    baseVersion: record.version,
    fields: fields,
  });

  async function keep(): Promise<void> {
    clearTimeout(timer);
    const draft = due;
    due = null;
    if (draft === null) return;
    const answer = await client.call('draft.keep', draft);
    keptAt.value = answer.ok && Object.keys(draft.fields).length > 0 ? new Date().toISOString() : null;
  }

  /** Lays what was kept over the record that has just been opened. */
  async function restore(): Promise<void> {
    restoredAt.value = null;
    keptAt.value = null;
    const { registryCode: registry, recordId, version } = record;
    const answer = await client.call('draft.open', { registry, recordId });
    const draft = answer.ok ? answer.value.draft : null;
    if (draft === null || record.recordId !== recordId) return;
    const isList = (name: string): boolean => Object.hasOwn(record.registry?.root?.lists ?? {}, name);
    if (draft.baseVersion !== version && recordId !== null) {
      const kept = await record.open(registry, recordId, draft.baseVersion);
      if (!kept.ok) return;
    }
    record.lay(withFields(record.current, draft.fields, isList));
    restoredAt.value = draft.keptAt;
    if (draft.baseVersion !== version) await record.lookAtTheirs();
  }

  /** A save took in what was typed and dropped the draft with it. */
  function settle(): void {
    clearTimeout(timer);
    due = null;
    restoredAt.value = null;
    keptAt.value = null;
  }

  /** A save took in what was typed and dropped the draft with it, or it was left where it is kept. */
  const forget = settle;

  /** The operator does not want what was typed. */
  async function drop(): Promise<void> {
    const { registryCode, recordId } = record;
    if (recordId === null) record.startNew(registryCode);
    else await record.open(registryCode, recordId);
    settle();
    await client.call('draft.keep', draftOf({}));
  }

  return { restoredAt, keptAt, keep, restore, settle, drop, forget };
});
