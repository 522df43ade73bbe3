import fc from 'fast-check';
import { expect } from 'vitest';
import type { Change } from '../../../domain/exchange/change';
import type { ListRow } from '../../../domain/registry/fieldKinds';
import { ok } from '../../../domain/values/result';
import { applyPackage } from '../../../electron/exchange/applyPackage';
import { gateOf } from '../../../electron/record/recordEdits';
import { actor, type InnerOffice } from '../offices/innerOffice';
import { soundProvider } from '../record/soundProvider';
import { toldFields } from '../record/toldFields';

/**
 * What an operator, an import and a package may do to the registry, as random steps, and a plain model of what must
 * come of it. The model knows nothing of tables or logs: it holds values and counts versions.
 */
const registry = 'provider';
const words = ['заря', 'ёлка', 'өмет', 'дом', 'тихий', 'уют'] as const;
const place = fc.nat(4);
const title = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((some) => some.join(' '));
const row = fc.record({ name: title, phone: fc.integer({ min: 100, max: 999 }) });
const does = <const Name extends string>(name: Name) => fc.constant(name);
const statuses = ['draft', 'review', 'included', 'excluded'] as const;
const nextOf = { draft: 'review', review: 'included', included: 'excluded', excluded: 'review' } as const;
const moves = ['draft-review', 'review-draft', 'review-included', 'included-excluded', 'excluded-review'];
const frozen: readonly string[] = ['included', 'excluded'];

export const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: does('create'), title, sound: fc.constantFrom(true, true, false) }),
    },
    { weight: 4, arbitrary: fc.record({ do: does('save'), place, title, note: fc.nat(2) }) },
    { weight: 4, arbitrary: fc.record({ do: does('list'), place, edit: fc.nat(4), year: fc.nat(9) }) },
    {
      weight: 8,
      arbitrary: fc.record({
        do: does('move'),
        place,
        to: fc.constantFrom('next', 'next', 'next', ...statuses),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: does('import'), rows: fc.array(row, { minLength: 1, maxLength: 4 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: does('undo') }) },
    { weight: 3, arbitrary: fc.record({ do: does('package'), place, title, knows: fc.boolean() }) },
  ),
  { minLength: 12, maxLength: 24, size: 'max' },
);
type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

export interface ModelRecord {
  readonly version: number;
  readonly status: (typeof statuses)[number];
  readonly number: string | null;
  readonly title: string;
  readonly note: string | null;
  readonly years: readonly number[];
  readonly sound: boolean;
}

export interface Model {
  records: Map<string, ModelRecord>;
  numbers: number;
  lastImport: { batchId: string; before: Map<string, ModelRecord>; after: Map<string, ModelRecord> } | null;
}

export const emptyModel = (): Model => ({ records: new Map(), numbers: 0, lastImport: null });

/** Does one step in the office and in the model. */
export async function play(office: InnerOffice, model: Model, step: Step): Promise<void> {
  if (step.do === 'create') return create(office, model, step);
  if (step.do === 'import') return importRows(office, model, step.rows);
  if (step.do === 'undo') return undo(office, model);
  if (model.records.size === 0) await create(office, model, { title: 'дом', sound: true });
  const [recordId, held] = [...model.records][step.place % model.records.size] ?? [];
  if (recordId === undefined || held === undefined) return;
  const next = await edit(office, model, step, recordId, held);
  const isChanged = next !== held;
  model.records.set(recordId, isChanged ? { ...next, version: held.version + 1 } : held);
}

async function create(
  office: InnerOffice,
  model: Model,
  { title: fullName, sound }: { title: string; sound: boolean },
): Promise<void> {
  const { fields, lists } = sound ? soundProvider() : { fields: {}, lists: {} };
  const made = await office.must('record.create', { registry, fields: { ...fields, ...lists, fullName } });
  expect(made.version).toBe(1);
  const years = sound ? [2025] : [];
  const born = {
    version: 1,
    status: 'draft',
    number: null,
    title: fullName,
    note: null,
    years,
    sound,
  } as const;
  model.records.set(made.recordId, born);
}

type Editing = Extract<Step, { place: number }>;

/** The record as it must be after the step; the very same when nothing may change. */
async function edit(
  office: InnerOffice,
  model: Model,
  step: Editing,
  recordId: string,
  held: ModelRecord,
): Promise<ModelRecord> {
  const baseVersion = held.version;
  switch (step.do) {
    case 'save': {
      const note = step.note === 0 ? null : `заметка ${step.note}`;
      const fields = { fullName: step.title, note };
      await office.must('record.save', { registry, recordId, baseVersion, fields });
      if (step.title === held.title && note === held.note) return held;
      expect(await office.refusal('record.save', { registry, recordId, baseVersion, fields })).toBe(
        'record.stale',
      );
      return { ...held, title: step.title, note };
    }
    case 'list': {
      const { lists } = await office.must('record.open', { registry, recordId });
      const rows = editRows(lists['experience'] ?? [], step.edit, 2000 + step.year);
      await office.must('record.save', { registry, recordId, baseVersion, fields: { experience: rows } });
      const years = rows.map(({ year }) => Number(year));
      const isMoved = step.edit === 2 && rows.length > 1;
      const isSame = step.edit !== 4 && !isMoved && JSON.stringify(years) === JSON.stringify(held.years);
      return isSame ? held : { ...held, years };
    }
    case 'move':
      return move(office, model, recordId, held, step.to === 'next' ? nextOf[held.status] : step.to);
    case 'package':
      return takePackage(office, recordId, held, step.title, step.knows);
  }
}

