import { expect } from 'vitest';
import type { RecordFields } from '../../domain/registry/fieldKinds';
import type { ReadDb } from '../../db/file/handles';
import type { Desk } from '../support/offices/keyOffice';
import { answered } from './answered';
import type { Acknowledged, Attempt, Create, Draft, KnownRecord, Line, Save } from './victimLine';

/**
 * What an office must hold after its program was killed: every acknowledged record, save and draft exactly, and of what
 * was only attempted either all or nothing.
 */
export interface Ledger {
  records(): readonly KnownRecord[];
  heard(lines: readonly Line[]): void;
  /** Looks at every record that was touched since the last look, and at how many there are. */
  check(desk: Desk, registries: readonly string[], others?: readonly Ledger[]): Promise<void>;
  holds(recordId: string): boolean;
  /** May an attempt that nobody answered have made this record? */
  mayHaveMade(fields: RecordFields): boolean;
}

interface Held extends KnownRecord {
  version: number;
  fields: RecordFields;
  draft: RecordFields | null;
}

export function createLedger(): Ledger {
  const held = new Map<string, Held>();
  const touched = new Set<string>();
  /** Attempts that nobody answered: at most one of each victim. */
  let open: (Create | Save | Draft)[] = [];

  const saved = (record: Held, { fields }: Save): void => {
    record.version += 1;
    record.fields = { ...record.fields, ...fields };
    // What was typed is saved now.
    record.draft = null;
  };
  const know = ({ registry, fields }: Create, recordId: string): Held => {
    const record: Held = { registry, recordId, version: 1, fields, draft: null };
    held.set(recordId, record);
    return record;
  };
  const recordOf = (recordId: string): Held => {
    const record = held.get(recordId);
    if (record === undefined) throw new Error('the victim speaks of a record that nobody knows');
    touched.add(recordId);
    return record;
  };
  const acknowledge = (attempt: Attempt, answer: Acknowledged): void => {
    switch (attempt.do) {
      case 'create':
        touched.add(know(attempt, answer.recordId ?? '').recordId);
        return;
      case 'save':
        saved(recordOf(attempt.recordId), attempt);
        expect(answer.version).toBe(held.get(attempt.recordId)?.version);
        return;
      case 'draft':
        recordOf(attempt.recordId).draft = attempt.fields;
        return;
      default:
        // The others say nothing of one record.
        return;
    }
  };
  /** A save that nobody answered and that a later victim built or typed upon was made after all. */
  const settle = (recordId: string, version: number): void => {
    const record = recordOf(recordId);
    const made = open.find((one): one is Save => one.do === 'save' && one.recordId === recordId);
    if (made === undefined) return;
    // Seen at the version it was based on, it was never made: a dead program makes nothing any more.
    open = open.filter((one) => one !== made);
    if (version === record.version + 1) saved(record, made);
  };

  const attemptOf = (fields: RecordFields): Create | undefined =>
    open.find((one): one is Create => one.do === 'create' && isSame(fields, plain(one.fields)));

  return {
    records: () => [...held.values()].map(({ registry, recordId }) => ({ registry, recordId })),

    heard(lines) {
      for (const { attempt, answer } of answered(lines)) {
        if (attempt.do === 'save' || attempt.do === 'draft') settle(attempt.recordId, attempt.baseVersion);
        if (answer !== null) acknowledge(attempt, answer);
        else if (attempt.do === 'create' || attempt.do === 'save' || attempt.do === 'draft')
          open.push(attempt);
      }
    },

    holds: (recordId) => held.has(recordId),
    mayHaveMade: (fields) => attemptOf(fields) !== undefined,

    async check(desk, registries, others = []) {
      for (const attempt of open) if (attempt.do !== 'create') touched.add(attempt.recordId);
      for (const registry of registries)
        for (const recordId of await unknownIn(desk, registry, held)) {
          if (others.some((other) => other.holds(recordId))) continue;
          const { fields } = await desk.must('record.open', { registry, recordId });
          const made = attemptOf(fields);
          const isOfOthers = others.some((other) => other.mayHaveMade(fields));
          expect(made !== undefined || isOfOthers, `a record of ${registry} that nobody made`).toBe(true);
          if (made === undefined) continue;
          open = open.filter((one) => one !== made);
          touched.add(know(made, recordId).recordId);
        }
      for (const recordId of touched) await checkRecord(desk, recordOf(recordId));
      touched.clear();
      open = [];
    },
  };

  async function checkRecord(desk: Desk, record: Held): Promise<void> {
    const { registry, recordId } = record;
    const found = await desk.must('record.open', { registry, recordId });
    settle(recordId, found.version);
    expect(found).toMatchObject({ recordId, version: record.version, fields: plain(record.fields) });
    expect(found.lists).toMatchObject(listsOf(record.fields));
    // The log tells the same as the row.
    const logged = await desk.must('record.open', { registry, recordId, atVersion: found.version });
    expect(logged.fields).toEqual(found.fields);
    const { draft } = await desk.must('draft.open', { registry, recordId });
    const attempts = open.filter((one): one is Draft => one.do === 'draft' && one.recordId === recordId);
    const now = draft?.fields ?? null;
    expect([record.draft, ...attempts.map(({ fields }) => fields)]).toContainEqual(now);
    record.draft = now;
  }
}

async function unknownIn(
  desk: Desk,
  registry: string,
  held: ReadonlyMap<string, Held>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let from = 0; ; from += 500) {
    const { rows, total } = await desk.must('record.list', { registry, from, limit: 500 });
    found.push(...rows.map(({ recordId }) => recordId));
    if (found.length >= total || rows.length === 0) break;
  }
  const known = [...held.values()].filter((record) => record.registry === registry);
  expect(found).toEqual(expect.arrayContaining(known.map(({ recordId }) => recordId)));
  return found.filter((recordId) => !held.has(recordId));
}

const plain = (fields: RecordFields): RecordFields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !isList(field)));
const listsOf = (fields: RecordFields): RecordFields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => isList(field)));
const isList = (field: string): boolean => ['places', 'services', 'tariffs', 'experience'].includes(field);

const isSame = (found: RecordFields, wanted: RecordFields): boolean =>
  Object.entries(wanted).every(([field, value]) => JSON.stringify(found[field]) === JSON.stringify(value));

/** Every person has a key, every key a person, and every word that finds somebody finds somebody who is here. */
export async function expectKeysFit(read: ReadDb): Promise<void> {
  const odd = await read.all(`
    SELECT 'person without a key' AS what, id FROM person WHERE removed = 0 AND id NOT IN (SELECT record_id FROM record_key)
    UNION ALL SELECT 'key without a person', record_id FROM record_key WHERE record_id NOT IN (SELECT id FROM person)
    UNION ALL SELECT 'word of nobody', token FROM person_word WHERE seq NOT IN (SELECT seq FROM person WHERE removed = 0)
    UNION ALL SELECT 'person without words', id FROM person WHERE removed = 0 AND surname IS NOT NULL
      AND seq NOT IN (SELECT seq FROM person_word)`);
  expect(odd).toEqual([]);
}
