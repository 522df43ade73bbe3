import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { RecordContent } from '../../domain/record/validateRecord';
import { ok } from '../../domain/values/result';
import { useClient } from '../api/client';
import { createTurns } from '../keys/createTurns';
import { blankRecord, contentOf } from '../record/blankRecord';
import { withValue } from '../record/formContent';
import { rebase, typedSince, type Conflict, type Rebased } from '../record/rebase';
import { useOpenedRecord, type Opened } from './record/openedRecord';
import { useRecordForm } from './record/recordForm';
import { useRecordJudgement } from './record/recordJudgement';
import { useRecordSaving, type Done } from './record/recordSaving';
import { useReferenceStore } from './referenceStore';
import { useSessionStore } from './sessionStore';

/**
 * The record in the form: as it was opened (`openedRecord`), as it stands (`recordForm`), what is wrong with it
 * (`recordJudgement`), how it is saved (`recordSaving`); here it is opened and merged. A save sends the changed fields only, with the version
 * it was opened at; what is refused as stale is merged with the operator watching.
 */
export const useRecordStore = defineStore('record', () => {
  const client = useClient();
  const reference = useReferenceStore();
  const session = useSessionStore();
  const record = useOpenedRecord();
  const form = useRecordForm(record);
  const judgement = useRecordJudgement(record, form);
  const { registryCode, recordId, version, opened } = record;
  const { current, typedIssues, dirty, lay } = form;

  /** Set when the record was changed by others under the form. */
  const theirs = shallowRef<Opened | null>(null);
  /** It stands in front of the operator, and may be typed in. */
  const shown = ref(false);
  const inTurn = createTurns();

  function show(code: string, told: Opened): void {
    record.keep(code, told);
    form.begin();
    theirs.value = null;
  }

  function startNew(code: string): void {
    show(code, blankRecord(reference.registries.root(code), session.office?.kind === 'ministry'));
    recordId.value = null;
  }
  const forget = (): void => startNew('');

  /** `sent` was saved by this very form: what was typed into it meanwhile stays. */
  async function open(code: string, id: string, atVersion?: number, sent?: RecordContent): Promise<Done> {
    const asked = { registry: code, recordId: id, ...(atVersion === undefined ? {} : { atVersion }) };
    const answer = await client.call('record.open', asked);
    if (!answer.ok) return answer;
    const [typed, wrong] = [current.value, typedIssues.value];
    show(code, answer.value);
    if (sent === undefined || typed === sent) return ok(null);
    typedIssues.value = wrong;
    lay(typedSince(sent, typed, opened.value));
    return ok(null);
  }

  /** Somebody changed this record: an untouched form follows at once, a touched one waits for its operator. */
  async function lookAtTheirs(): Promise<void> {
    const id = recordId.value;
    if (id === null) return;
    const answer = await client.call('record.open', { registry: registryCode.value, recordId: id });
    if (!answer.ok || answer.value.version === version.value) return;
    if (dirty.value) theirs.value = answer.value;
    else show(registryCode.value, answer.value);
  }

  /** What the form would be over what others saved, and where a person must decide. */
  const merge = (): Rebased | null =>
    theirs.value === null ? null : rebase(opened.value, current.value, contentOf(theirs.value));

  /** Goes on from the others' version with the form merged; `taken` are conflicts decided in their favour. */
  function settle(merged: Rebased, taken: readonly Conflict[]): void {
    const told = theirs.value;
    if (told === null) return;
    const content = taken.reduce(
      (all, { path, theirs: value }) => withValue(all, path, value),
      merged.content,
    );
    show(registryCode.value, told);
    lay(content);
  }

  const saving = useRecordSaving(record, form, {
    errors: judgement.errors,
    reopen: (id, sent) => open(registryCode.value, id, undefined, sent),
    lookAtTheirs,
  });

  const { keep: _keep, possible: _possible, ...told } = record;
  const { begin: _begin, typedIssues: _typed, refused: _refused, tried: _tried, ...made } = form;
  return {
    ...told,
    ...made,
    ...judgement,
    ...saving,
    ...{ theirs, shown, inTurn, startNew, forget, open, show, lookAtTheirs, merge, settle },
  };
});
