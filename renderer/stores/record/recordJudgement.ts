import { computed } from 'vue';
import { nextStatus } from '../../../domain/record/recordStatus';
import { validateRecord } from '../../../domain/record/validateRecord';
import type { Issue } from '../../../domain/values/result';
import { isInBlankRow } from '../../record/formContent';
import { movesFrom } from '../../record/moves';
import { useReferenceStore } from '../referenceStore';
import { useSessionStore } from '../sessionStore';
import type { OpenedRecord } from './openedRecord';
import type { RecordForm } from './recordForm';

/** What is wrong with the form as it stands, what the next status lacks, and where the record may go. */
export function useRecordJudgement(record: OpenedRecord, form: RecordForm) {
  const reference = useReferenceStore();
  const session = useSessionStore();

  function judged(aim: string): readonly Issue[] {
    if (record.registry.value === undefined) return [];
    const found = validateRecord(record.registry.value, form.current.value, aim, reference.context);
    return found.filter(({ path }) => !isInBlankRow(form.current.value, path));
  }

  /** The words of whoever read the typing go before the general ones. */
  const issues = computed<readonly Issue[]>(() => {
    const own = judged(record.status.value).map((issue) => ({
      ...issue,
      ...form.typedIssues.value[issue.path],
    }));
    const known = new Set(own.map(({ path, code }) => `${path} ${code}`));
    return [...own, ...form.refused.value.filter(({ path, code }) => !known.has(`${path} ${code}`))];
  });
  /** Before a save is tried nobody is told off for what is not filled in yet. */
  const shownIssues = computed(() =>
    form.tried.value ? issues.value : issues.value.filter(({ code }) => code !== 'field.required'),
  );
  const errors = computed(() => issues.value.filter(({ severity }) => severity === 'error'));

  const onward = computed(() =>
    record.registry.value === undefined ? '' : nextStatus(record.registry.value, record.status.value),
  );

  /** Where no drafts are kept, what is not saved yet has nowhere to go on to. */
  const moves = computed(() => {
    const root = record.registry.value;
    const isOwn = record.emergency.value === null;
    if (root === undefined || !isOwn || !session.may('record.move', root)) return [];
    const isUnborn =
      record.recordId.value === null && record.status.value === root.root?.statuses.versionedFrom;
    return isUnborn ? [] : movesFrom(root, record.status.value, record.possible.value);
  });

  /** What stands in the way of the next status beyond what is said already. */
  const lacks = computed<readonly Issue[]>(() => {
    if (record.registry.value === undefined) return [];
    const here = new Set(shownIssues.value.map(({ path }) => path));
    return judged(onward.value).filter(({ severity, path }) => severity === 'error' && !here.has(path));
  });

  return { shownIssues, errors, onward, moves, lacks };
}
