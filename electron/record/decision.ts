import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../domain/contract';
import type { FieldEdit } from '../../domain/record/editRecord';
import { checkValue } from '../../domain/registry/checkValue';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { Issue } from '../../domain/values/result';

/**
 * The decision behind a move or a change (act, number, date, ground, who) becomes a row of the record's list
 * `decisions`, with history like any other row. A move that needs a decision is refused without its four parts.
 */
export type Decision = NonNullable<Parsed<'record.move'>['decision']>;

const demanded = ['number', 'decidedOn', 'ground', 'decidedBy'] as const;

/** What is missing or wrong in a decision; paths are `decision.<part>`. */
export function checkDecision(
  root: Registry,
  decision: Decision | undefined,
  needed: boolean,
  context: RecordContext,
): Issue[] {
  const child = root.root?.lists['decisions'];
  if (child === undefined) return [];
  const missing = demanded
    .filter((part) => needed && (decision?.[part] ?? '').trim() === '')
    .map((part): Issue => ({ path: `decision.${part}`, code: 'field.required', severity: 'error' }));
  const wrong = Object.entries(decision ?? {}).flatMap(([part, value]): Issue[] => {
    const declaration = child.fields[part];
    if (declaration === undefined || value === '') return [];
    const checked = checkValue(declaration.kind, value, context);
    return checked.ok ? [] : [{ path: `decision.${part}`, ...checked.issue, severity: 'error' }];
  });
  return [...missing, ...wrong];
}

/** The edits that add the decision to the record. */
export function decisionEdits(
  root: Registry,
  recordId: string,
  position: number,
  event: string,
  decision: Decision,
): FieldEdit[] {
  const child = root.root?.lists['decisions'];
  if (child === undefined) return [];
  const rowId = randomUUID();
  const parts = Object.entries(decision).flatMap(([part, value]): [string, FieldValue][] =>
    value === undefined || value.trim() === '' ? [] : [[part, value.trim()]],
  );
  const values: [string, FieldValue][] = [
    ['parentId', recordId],
    ['position', position],
    ['event', event],
    ...parts,
  ];
  return values.map(([field, after]) => ({
    registry: child.code,
    recordId: rowId,
    field,
    before: null,
    after,
  }));
}
