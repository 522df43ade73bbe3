import { askedField, type AskedField } from '../../domain/question/askedField';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { columnOf } from '../record/tables';

/**
 * In which rows and column a thing that is asked about lies. Names come from declarations, never from whoever asks: what
 * `askedField` does not know is a bug here.
 */
export interface AskedColumn {
  readonly asked: AskedField;
  /** With its table before it. */
  readonly sql: string;
  readonly integer: boolean;
  /** What stands where nothing is said: NULL, or in a key that orders an empty text. */
  readonly emptyText: boolean;
}

export function askedColumn(root: Registry, name: string): AskedColumn {
  const asked = askedField(root, name);
  if (asked === undefined) throw new Error(`${root.code} has no ${name} to ask about`);
  const text = (column: string, emptyText = false): AskedColumn => ({
    ...{ asked, sql: `${root.table}.${column}`, integer: false, emptyText },
  });
  if (name === 'changedAt') return text('changed_at');
  // The key is never NULL and indexed; sealed registries have no such.
  if (name === 'registrationNumber' && !isPersonal(root)) return text('number_key', true);
  if (isTerm(asked)) return { ...text(''), sql: `"${name}".due_on` };
  const registry = asked.list === undefined ? root : listRegistry(root, asked.list);
  const column = columnOf(registry, asked.field ?? 'parentId');
  if (column === undefined) throw new Error(`${registry.code} has no column for ${name}`);
  return {
    asked,
    sql: `${registry.table}.${column.column}`,
    integer: column.type === 'INTEGER',
    emptyText: false,
  };
}

/** Rows that belong to a record: of a list, or of its terms. */
export interface Rows {
  /** Under which name they are read. */
  readonly from: string;
  /** The id of their record. */
  readonly parent: string;
  /** What tells rows of one record apart. */
  readonly id: string;
  /** Which of the table's rows they are; literal, because only then do the partial indexes serve. */
  readonly there: string;
}

export function rowsOf(root: Registry, list: string): Rows {
  const asked = askedField(root, list);
  if (asked !== undefined && isTerm(asked)) {
    const own = `"${list}"`;
    const one = asked.term === undefined ? '' : ` AND ${own}.term = '${asked.term}'`;
    return {
      ...{ from: `record_term AS ${own}`, parent: `${own}.record_id`, id: `${own}.term` },
      there: `${own}.registry = '${root.code}' AND ${own}.ended_on IS NULL${one}`,
    };
  }
  const { table } = listRegistry(root, list);
  return { from: table, parent: `${table}.parent_id`, id: `${table}.id`, there: `${table}.removed = 0` };
}

const isTerm = ({ list, name, shape }: AskedField): boolean => list === name && shape === 'day';

function listRegistry(root: Registry, list: string): Registry {
  const child = root.root?.lists[list];
  if (child === undefined) throw new Error(`${root.code} has no list ${list}`);
  return child;
}
