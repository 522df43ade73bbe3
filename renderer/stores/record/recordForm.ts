import { computed, ref, shallowRef } from 'vue';
import type { RecordContent } from '../../../domain/record/validateRecord';
import type { FieldValue } from '../../../domain/registry/fieldKinds';
import type { Issue, IssueBody } from '../../../domain/values/result';
import { changedFields, withNewRow, withoutBlankRows, withoutRow, withValue } from '../../record/formContent';
import { useUndo } from '../../record/useUndo';
import type { OpenedRecord } from './openedRecord';

/** What the operator makes of an opened record before it is saved, step by step. */
export function useRecordForm({ opened }: OpenedRecord) {
  const current = shallowRef<RecordContent>({ fields: {}, lists: {} });
  /** Why typed words cannot be read, by place; and what the program refused at the last save. */
  const typedIssues = ref<Record<string, IssueBody>>({});
  const refused = ref<readonly Issue[]>([]);
  const tried = ref(false);
  /** Counts what the operator did to the form: opening a record is not one of these. */
  const strokes = ref(0);
  const steps = useUndo(current);
  const changes = computed(() => changedFields(opened.value, withoutBlankRows(current.value)));
  const dirty = computed(() => Object.keys(changes.value).length > 0);

  /** Begins anew with the record as it was opened. */
  function begin(): void {
    current.value = opened.value;
    typedIssues.value = {};
    refused.value = [];
    tried.value = false;
    steps.forget();
  }

  /** Lays over what was typed before and kept; it can be undone like any other step. */
  function lay(content: RecordContent, place: string | null = null): void {
    steps.change(content, place);
    strokes.value += 1;
  }

  function edit(path: string, value: FieldValue, wrong: IssueBody | null): void {
    const others = Object.entries(typedIssues.value).filter(([place]) => place !== path);
    typedIssues.value = Object.fromEntries(wrong === null ? others : [...others, [path, wrong]]);
    refused.value = [];
    lay(withValue(current.value, path, value), path);
  }

  const addRow = (list: string): void => lay(withNewRow(current.value, list));

  function removeRow(list: string, index: number): void {
    typedIssues.value = Object.fromEntries(
      Object.entries(typedIssues.value).filter(([path]) => !path.startsWith(`${list}.`)),
    );
    lay(withoutRow(current.value, list, index));
  }

  function undo(): void {
    steps.undo();
    strokes.value += 1;
  }

  function redo(): void {
    steps.redo();
    strokes.value += 1;
  }

  return {
    ...{ current, typedIssues, refused, tried, strokes, changes, dirty, begin, lay, edit, addRow, removeRow },
    ...{ undo, redo, canUndo: steps.canUndo, leavePlace: steps.leavePlace },
  };
}
export type RecordForm = ReturnType<typeof useRecordForm>;
