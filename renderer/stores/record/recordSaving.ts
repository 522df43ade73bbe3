import { ref, type ComputedRef } from 'vue';
import type { Input } from '../../../domain/contract';
import type { RecordContent } from '../../../domain/record/validateRecord';
import { ok, type Issue, type Result } from '../../../domain/values/result';
import { useClient } from '../../api/client';
import { withoutBlankRows } from '../../record/formContent';
import type { OpenedRecord } from './openedRecord';
import type { RecordForm } from './recordForm';

export type Done = Result<null>;

interface SavingDeps {
  readonly errors: ComputedRef<readonly Issue[]>;
  /** Opens what was saved; what was typed after `sent` stays. */
  readonly reopen: (recordId: string, sent: RecordContent) => Promise<Done>;
  /** Somebody else has changed the record meanwhile. */
  readonly lookAtTheirs: () => Promise<void>;
}

/** Saves, moves and withdraws the record in the form; what is refused stays there with its issues. */
export function useRecordSaving(record: OpenedRecord, form: RecordForm, deps: SavingDeps) {
  const client = useClient();
  const { registryCode, recordId, version } = record;
  const { current, changes } = form;
  /** What the last save or move did not change yet: it waits for the office that decides. */
  const left = ref<readonly string[]>([]);
  /** Under which name the draft of this form is kept. */
  const draftId = ref('');

  async function save(decision?: Input<'record.save'>['decision']): Promise<Done> {
    const sent = (current.value = withoutBlankRows(current.value));
    form.tried.value = true;
    left.value = [];
    const issues = deps.errors.value;
    if (issues.length > 0) return { ok: false, error: { code: 'record.invalid', issues } };
    const id = recordId.value;
    if (id === null) return create(sent);
    const answer = await client.call('record.save', {
      ...{ registry: registryCode.value, recordId: id, baseVersion: version.value },
      ...{ fields: changes.value, draftId: draftId.value },
      ...(decision === undefined ? {} : { decision }),
    });
    if (!answer.ok) return refuse(answer);
    left.value = answer.value.proposed ?? [];
    return deps.reopen(id, sent);
  }

  async function create(sent: RecordContent): Promise<Done> {
    const fields = changes.value as Input<'record.create'>['fields'];
    const asked = { registry: registryCode.value, fields, draftId: draftId.value };
    const answer = await client.call('record.create', asked);
    return answer.ok ? deps.reopen(answer.value.recordId, sent) : refuse(answer);
  }

  /** Moves the saved record to another status. */
  async function move(to: string, decision?: Input<'record.move'>['decision']): Promise<Done> {
    const [id, sent] = [recordId.value ?? '', current.value];
    const answer = await client.call('record.move', {
      ...{ registry: registryCode.value, recordId: id, baseVersion: version.value, to, keep: [] },
      ...(decision === undefined ? {} : { decision }),
    });
    if (!answer.ok) return refuse(answer);
    left.value = answer.value.asked === true ? ['status'] : [];
    return deps.reopen(id, sent);
  }

  /** A draft that was a mistake leaves every list. */
  async function withdraw(): Promise<Done> {
    const asked = { registry: registryCode.value, recordId: recordId.value ?? '' };
    const answer = await client.call('record.withdraw', { ...asked, baseVersion: version.value });
    return answer.ok ? ok(null) : refuse(answer);
  }

  async function refuse<F extends Done & { ok: false }>(refusal: F): Promise<F> {
    if (refusal.error.code === 'record.stale') await deps.lookAtTheirs();
    form.refused.value = refusal.error.issues ?? [];
    return refusal;
  }

  return { left, draftId, save, move, withdraw };
}
