import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import { isManyValued, type FieldKind, type FieldValue, type FieldValues } from '../registry/fieldKinds';
import { checkValue } from '../registry/kinds/checkValue';
import { parseField } from '../registry/kinds/parseField';
import type { FieldContext } from '../registry/fieldContext';
import type { RecordContext } from '../record/recordContent';
import { emptyCells } from '../registry/kinds/cellWords';
import { issue, type Issue, type IssueBody, type Parsed } from '../values/result';
import { cleanCell, isNameOfPerson, partsOfCell, saysNothing, wrongCell } from './cellSpelling';
import { keepInNote, leaveOut } from './guessColumns';

/**
 * One row of a spreadsheet -> fields of a record. What does not parse is never lost and never stops the row: it goes to
 * the note as «heading: cell» and a warning tells it. Nothing is invented to fill a gap: an empty cell is no field.
 */
export interface RowFields {
  /** Only fields that the row states, and those that they prove. */
  readonly fields: FieldValues;
  /** Warnings about cells that went to the note; an error when the note itself cannot hold them. */
  readonly issues: readonly Issue[];
  /**
   * «heading: cell» of a field taken from a cell, for a later step that must put it into the note. Put together when it is
   * asked for: nearly no row needs it, and ten thousand rows would hold every cell twice.
   */
  readonly said: (field: string) => string | undefined;
}

/** The field that takes what no other field can. */
export const noteFieldOf = ({ code, root }: Registry): string => {
  if (root?.importing === undefined) throw new Error(`registry ${code} is not imported`);
  return root.importing.note;
};

type Parse = typeof parseField;

export function rowToFields(
  registry: Registry,
  columns: readonly string[],
  header: readonly string[],
  cells: readonly string[],
  context: RecordContext,
  parse: Parse = parseField,
): RowFields {
  const fields: Record<string, FieldValue> = {};
  const columnOf: Record<string, number> = {};
  const words = (column: number): string => sayCell(header[column] ?? '', cleanCell(cells[column] ?? ''));
  const notes: string[] = [];
  const issues: Issue[] = [];

  columns.forEach((target, column) => {
    const cell = cleanCell(cells[column] ?? '');
    const declared =
      target === leaveOut || target === keepInNote ? undefined : declarationOf(registry, target);
    if (target === leaveOut || isEmptyCell(cell)) return;
    const wrong = declared === undefined ? null : wrongCell(cell);
    if (wrong !== null) issues.push({ ...wrong, path: target, severity: 'warning' });
    if (declared === undefined || wrong !== null || saysNothing(cell, declared.kind)) {
      notes.push(words(column));
      return;
    }
    const read = readCell(declared.kind, cell, context, parse);
    if (read.value !== null) fields[target] = read.value;
    if (read.value !== null) columnOf[target] = column;
    if (read.shortened) notes.push(words(column));
    else if (read.lost.length > 0) {
      notes.push(sayCell(header[column] ?? '', read.lost.map(({ part }) => part).join('; ')));
    }
    issues.push(
      ...read.lost.map(({ problem }) => ({ ...problem, path: target, severity: 'warning' as const })),
    );
  });

  const said = (field: string): string | undefined => {
    const column = Object.hasOwn(columnOf, field) ? columnOf[field] : undefined;
    return column === undefined ? undefined : words(column);
  };
  const proved = context.proofOf(registry.code)?.(fields) ?? fields;
  return { ...withNote(registry, proved, notes, issues, context), said };
}

/** Adds lines to the note; too many of them are an error of the row, since cutting would lose what a cell said. */
export function withNote(
  registry: Registry,
  fields: FieldValues,
  lines: readonly string[],
  issues: readonly Issue[],
  context: FieldContext,
): { readonly fields: FieldValues; readonly issues: readonly Issue[] } {
  const noteField = noteFieldOf(registry);
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
  /** Does the value say less than the cell, beside what is lost? */
  readonly shortened: boolean;
  readonly lost: readonly { readonly part: string; readonly problem: IssueBody }[];
}

function readCell(kind: FieldKind, cell: string, context: FieldContext, parse: Parse): ReadCell {
  const values: FieldValue[] = [];
  const lost: { part: string; problem: IssueBody }[] = [];
  const { parts, shortened } = partsOfCell(kind, cell);
  for (const part of parts.filter((one) => !isEmptyCell(one))) {
    const read = doubtOf(kind, part) ?? parse(kind, part, context);
    if (read.ok) values.push(read.value);
    else lost.push({ part, problem: { ...read.issue, params: { ...read.issue.params, typed: part } } });
  }
  if (!isManyValued(kind)) return { value: values[0] ?? null, lost, shortened };
  const whole = checkValue(kind, values.flat(), context);
  if (!whole.ok) throw new Error(`good parts make a bad whole: ${whole.issue.code}`);
  return { value: whole.value, lost, shortened };
}

/** What a list says and its form would take, but nobody could have meant. */
function doubtOf(kind: FieldKind, part: string): Parsed<never> | null {
  if (lacksYear(kind, part)) return issue('date.malformed');
  return kind.type === 'personName' && !isNameOfPerson(part) ? issue('personName.doubtful') : null;
}

/** A form completes «5.4» with the current year before the eyes of who types it; a list says nothing of the sort. */
const lacksYear = (kind: FieldKind, cell: string): boolean =>
  kind.type === 'date' && !/\d\D+\d+\D+\d/.test(cell);

const isEmptyCell = (cell: string): boolean => cell === '' || emptyCells.includes(cell);

const sayCell = (heading: string, cell: string): string => {
  const words = heading.replace(/\s+/g, ' ').trim();
  return words === '' ? cell : `${words}: ${cell.replace(/\s*\n\s*/g, '; ')}`;
};

function declarationOf(registry: Registry, field: string): FieldDeclaration {
  const declaration = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  if (declaration === undefined) throw new Error(`registry ${registry.code} has no field ${field}`);
  return declaration;
}
