import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRegistries } from '../../domain/registry';
import type { FieldValue, RecordFields } from '../../domain/registry/fieldKinds';
import { provider } from '../../domain/registry/provider/declaration';
import { person } from '../../domain/registry/person/declaration';
import { openDatabase } from '../../db/file/openDatabase';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { lyingTerms, withTrialTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';

/** Terms of records through the doors of one office. 23.11.2026 is a Monday. */
const registry = 'provider';
const decision = { number: '1', decidedOn: '2026-11-24', ground: 'решение', decidedBy: 'Примерова А. А.' };

describe('the terms of a record', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let now: Date;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    now = new Date('2026-11-23T09:00:00Z');
    office = await openInnerOffice(await folders.make(), {
      now: () => now,
      async open(folder, clock) {
        const opened = await openDatabase(folder, clock, withTrialTerms);
        if (!opened.ok) throw new Error(opened.error.code);
        return opened.value;
      },
    });
  });
  beforeEach(() => {
    now = new Date('2026-11-23T09:00:00Z');
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  const terms = (recordId: string) => lyingTerms(office.database.read, recordId);
  const versionOf = async (recordId: string) =>
    (await office.must('record.open', { registry, recordId })).version;
  async function create(more: Readonly<Record<string, FieldValue>> = {}): Promise<string> {
    const { fields, lists } = soundProvider();
    const all: RecordFields = { ...fields, ...lists, ...more };
    return (await office.must('record.create', { registry, fields: all })).recordId;
  }
  async function save(recordId: string, fields: RecordFields): Promise<void> {
    await office.must('record.save', { registry, recordId, baseVersion: await versionOf(recordId), fields });
  }
  async function move(recordId: string, to: string, more: object = {}): Promise<void> {
    await office.must('record.move', {
      registry,
      recordId,
      baseVersion: await versionOf(recordId),
      to,
      ...more,
    });
  }

  it('starts at a field, goes with it, and ends at a move on the day of its act', async () => {
    const recordId = await create();
    expect(await terms(recordId)).toMatchObject({
      request: { startedOn: '2026-11-20', dueOn: '2026-11-24', endedOn: null },
    });
    await save(recordId, { placesAsOfOn: '2026-11-19' });
    expect(await terms(recordId)).toMatchObject({
      request: { startedOn: '2026-11-19', dueOn: '2026-11-23' },
    });
    await move(recordId, 'review');
    now = new Date('2026-11-25T09:00:00Z');
    await move(recordId, 'included', { decision });
    const ended = await terms(recordId);
    expect(ended).toMatchObject({
      request: { endedOn: '2026-11-24' },
      registryDecision: { dueOn: '2026-11-24', endedOn: '2026-11-24' },
    });
    expect(ended).toMatchObject({
      registryNotice: { startedOn: '2026-11-24', dueOn: '2026-12-01', endedOn: null },
    });
    await save(recordId, { placesAsOfOn: '2026-11-25' });
    expect(await terms(recordId)).toMatchObject({ registryNotice: { endedOn: '2026-11-25' } });
  });

  it('starts anew at the next submission, and ends at a return', async () => {
    const recordId = await create({ statePurchase: true });
    expect(await terms(recordId)).toEqual({});
    await move(recordId, 'review');
    expect(await terms(recordId)).toMatchObject({
      registryDecision: { startedOn: '2026-11-23', endedOn: null },
    });
    now = new Date('2026-11-24T09:00:00Z');
    await move(recordId, 'draft', { decision: { reason: 'Нет лицензии' } });
    expect(await terms(recordId)).toMatchObject({
      registryDecision: { startedOn: '2026-11-23', endedOn: '2026-11-24' },
    });
    now = new Date('2026-11-26T09:00:00Z');
    await move(recordId, 'review');
    expect(await terms(recordId)).toMatchObject({
      registryDecision: { startedOn: '2026-11-26', dueOn: '2026-11-27', endedOn: null },
    });
  });

  it('does not run by an exception, or runs as another term', async () => {
    const recordId = await create({ statePurchase: true });
    expect(await terms(recordId)).toEqual({});
    await save(recordId, { statePurchase: false, ownerKind: 'municipal' });
    expect(await terms(recordId)).toMatchObject({ request: { countedAs: 'notice', dueOn: '2026-11-25' } });
    await save(recordId, { ownerKind: 'commercial' });
    expect(await terms(recordId)).toMatchObject({ request: { countedAs: 'request', dueOn: '2026-11-24' } });
  });

  it('of a year without a calendar has no day, and the record is saved', async () => {
    const recordId = await create({ placesAsOfOn: '2015-03-02' });
    expect(await terms(recordId)).toMatchObject({ request: { startedOn: '2015-03-02', dueOn: null } });
  });

  it('stops when the record is withdrawn', async () => {
    const recordId = await create();
    await office.must('record.withdraw', { registry, recordId, baseVersion: await versionOf(recordId) });
    expect(await terms(recordId)).toEqual({});
  });

  it('comes with an import and goes with its undoing', async () => {
    const file = 'Полное наименование;Места по состоянию на\r\nОтменяемый дом;20.11.2026';
    const { batchId } = await office.must('import.apply', {
      registry,
      fileId: await office.upload('list.csv', file),
    });
    const { rows } = await office.must('record.list', { registry, search: 'отменяемый' });
    const recordId = rows[0]?.recordId ?? '';
    expect(await terms(recordId)).toMatchObject({ request: { dueOn: '2026-11-24' } });
    await office.must('import.undo', { batchId });
    expect(await terms(recordId)).toEqual({});
  });

  it('keeps nothing for a save that no term looks at', async () => {
    const recordId = await create();
    await office.database.write({ login: '', operator: '', office: 'mintrud' }, async (tx) => {
      await tx.run('DELETE FROM record_term WHERE record_id = ?', [recordId]);
      return { ok: true as const, value: null };
    });
    await save(recordId, { note: 'да' });
    expect(await terms(recordId)).toEqual({});
    await save(recordId, { ownerKind: 'federal' });
    expect(await terms(recordId)).toMatchObject({ request: { dueOn: '2026-11-24' } });
  });
});

describe('a declaration of terms', () => {
  const term = { term: 'request', starts: { field: 'placesAsOfOn' }, ends: [] } as const;
  const made = (registry: typeof provider | typeof person, terms: readonly object[]) => () =>
    createRegistries([{ ...registry, root: { ...registry.root, terms } } as never]);
  it('names what is there: days that lie open, events of moves', () => {
    expect(made(provider, [term])).not.toThrow();
    expect(made(provider, [term, term])).toThrow('declared twice');
    expect(made(provider, [{ ...term, starts: { field: 'fullName' } }])).toThrow('no day');
    expect(made(provider, [{ ...term, ends: [{ events: ['vanish'] }] }])).toThrow('no move');
    expect(made(provider, [{ ...term, exceptions: [{ field: 'none', is: true }] }])).toThrow('no field');
    expect(made(person, [{ ...term, starts: { field: 'appliedOn' } }])).toThrow('sealed');
  });
});