function editRows(rows: readonly ListRow[], edit: number, year: number): readonly ListRow[] {
  switch (edit) {
    case 0:
      return [...rows, { year, description: 'Опыт' }];
    case 1:
      return rows.slice(1);
    case 2:
      return rows.toReversed();
    case 3:
      return rows.map((one, index) => (index === rows.length - 1 ? { ...one, year } : one));
    default:
      return [{ year, description: 'Всё заново' }];
  }
}

async function move(
  office: InnerOffice,
  model: Model,
  recordId: string,
  held: ModelRecord,
  to: ModelRecord['status'],
): Promise<ModelRecord> {
  const decision = { number: '17', decidedOn: '2026-11-20', ground: 'decision', decidedBy: 'Г. Г. Иванова' };
  const reason = to === 'draft' ? { reason: 'Нет приложения' } : {};
  const input = { registry, recordId, baseVersion: held.version, to, decision: { ...decision, ...reason } };
  const path = `${held.status}-${to}`;
  if (!moves.includes(path)) {
    expect(await office.refusal('record.move', input)).toBe('record.moveForbidden');
    return held;
  }
  if (!held.sound) {
    expect(await office.refusal('record.move', input)).toBe('record.invalid');
    return held;
  }
  // A number is given once: who comes back keeps it.
  const isNumbered = to === 'included' && held.number === null;
  if (isNumbered) model.numbers += 1;
  const number = isNumbered ? `16-${String(model.numbers).padStart(6, '0')}` : held.number;
  const moved = await office.must('record.move', input);
  expect(moved).toEqual({ version: held.version + 1, status: to, registrationNumber: number });
  return { ...held, status: to, number };
}

/**
 * A district's change: it counts when it replaces the very value that is here, else the ministry's word stands. Of what
 * a decision stands on it is a proposal, which changes nothing by itself.
 */
async function takePackage(
  office: InnerOffice,
  recordId: string,
  held: ModelRecord,
  after: string,
  knows: boolean,
): Promise<ModelRecord> {
  const { database } = office;
  // Whoever wants the very value that is here agrees with it, whatever the record stands in.
  const counts = after === held.title || (knows && !frozen.includes(held.status));
  const sender = { code: 'almet', kind: 'territorial' } as const;
  const source = { ...gateOf(office.office), sender };
  await database.write(actor, async (tx) => {
    const last = await tx.get<{ stamp: string }>(
      `SELECT stamp FROM ${toldFields} WHERE record_id = ? AND field = 'fullName' AND outcome = 'applied' ORDER BY seq DESC`,
      [recordId],
    );
    const change: Change = {
      ...{ registry, recordId, field: 'fullName', before: held.title, after },
      ...{
        stamp: database.nextStamp('almet'),
        office: 'almet',
        operator: 'Проверкин',
        at: '2026-11-23T09:00:00Z',
      },
      replaces: knows ? (last?.stamp ?? null) : '2020-01-01T00:00:00.000Z-0000-almet',
    };
    const applied = await applyPackage(source, tx, [change]);
    expect(applied).toMatchObject({ ok: true, value: { appliedCount: counts ? 1 : 0 } });
    return ok(null);
  });
  return counts ? { ...held, title: after } : held;
}

async function importRows(
  office: InnerOffice,
  model: Model,
  rows: readonly { name: string; phone: number }[],
): Promise<void> {
  const lines = rows.map(({ name, phone }) => `${name};+7 855 592 7${phone};из таблицы`);
  const fileId = await office.upload(
    'list.csv',
    ['Полное наименование;Телефон;Заметка', ...lines].join('\r\n'),
  );
  const decisions = rows.map((_, index) => ({ row: index + 2, action: 'update' as const }));
  const before = new Map(model.records);
  const { batchId, created } = await office.must('import.apply', { registry, fileId, decisions });
  await reload(office, model);
  expect(model.records.size).toBe(before.size + created);
  model.lastImport = { batchId, before, after: new Map(model.records) };
}

async function undo(office: InnerOffice, model: Model): Promise<void> {
  const { lastImport } = model;
  if (lastImport === null) {
    expect(await office.refusal('import.undo', { batchId: 'none' })).toBe('import.notFound');
    return;
  }
  const { batchId, before, after } = lastImport;
  const touched = [...after].filter(([id, { version }]) => before.get(id)?.version !== version);
  if (touched.some(([id, { version }]) => model.records.get(id)?.version !== version)) {
    expect(await office.refusal('import.undo', { batchId })).toBe('import.superseded');
    return;
  }
  await office.must('import.undo', { batchId });
  for (const [id, { version }] of touched) {
    const was = before.get(id);
    if (was === undefined) model.records.delete(id);
    else model.records.set(id, { ...was, version: version + 1 });
  }
  expect(await office.refusal('import.undo', { batchId })).toBe('import.undone');
  model.lastImport = null;
}

/** What the office shows, in the model's terms. */
export async function shown(office: InnerOffice): Promise<Map<string, Omit<ModelRecord, 'sound'>>> {
  const { rows } = await office.must('record.list', { registry, limit: 500 });
  const records = new Map<string, Omit<ModelRecord, 'sound'>>();
  for (const { recordId } of rows) {
    const { version, status, registrationNumber, fields, lists } = await office.must('record.open', {
      registry,
      recordId,
    });
    records.set(recordId, {
      version,
      status: statuses.find((known) => known === status) ?? 'draft',
      number: registrationNumber,
      title: String(fields['fullName']),
      note: typeof fields['note'] === 'string' ? fields['note'] : null,
      years: (lists['experience'] ?? []).map(({ year }) => Number(year)),
    });
  }
  return records;
}

async function reload(office: InnerOffice, model: Model): Promise<void> {
  for (const [id, record] of await shown(office)) {
    model.records.set(id, { ...record, sound: model.records.get(id)?.sound ?? false });
  }
}
