import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';

/** Small lists in shapes that offices really save, each with what must come of it: `cases/import/README.md`. */
const folder = join(import.meta.dirname, 'cases');
const registry = 'provider';

type Check =
  | { type: 'kept'; name: string; field: string; value: FieldValue; note: string }
  | { type: 'field'; name: string; field: string; oneOf: FieldValue[] }
  | { type: 'notvalue'; name: string; field: string; value: FieldValue }
  | { type: 'note'; name: string; text: string }
  | { type: 'absent'; names: string[] }
  | { type: 'created'; value: number }
  | { type: 'search'; q: string; finds: number };
interface Case {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly checks: readonly Check[];
}
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly Case[];

describe('a list of the kind', () => {
  let office: DeskOffice;
  beforeAll(async () => {
    office = await openDeskOffice();
  });
  afterAll(() => office.close());
  // What is withdrawn is no twin of what the next case brings.
  afterEach(async () => {
    const { batches } = await office.must('import.list', { registry });
    for (const { batchId, undoneAt } of batches)
      if (undoneAt === null) await office.must('import.undo', { batchId });
  });

  it.each(cases.filter(({ checks }) => checks.length > 0))('$id: $title', async ({ file, checks }) => {
    const fileId = await office.upload(await readFile(join(folder, file)));
    const outcome = await office.must('import.apply', { registry, fileId });
    const { rows } = await office.must('record.list', { registry, limit: 500 });
    const named = new Map<FieldValue, Record<string, unknown>>();
    for (const { recordId } of rows) {
      const { fields } = await office.must('record.open', { registry, recordId });
      named.set(fields['fullName'] ?? null, fields);
    }
    for (const check of checks) await judgeList(check);

    async function judgeList(check: Check): Promise<void> {
      if (check.type === 'created') expect(outcome.created).toBe(check.value);
      else if (check.type === 'absent') {
        for (const name of check.names) expect([...named.keys()]).not.toContain(name);
      } else if (check.type === 'search') {
        const found = await office.must('record.list', { registry, search: check.q, limit: 50 });
        expect(found.total).toBe(check.finds);
      } else {
        const fields = named.get(check.name);
        expect(fields, check.name).toBeDefined();
        judge(check, fields ?? {});
      }
    }
  });
});

type OfRecord = Extract<Check, { name: string }>;

function judge(check: OfRecord, fields: Record<string, unknown>): void {
  const note = typeof fields['note'] === 'string' ? fields['note'] : '';
  if (check.type === 'note') expect(note).toContain(check.text);
  else if (check.type === 'notvalue') expect(fields[check.field]).not.toEqual(check.value);
  else if (check.type === 'field') expect(check.oneOf).toContainEqual(fields[check.field]);
  else {
    const isValue = JSON.stringify(fields[check.field]) === JSON.stringify(check.value);
    expect(isValue || note.includes(check.note), `${String(fields[check.field])} / ${note}`).toBe(true);
    // What is not the value that was meant is no value at all.
    if (!isValue) expect(fields[check.field]).toBeNull();
  }
}
