import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../domain/contract';
import { findMove } from '../../domain/record/recordStatus';
import type { RecordState } from '../../db/record/recordRepository';
import type { FieldEdit } from '../../domain/record/editRecord';
import { checkValue } from '../../domain/registry/kinds/checkValue';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { DecisionPart } from '../../domain/registry/traits/statuses';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { Issue } from '../../domain/values/result';

/**
 * What is said with a move or a change (act, number, date, ground, who, reason) becomes a row of the record's list
 * `decisions`, with history like any other row. A move is refused without the parts that it asks.
 */
export type Decision = NonNullable<Parsed<'record.move'>['decision']>;

/** What is missing or wrong in a decision; paths are `decision.<part>`. */
export function checkDecision(
  root: Registry,
  decision: Decision | undefined,
  asked: readonly DecisionPart[],
  context: RecordContext,
): Issue[] {
  const child = root.root?.lists['decisions'];
  if (child === undefined) return [];
  const missing = asked
    .filter((part) => (decision?.[part] ?? '').trim() === '')
    .map((part): Issue => ({ path: `decision.${part}`, code: 'field.required', severity: 'error' }));
  const wrong = Object.entries(decision ?? {}).flatMap(([part, value]): Issue[] => {
    const declaration = child.fields[part];
    if (declaration === undefined || value === '') return [];
    const checked = checkValue(declaration.kind, value, context);
    return checked.ok ? [] : [{ path: `decision.${part}`, ...checked.issue, severity: 'error' }];
  });
  return [...missing, ...wrong];
}

/** Of what was said only what a move asks: more an office that does not decide may not write. */
export const onlyAsked = (decision: Decision, asked: readonly DecisionPart[]): Decision =>
  Object.fromEntries(Object.entries(decision).filter(([part]) => asked.some((one) => one === part)));

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

/** Of a move that another office asked for and was given; what it asks came with it, in the row of whoever asked. */
export function rowOfAskedMove(
  root: Registry,
  { recordId, status, lists }: RecordState,
  to: FieldValue | undefined,
  taken: readonly FieldEdit[],
): readonly FieldEdit[] {
  const move = typeof to === 'string' ? findMove(root, status, to) : undefined;
  const list = root.root?.lists['decisions']?.code;
  const isSaid = taken.some(
    ({ registry, field, after }) => registry === list && field === 'event' && after === move?.event,
  );
  const count = lists['decisions']?.length ?? 0;
  return move === undefined || isSaid ? [] : decisionEdits(root, recordId, count, move.event, {});
}
