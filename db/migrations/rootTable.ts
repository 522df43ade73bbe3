/**
 * The ground of a registry's tables, for the steps that make them: what the writer, lists and search expect of every
 * root and of every list of rows. A shipped step is frozen with the text that this gave; what grounds need later is a
 * step of its own.
 */
export interface RootTable {
  /** Declared fields by column, e.g. `{ signed_on: 'TEXT', positions: 'INTEGER' }`. */
  readonly columns: Readonly<Record<string, 'TEXT' | 'INTEGER'>>;
  /** Columns by which a list is filtered; the status always is. */
  readonly filters?: readonly string[];
  /** Sets of columns that are counted together. */
  readonly counted?: readonly (readonly string[])[];
  /** Whose records name their decider and their keeper. */
  readonly held?: true;
  /** Holds personal data: found by tokens that tell nothing, kept in the order of changes. */
  readonly personal?: true;
}

/** SQL of the table of a root registry, its indexes and its index of words. */
export function rootTable(name: string, declared: RootTable): string {
  const { columns, filters = [], counted = [], held, personal } = declared;
  const own = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  const order = personal === true ? 'changed_at' : 'title_key';
  const ground = [
    // The index of words knows a record by this number; a bare rowid may change when a backup is made by VACUUM.
    'seq INTEGER PRIMARY KEY',
    'id TEXT NOT NULL UNIQUE',
    'version INTEGER NOT NULL DEFAULT 1',
    'created_at TEXT NOT NULL',
    'changed_at TEXT NOT NULL',
    ...(personal === true ? [] : [`title_key TEXT NOT NULL DEFAULT ''`]),
    `status TEXT NOT NULL DEFAULT ''`,
    'registration_number TEXT',
    'removed INTEGER NOT NULL DEFAULT 0',
    ...(held === true ? ['keeper TEXT', 'decider TEXT'] : []),
    ...own,
    ...(personal === true ? [] : [`number_key TEXT NOT NULL AS (ifnull(registration_number, '')) VIRTUAL`]),
  ];
  const index = (by: string, on: readonly string[]): string =>
    `CREATE INDEX ${name}_by_${by} ON ${name} (${on.join(', ')}) WHERE removed = 0;`;
  return [
    `CREATE TABLE ${name} (\n  ${ground.join(',\n  ')}\n) STRICT;`,
    index('change', ['changed_at', 'id']),
    ...(personal === true
      ? []
      : [index('title', ['title_key', 'id']), index('number', ['number_key', 'id'])]),
    ...['status', ...filters].map((column) => index(column, [column, order, 'id'])),
    ...counted.map((set) => index(set.join('_'), set)),
    `CREATE UNIQUE INDEX ${name}_registration_number ON ${name} (registration_number)
  WHERE registration_number IS NOT NULL;`,
    personal === true ? tokens(name) : words(name),
  ].join('\n');
}

/** SQL of the table of a list's rows, with the columns by whose values their records are found. */
export function listTable(
  name: string,
  columns: RootTable['columns'],
  filters: readonly string[] = [],
): string {
  const own = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  const ground = [
    'id TEXT PRIMARY KEY',
    'parent_id TEXT NOT NULL',
    'position INTEGER NOT NULL DEFAULT 0',
    'removed INTEGER NOT NULL DEFAULT 0',
    ...own,
  ];
  return [
    `CREATE TABLE ${name} (\n  ${ground.join(',\n  ')}\n) STRICT;`,
    `CREATE INDEX ${name}_by_parent ON ${name} (parent_id, position, id);`,
    ...filters.map(
      (column) => `CREATE INDEX ${name}_by_${column} ON ${name} (${column}, parent_id) WHERE removed = 0;`,
    ),
  ].join('\n');
}

/** SQL of the table of the files of a root; of a personal one all that is said of a file is ciphertext. */
export const fileTable = (root: string, personal: boolean): string =>
  listTable(`${root}_file`, {
    ...{ kind: 'TEXT', name: 'TEXT', size: personal ? 'TEXT' : 'INTEGER' },
    ...{ mime: 'TEXT', sha256: 'TEXT', note: 'TEXT' },
  });

const words = (name: string): string => `CREATE VIRTUAL TABLE ${name}_search USING fts5 (
  words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
);`;

const tokens = (name: string): string => `CREATE TABLE ${name}_word (
  token TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (token, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX ${name}_word_by_seq ON ${name}_word (seq);`;
