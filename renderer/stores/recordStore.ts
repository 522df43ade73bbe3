import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Input, Output } from '../../domain/contract';
import { listMoves } from '../../domain/record/recordStatus';
import { validateRecord, type RecordContent } from '../../domain/record/validateRecord';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { rootRegistry } from '../../domain/registry';
import { ok, type Issue, type IssueBody, type Result } from '../../domain/values/result';
import { useClient } from '../api/client';
import {
  changedFields,
  isInBlankRow,
  withNewRow,
  withoutBlankRows,
  withoutRow,
  withValue,
} from '../record/formContent';
import { movesFrom, statusAfter } from '../record/moves';
import { rebase, type Conflict, type Rebased } from '../record/rebase';
import { useUndo } from '../record/useUndo';
import { useReferenceStore } from './referenceStore';
import { useSessionStore } from './sessionStore';

type Opened = Output<'record.open'>;
export type Done = Result<null>;

const blank: RecordContent = { fields: {}, lists: {} };

/**
 * The record in the form: as it was opened, as it stands, and what may be done with it. A save sends the changed
 * fields only, with the version it was opened at; what is refused as stale is merged with the operator watching.
 */
export const useRecordStore = defineStore('record', () => {
  const client = useClient();
  const reference = useReferenceStore();
  const session = useSessionStore();

  const registryCode = ref('');
  const recordId = ref<string | null>(null);
  const version = ref(0);
  const status = ref('');
  const registrationNumber = ref<string | null>(null);
  const possible = ref<Opened['moves']>([]);
  const opened = shallowRef<RecordContent>(blank);
  const current = shallowRef<RecordContent>(blank);
  /** Why typed words cannot be read, by place; and what the program refused at the last save. */
  const typedIssues = ref<Record<string, IssueBody>>({});
  const refused = ref<readonly Issue[]>([]);
  const tried = ref(false);
  /** Set when the record was changed by others under the form. */
  const theirs = shallowRef<Opened | null>(null);

  const steps = useUndo(current);
  /** Counts what the operator did to the form: opening a record is not one of these. */
  const strokes = ref(0);
  const registry = computed(() => rootRegistry(registryCode.value));
  const changes = computed(() => changedFields(opened.value, withoutBlankRows(current.value)));
  const dirty = computed(() => Object.keys(changes.value).length > 0);

  function judged(aim: string): readonly Issue[] {
    if (registry.value === undefined) return [];
    const found = validateRecord(registry.value, current.value, aim, reference.context);
    return found.filter(({ path }) => !isInBlankRow(current.value, path));
  }

  /** What is wrong with the record as it stands; the words of whoever read the typing go before the general ones. */
  const issues = computed<readonly Issue[]>(() => {
    const own = judged(status.value).map((issue) => ({ ...issue, ...typedIssues.value[issue.path] }));
    const known = new Set(own.map(({ path, code }) => `${path} ${code}`));
    return [...own, ...refused.value.filter(({ path, code }) => !known.has(`${path} ${code}`))];
  });
  /** Before a save is tried nobody is told off for what is not filled in yet. */
  const shownIssues = computed(() =>
    tried.value ? issues.value : issues.value.filter(({ code }) => code !== 'field.required'),
  );
  const errors = computed(() => issues.value.filter(({ severity }) => severity === 'error'));

  const onward = computed(() =>
    registry.value === undefined ? '' : statusAfter(registry.value, status.value),
  );

  /** Where no drafts are kept, what is not saved yet has nowhere to go on to. */
  const moves = computed(() => {
    const root = registry.value;
    if (root === undefined || !session.may('record.move', root)) return [];
    const isUnborn = recordId.value === null && status.value === root.root?.statuses.versionedFrom;
    return isUnborn ? [] : movesFrom(root, status.value, possible.value);
  });

  /** What stands in the way of the next status beyond what is said already. */
  const lacks = computed<readonly Issue[]>(() => {
    if (registry.value === undefined) return [];
    const here = new Set(shownIssues.value.map(({ path }) => path));
    return judged(onward.value).filter(({ severity, path }) => severity === 'error' && !here.has(path));
  });

  function startNew(code: string): void {
    const root = rootRegistry(code);
    const status = root?.root?.statuses.order[0] ?? '';
    show(code, {
      recordId: '',
      version: 0,
      status,
      registrationNumber: null,
      fields: Object.fromEntries(Object.keys(root?.fields ?? {}).map((name) => [name, null])),
      lists: Object.fromEntries(Object.keys(root?.root?.lists ?? {}).map((name) => [name, []])),
      lacks: [],
      warnings: [],
      moves: root === undefined ? [] : [...listMoves(root, status, session.office?.kind ?? '')],
    });
    recordId.value = null;
  }

  async function open(code: string, id: string, atVersion?: number): Promise<Done> {
    const asked = { registry: code, recordId: id, ...(atVersion === undefined ? {} : { atVersion }) };
    const answer = await client.call('record.open', asked);
    if (!answer.ok) return answer;
    show(code, answer.value);
    return ok(null);
  }

  const forget = (): void => {
    startNew('');
  };

  function show(code: string, record: Opened): void {
    registryCode.value = code;
    recordId.value = record.recordId;
    version.value = record.version;
    status.value = record.status;
    registrationNumber.value = record.registrationNumber;
    possible.value = record.moves;
    opened.value = contentOf(record);
    current.value = opened.value;
    typedIssues.value = {};
    refused.value = [];
    tried.value = false;
    theirs.value = null;
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

  async function save(decision?: Input<'record.save'>['decision']): Promise<Done> {
    current.value = withoutBlankRows(current.value);
    tried.value = true;
    if (errors.value.length > 0)
      return { ok: false, error: { code: 'record.invalid', issues: errors.value } };
    const id = recordId.value;
    if (id === null) return create();
    const answer = await client.call('record.save', {
      registry: registryCode.value,
      recordId: id,
      baseVersion: version.value,
      fields: changes.value,
      ...(decision === undefined ? {} : { decision }),
    });
    return answer.ok ? open(registryCode.value, id) : refuse(answer);
  }

  async function create(): Promise<Done> {
    const fields = changes.value as Input<'record.create'>['fields'];
    const answer = await client.call('record.create', { registry: registryCode.value, fields });
    return answer.ok ? open(registryCode.value, answer.value.recordId) : refuse(answer);
  }

  /** Moves the saved record to another status. */
  async function move(to: string, decision?: Input<'record.move'>['decision']): Promise<Done> {
    const id = recordId.value ?? '';
    const answer = await client.call('record.move', {
      registry: registryCode.value,
      recordId: id,
      baseVersion: version.value,
      to,
      ...(decision === undefined ? {} : { decision }),
    });
    return answer.ok ? open(registryCode.value, id) : refuse(answer);
  }

  async function refuse<F extends Done & { ok: false }>(refusal: F): Promise<F> {
    if (refusal.error.code === 'record.stale') await lookAtTheirs();
    refused.value = refusal.error.issues ?? [];
    return refusal;
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
    const record = theirs.value;
    if (record === null) return;
    const content = taken.reduce(
      (all, { path, theirs: value }) => withValue(all, path, value),
      merged.content,
    );
    show(registryCode.value, record);
    lay(content);
  }

  return {
    ...{
      registryCode,
      recordId,
      version,
      status,
      registrationNumber,
      moves,
      registry,
      opened,
      current,
      theirs,
    },
    ...{ changes, dirty, shownIssues, errors, lacks, onward },
    ...{
      startNew,
      forget,
      open,
      show,
      lay,
      edit,
      addRow,
      removeRow,
      save,
      move,
      lookAtTheirs,
      merge,
      settle,
    },
    ...{ strokes, undo, redo, canUndo: steps.canUndo, leavePlace: steps.leavePlace },
  };
});

const contentOf = (record: Opened): RecordContent => ({ fields: record.fields, lists: record.lists });
