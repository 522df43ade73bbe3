import { cleanCell } from '../../domain/import/cellSpelling';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldContext } from '../../domain/registry/fieldContext';
import { sayReference, type RecordKind } from '../../domain/registry/references/recordReference';
import { titleKey } from '../../domain/values/foldText';
import type { ReadDb } from '../../db/file/handles';
import { findByWords, type Worded } from '../../db/record/referenceRepository';
import type { Table } from '../spreadsheet/table';

/**
 * Which records the cells of a table name, by their whole title or their number: looked up before the rows are read, each
 * spelling once. Of records of one name those that the field asks for are meant.
 */
export async function namedInCells(
  db: ReadDb,
  root: Registry,
  { rows }: Pick<Table, 'rows'>,
  columns: readonly string[],
): Promise<Pick<FieldContext, 'namedBy'>> {
  const spellings = new Map<string, Set<string>>();
  columns.forEach((field, column) => {
    const kind = Object.hasOwn(root.fields, field) ? root.fields[field]?.kind : undefined;
    if (kind?.type !== 'record') return;
    const known = spellings.get(kind.registry) ?? new Set<string>();
    spellings.set(kind.registry, known);
    for (const { cells } of rows) known.add(spelled(cells[column] ?? ''));
  });
  if (spellings.size === 0) return {};
  const found = new Map<string, Worded[]>();
  for (const [code, typed] of spellings) {
    const target = db.registries.root(code);
    if (target === undefined) continue;
    for (const some of chunksOf([...typed].filter((one) => one !== '')))
      for (const one of await findByWords(db, target, some)) {
        const key = `${code}/${one.typed}`;
        found.set(key, [...(found.get(key) ?? []), one]);
      }
  }
  return { namedBy: (kind, typed) => meantBy(kind, found.get(`${kind.registry}/${spelled(typed)}`) ?? []) };
}

function meantBy(kind: RecordKind, found: readonly Worded[]): readonly string[] {
  const fitting = found.filter(({ status }) => kind.in?.includes(status) !== false);
  return fitting.flatMap(({ id, edition }) => {
    if (kind.pinned === undefined) return [id];
    return edition === null ? [] : [sayReference({ id, edition })];
  });
}

const spelled = (cell: string): string => cleanCell(cell).replace(/\s+/gu, ' ');

/** Each spelling with the key that titles are ordered by, so many for one statement. */
function chunksOf(typed: readonly string[]): readonly (readonly (readonly [string, string])[])[] {
  const pairs = typed.map((one) => [one, titleKey(one)] as const);
  const chunks: (readonly [string, string])[][] = [];
  for (let from = 0; from < pairs.length; from += perStatement)
    chunks.push(pairs.slice(from, from + perStatement));
  return chunks;
}

const perStatement = 1000;
