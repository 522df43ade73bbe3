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

/** The registry in whose rows a list lies; each names its record in `parent_id`. */
export function listRegistry(root: Registry, list: string): Registry {
  const child = root.root?.lists[list];
  if (child === undefined) throw new Error(`${root.code} has no list ${list}`);
  return child;
}
