import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import { isManyValued, type FieldKind, type FieldValue, type FieldValues } from '../registry/fieldKinds';
import { checkValue, parseField, type FieldContext } from '../registry/fieldTypes';
import { emptyCells } from '../registry/importSynonyms';
import { issue, type Issue, type IssueBody } from '../values/result';
import { certainEntityKind } from './certainEntityKind';
import { keepInNote, leaveOut } from './guessColumns';

/**
 * One row of a spreadsheet -> fields of a record. What does not parse is never lost and never stops the row: it goes to
 * the note as «heading: cell» and a warning tells it. Nothing is invented to fill a gap: an empty cell is no field.
 */
export interface RowFields {
  /** Only fields that the row states (and `entityKind` where they prove it). */
  readonly fields: FieldValues;
  /** Warnings about cells that went to the note; an error when the note itself cannot hold them. */
  readonly issues: readonly Issue[];
  /** «heading: cell» of every field taken from a cell, for a later step that must put it into the note. */
  readonly said: Readonly<Record<string, string>>;
}

export const noteField = 'note';

type Parse = typeof parseField;

export function rowToFields(
  registry: Registry,
  columns: readonly string[],
  header: readonly string[],
  cells: readonly string[],
  context: FieldContext,
  parse: Parse = parseField,
): RowFields {
  const fields: Record<string, FieldValue> = {};
  const said: Record<string, string> = {};
  const notes: string[] = [];
  const issues: Issue[] = [];

  columns.forEach((target, column) => {
    const cell = (cells[column] ?? '').trim();
    const declared =
      target === leaveOut || target === keepInNote ? undefined : declarationOf(registry, target);
    if (target === leaveOut || isEmptyCell(cell, declared?.kind)) return;
    const words = sayCell(header[column] ?? '', cell);
    if (declared === undefined) {
      notes.push(words);
      return;
    }
    const read = readCell(declared.kind, cell, context, parse);
    if (read.value !== null) fields[target] = read.value;
    if (read.value !== null) said[target] = words;
    if (read.lost.length === 0) return;
    notes.push(sayCell(header[column] ?? '', read.lost.map(({ part }) => part).join('; ')));
    issues.push(
      ...read.lost.map(({ problem }) => ({ ...problem, path: target, severity: 'warning' as const })),
    );
  });

  const entityKind = fields['entityKind'] ?? certainEntityKind(fields);
  if (entityKind !== null && Object.hasOwn(registry.fields, 'entityKind')) fields['entityKind'] = entityKind;
  return { ...withNote(registry, fields, notes, issues, context), said };
}

/** Adds lines to the note; too many of them are an error of the row, since cutting would lose what a cell said. */
export function withNote(
  registry: Registry,
  fields: FieldValues,
  lines: readonly string[],
  issues: readonly Issue[],
  context: FieldContext,
): { readonly fields: FieldValues; readonly issues: readonly Issue[] } {
  const before = typeof fields[noteField] === 'string' ? fields[noteField].split('\n') : [];
  const fresh = lines.filter((line) => !before.includes(line));
  if (fresh.length === 0) return { fields, issues };
  const { kind } = declarationOf(registry, noteField);
  const note = parseField(kind, [...before, ...fresh].join('\n'), context);
  if (note.ok) return { fields: { ...fields, [noteField]: note.value }, issues };
  return { fields, issues: [...issues, { ...note.issue, path: noteField, severity: 'error' }] };
}

interface ReadCell {
  readonly value: FieldValue;
  readonly lost: readonly { readonly part: string; readonly problem: IssueBody }[];
}

function readCell(kind: FieldKind, cell: string, context: FieldContext, parse: Parse): ReadCell {
  const values: FieldValue[] = [];
  const lost: { part: string; problem: IssueBody }[] = [];
  for (const part of partsOf(kind, cell)) {
    const read = lacksYear(kind, part) ? issue('date.malformed') : parse(kind, part, context);
    if (read.ok) values.push(read.value);
    else lost.push({ part, problem: { ...read.issue, params: { ...read.issue.params, typed: part } } });
  }
  if (!isManyValued(kind)) return { value: values[0] ?? null, lost };
  const whole = checkValue(kind, values.flat(), context);
  if (!whole.ok) throw new Error(`good parts make a bad whole: ${whole.issue.code}`);
  return { value: whole.value, lost };
}

function partsOf(kind: FieldKind, cell: string): readonly string[] {
  if (!isManyValued(kind)) {
    return [kind.type === 'text' && kind.lines === 'many' ? cell : cell.replace(/\s+/g, ' ')];
  }
  return cell
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => !isEmptyCell(part, kind));
}

/** A form completes «5.4» with the current year before the eyes of who types it; a list says nothing of the sort. */
const lacksYear = (kind: FieldKind, cell: string): boolean =>
  kind.type === 'date' && !/\d\D+\d+\D+\d/.test(cell);

const isEmptyCell = (cell: string, kind: FieldKind | undefined): boolean =>
  cell === '' || (kind?.type !== 'boolean' && emptyCells.includes(cell.toLowerCase()));

const sayCell = (heading: string, cell: string): string => {
  const words = heading.replace(/\s+/g, ' ').trim();
  return words === '' ? cell : `${words}: ${cell.replace(/\s*\n\s*/g, '; ')}`;
};

function declarationOf(registry: Registry, field: string): FieldDeclaration {
  const declaration = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declaration === undefined) throw new Error(`registry ${registry.code} has no field ${field}`);
  return declaration;
}
