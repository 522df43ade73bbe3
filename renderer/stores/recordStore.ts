import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Input, Output } from '../../domain/contract';
import { validateRecord, type RecordContent } from '../../domain/record/validateRecord';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { ok, type Issue, type IssueBody, type Result } from '../../domain/values/result';
import { useClient } from '../api/client';
import { createTurns } from '../keys/createTurns';
import { blankRecord, contentOf } from '../record/blankRecord';
import {
  changedFields,
  isInBlankRow,
  withNewRow,
  withoutBlankRows,
  withoutRow,
  withValue,
} from '../record/formContent';
import { movesFrom, statusAfter } from '../record/moves';
import { rebase, typedSince, type Conflict, type Rebased } from '../record/rebase';
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
  /** Places that are another office's, places whose change would be a proposal, and what this office asked for. */
  const notYours = ref<Opened['notYours']>([]);
  const proposes = ref<Opened['proposes']>([]);
  const waiting = ref<Opened['waiting']>([]);
  /** What the last save or move did not change yet: it waits for the office that decides. */
  const left = ref<readonly string[]>([]);
  const opened = shallowRef<RecordContent>(blank);
  const current = shallowRef<RecordContent>(blank);
  /** Why typed words cannot be read, by place; and what the program refused at the last save. */
  const typedIssues = ref<Record<string, IssueBody>>({});
  const refused = ref<readonly Issue[]>([]);
  const tried = ref(false);
  /** By whose emergency access it is open, to be read only; null where it is the operator's own to see. */
  const emergency = ref<Opened['emergency'] | null>(null);
  /** Set when the record was changed by others under the form. */
  const theirs = shallowRef<Opened | null>(null);

  const steps = useUndo(current);
  const inTurn = createTurns();
  /** Counts what the operator did to the form: opening a record is not one of these. */
  const strokes = ref(0);
  /** Under which name the draft of this form is kept. */
  const draftId = ref('');
  /** It stands in front of the operator, and may be typed in. */
  const shown = ref(false);
  const registry = computed(() => reference.registries.root(registryCode.value));
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
    if (root === undefined || emergency.value !== null || !session.may('record.move', root)) return [];
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
    show(code, blankRecord(reference.registries.root(code), session.office?.kind === 'ministry'));
    recordId.value = null;
  }

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

  const forget = (): void => startNew('');

  function show(code: string, record: Opened): void {
    registryCode.value = code;
    recordId.value = record.recordId;
    version.value = record.version;
    status.value = record.status;
    registrationNumber.value = record.registrationNumber;
    possible.value = record.moves;
    notYours.value = record.notYours;
    proposes.value = record.proposes;
    waiting.value = record.waiting;
    emergency.value = record.emergency ?? null;
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
    const sent = (current.value = withoutBlankRows(current.value));
    tried.value = true;
    left.value = [];
    if (errors.value.length > 0)
      return { ok: false, error: { code: 'record.invalid', issues: errors.value } };
    const id = recordId.value;
    if (id === null) return create(sent);
    const answer = await client.call('record.save', {
      registry: registryCode.value,
      recordId: id,
      baseVersion: version.value,
      fields: changes.value,
      draftId: draftId.value,
      ...(decision === undefined ? {} : { decision }),
    });
    if (!answer.ok) return refuse(answer);
    left.value = answer.value.proposed ?? [];
    return open(registryCode.value, id, undefined, sent);
  }

  async function create(sent: RecordContent): Promise<Done> {
    const fields = changes.value as Input<'record.create'>['fields'];
    const answer = await client.call('record.create', {
      registry: registryCode.value,
      fields,
      draftId: draftId.value,
    });
    if (!answer.ok) return refuse(answer);
    return open(registryCode.value, answer.value.recordId, undefined, sent);
  }

  /** Moves the saved record to another status. */
  async function move(to: string, decision?: Input<'record.move'>['decision']): Promise<Done> {
    const [id, sent] = [recordId.value ?? '', current.value];
    const answer = await client.call('record.move', {
      registry: registryCode.value,
      recordId: id,
      baseVersion: version.value,
      to,
      keep: [],
      ...(decision === undefined ? {} : { decision }),
    });
    if (!answer.ok) return refuse(answer);
    left.value = answer.value.asked === true ? ['status'] : [];
    return open(registryCode.value, id, undefined, sent);
  }

  /** A draft that was a mistake leaves every list. */
  async function withdraw(): Promise<Done> {
    const asked = { registry: registryCode.value, recordId: recordId.value ?? '' };
    const answer = await client.call('record.withdraw', { ...asked, baseVersion: version.value });
    return answer.ok ? ok(null) : refuse(answer);
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
      emergency,
      registry,
      opened,
      current,
      theirs,
    },
    ...{ changes, dirty, shownIssues, errors, lacks, onward, notYours, proposes, waiting, left },
    ...{ startNew, forget, open, show, lay, edit, addRow, removeRow },
    ...{ save, move, withdraw, lookAtTheirs, merge, settle },
    ...{ strokes, draftId, shown, inTurn, undo, redo, canUndo: steps.canUndo, leavePlace: steps.leavePlace },
  };
});
