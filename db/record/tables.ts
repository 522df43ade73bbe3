import type { FieldDeclaration, Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { columnType, isManyValued, type FieldValue } from '../../domain/registry/fieldKinds';
import { openValue } from '../sealing/recordKeys';
import type { RecordKeys } from '../sealing/sealing';
import type { SqlValue } from '../file/sqliteConnection';

/** How a declared registry lies in its table. Names here are never typed by a person: they come from declarations. */
export interface Column {
  readonly field: string;
  readonly column: string;
  readonly type: 'TEXT' | 'INTEGER';
  readonly many: boolean;
  readonly boolean: boolean;
  /** Holds ciphertext, whatever the kind of the field. */
  readonly sealed: boolean;
}

/** Columns that changes may write: the declared fields and the system ones of a root or a child. */
export function columnsOf(registry: Registry): readonly Column[] {
  return [
    ...systemColumns(registry),
    ...Object.entries(registry.fields).map(([field, it]) => declared(field, it)),
  ];
}

export function columnOf(registry: Registry, field: string): Column | undefined {
  const system = systemColumns(registry).find((column) => column.field === field);
  if (system !== undefined) return system;
  const declaration = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
  return declaration === undefined ? undefined : declared(field, declaration);
}

/** The columns of every registry by field: for `registries.once`, where every field of an import is looked up. */
export const columnsOfAll = ({ all }: Registries): ReadonlyMap<Registry, ReadonlyMap<string, Column>> =>
  new Map(all.map((one) => [one, new Map(columnsOf(one).map((column) => [column.field, column]))]));

export const snakeCase = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A JSON value as SQLite keeps it. */
export function toSql(value: FieldValue): SqlValue {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

/** What SQLite kept as the JSON value it was. */
function fromSql(column: Column, value: unknown): FieldValue {
  if (typeof value === 'number') return column.boolean ? value === 1 : value;
  if (typeof value !== 'string') return null;
  return column.many ? (JSON.parse(value) as readonly string[]) : value;
}

/** What opens the sealed values of one row; undefined where the record's keys do not open. */
export interface RowKeys {
  readonly keys: RecordKeys | undefined;
  readonly recordId: string;
}

export interface OpenedRow {
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Fields that damage keeps shut; they are null among `fields` and must never be taken for empty ones. */
  readonly unreadable: readonly string[];
}

/** A row of the table as field values. Sealed columns want `sealed`, without which they are unreadable. */
export function rowToFields(
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
  sealed?: RowKeys,
): OpenedRow {
  const unreadable: string[] = [];
  const fields = columns.map((column): [string, FieldValue] => {
    const stored = row[column.column];
    if (!column.sealed) return [column.field, fromSql(column, stored)];
    const value = openValue(sealed?.keys, sealed?.recordId ?? '', column.field, stored);
    if (value === undefined) unreadable.push(column.field);
    return [column.field, value ?? null];
  });
  return { fields: Object.fromEntries(fields), unreadable };
}

function declared(field: string, declaration: FieldDeclaration): Column {
  const sealed = declaration.sealed === true;
  return {
    field,
    column: snakeCase(field),
    type: sealed ? 'TEXT' : columnType(declaration.kind),
    many: !sealed && isManyValued(declaration.kind),
    boolean: !sealed && declaration.kind.type === 'boolean',
    sealed,
  };
}

function systemColumns(registry: Registry): readonly Column[] {
  const text = (field: string): Column => ({
    field,
    column: snakeCase(field),
    type: 'TEXT',
    many: false,
    boolean: false,
    sealed: false,
  });
  const removed: Column = {
    field: 'removed',
    column: 'removed',
    type: 'INTEGER',
    many: false,
    boolean: true,
    sealed: false,
  };
  if (registry.parent === undefined) {
    const holders = registry.root?.held === undefined ? [] : [text('keeper'), text('decider')];
    return [text('status'), text('registrationNumber'), ...holders, removed];
  }
  return [
    text('parentId'),
    { field: 'position', column: 'position', type: 'INTEGER', many: false, boolean: false, sealed: false },
    removed,
  ];
}
