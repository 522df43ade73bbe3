import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../db/file/database';
import { databaseFile, openDatabase } from '../../db/file/openDatabase';
import { connect, type Connection } from '../../db/file/sqliteConnection';
import { countCells } from '../../db/question/countCells';
import { limits } from '../../db/question/limits';
import { createListRepository } from '../../db/record/listRepository';
import { askedField, type AskedField } from '../../domain/question/askedField';
import type { Condition, SortBy } from '../../domain/question/question';
import { readBy } from '../../domain/question/readQuestion';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { snakeCase } from '../../db/record/tables';
import { petition, withPetition } from '../support/offices/askedRegistry';
import { createOfficeFolders } from '../support/offices/innerOffice';
import { listening, plansOfAll, sorts, type Asked } from '../support/record/queryPlans';

/**
 * Whatever a declaration promises to be asked of any number of records has its index: what stands in `filters` narrows
 * and orders by one, what stands in `counted` is counted from one alone. Asked as of very many: nothing is small here.
 */
const many = { ...limits, lookedThrough: -1, gathered: -1, stride: 3 };
const { roots } = withPetition.registries;
const rootOf = (code: string): Registry => {
  const root = withPetition.registries.root(code);
  if (root === undefined) throw new Error(`no registry ${code}`);
  return root;
};
function fieldOf(root: Registry, name: string): AskedField {
  const field = askedField(root, name);
  if (field === undefined) throw new Error(`${root.code} is filtered by ${name}, which is nothing`);
  return field;
}
const cases = (of: (root: Registry) => readonly string[]): (readonly [string, string])[] =>
  roots.flatMap((root) => of(root).map((name) => [root.code, name] as const));
const declared = (root: Registry): readonly string[] => root.root?.filters ?? [];
const own = (root: Registry): readonly string[] =>
  declared(root).filter((name) => fieldOf(root, name).list === undefined);
const counted = (root: Registry): readonly string[] => (root.root?.counted ?? []).map((set) => set.join(' '));
const sample = ({ shape }: AskedField) => (shape === 'number' ? 1 : shape === 'day' ? '2026-01-01' : 'x');

describe('of any number of records', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let database: Database;
  let plans: Connection;
  const asked: Asked = new Map();

  beforeAll(async () => {
    folders = await createOfficeFolders();
    const folder = await folders.make();
    const opened = await openDatabase(folder, () => new Date(), withPetition);
    if (!opened.ok) throw new Error(opened.error.code);
    database = opened.value;
    plans = await connect(join(folder, databaseFile), 'write');
    // Half of the rows hold something in what is declared, so that both parts of an order are walked.
    for (const root of roots) {
      const columns = own(root).map((name) => [snakeCase(name), sample(fieldOf(root, name))] as const);
      for (let at = 0; at < 20; at += 1) {
        const filled = at % 2 === 0 ? columns : [];
        const names = ['id', 'created_at', 'changed_at', ...filled.map(([column]) => column)];
        await plans.run(
          `INSERT INTO ${root.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          [`${root.code}-${at}`, '2026', '2026', ...filled.map(([, value]) => value)],
        );
      }
    }
  });
  afterAll(async () => {
    await plans.close();
    await database.close();
    await folders.remove();
  });

  /** The plans of a list; what orders it is among them, from its start and from a signpost. */
  const listing = async (root: Registry, where: readonly Condition[], sort: readonly SortBy[]) => {
    const found = await plansOfAll(plans, asked, async () => {
      const lists = createListRepository(listening(database.read, asked), many);
      const query = { where, sort, from: 8, limit: 5, descending: false, search: '', filters: {} };
      expect(await lists.whole(root, query)).toMatchObject({ ok: true });
      // Persons open with a key only, and nobody is signed in here.
      if (!isPersonal(root)) expect(await lists.page(root, query)).toMatchObject({ ok: true });
    });
    expect(found.some(({ sql }) => sql.includes('ORDER BY'))).toBe(true);
    return found;
  };

  it.each(cases(own))('%s is narrowed and ordered by %s', async (code, name) => {
    const root = rootOf(code);
    const field = fieldOf(root, name);
    expect(field.many).toBe(false);
    const is = sample(field);
    const index = new RegExp(
      `^(CO-ROUTINE \\(subquery-1\\) \\| )?(SEARCH|SCAN) ${root.table} USING (COVERING )?INDEX `,
    );
    const natural = isPersonal(root) ? 'changedAt' : 'title';
    for (const descending of [false, true]) {
      const questions: (readonly [Condition[], SortBy[]])[] = [
        [[{ field: name, is }], [{ field: natural, descending }]],
        [[], [{ field: name, descending }]],
        [
          [{ field: name, in: [is, is] }],
          [
            { field: name, descending },
            // What orders by the title already needs no second order by it.
            ...(root.root?.titleField === name ? [] : [{ field: natural, descending }]),
          ],
        ],
        [[{ field: name, empty: true }], [{ field: natural, descending }]],
      ];
      for (const [where, sort] of questions) {
        const found = await listing(root, where, sort);
        expect(found.filter(({ plan }) => !index.test(plan) || sorts(plan))).toEqual([]);
      }
      if (isPersonal(root)) continue;
      const found = await listing(root, [], [{ field: name, descending }]);
      const sought = found.filter(
        ({ sql, plan }) => sql.includes('OFFSET') && / \(\(?\w+(,|[=<>])/.test(plan),
      );
      expect(sought.length).toBeGreaterThan(1);
    }
  });

  it.each(cases(own))('%s is ordered otherwise though it is narrowed by %s', async (code, name) => {
    const root = rootOf(code);
    const is = sample(fieldOf(root, name));
    const found = await listing(
      root,
      [{ field: name, in: [is, is] }],
      [{ field: 'changedAt', descending: true }],
    );
    const pages = found.filter(({ sql }) => sql.includes('ORDER BY'));
    const index = new RegExp(`^(SCAN|SEARCH) ${root.table} USING INDEX ${root.table}_by_change`);
    expect(pages.filter(({ plan }) => !index.test(plan) || sorts(plan))).toEqual([]);
  });

  it.each(cases(declared))('%s finds its rows by %s', async (code, name) => {
    const root = rootOf(code);
    const { list, ...field } = fieldOf(root, name);
    const value = sample(field);
    const said = typeof value === 'string' && field.shape !== 'day' ? { in: [value, 'y'] } : { from: value };
    const found = await listing(root, [{ field: name, ...said }], []);
    const table = list === undefined ? root.table : (root.root?.lists[list]?.table ?? '');
    const counting = found.filter(({ sql }) => sql.startsWith('SELECT count(*) AS n FROM (SELECT 1'));
    const search = new RegExp(`\\bSEARCH ${table} USING COVERING INDEX \\w+ \\(\\w+[=>]\\?`);
    expect(counting.filter(({ plan }) => search.test(plan))).toHaveLength(1);
  });

  it.each(cases(counted))('%s counts %s from one index', async (code, set) => {
    const root = rootOf(code);
    const names = set.split(' ');
    for (const where of [[], [{ field: names.at(-1) ?? '', empty: false }]]) {
      const found = await plansOfAll(plans, asked, async () => {
        const by = readBy(root, names);
        if (!by.ok) throw new Error(by.error.code);
        const reach = { db: listening(database.read, asked), limits: many };
        const query = { scope: { where }, by: by.value, sum: undefined };
        expect(await countCells(reach, root, query)).toMatchObject({ ok: true });
      });
      const cells = found.filter(({ sql }) => sql.includes('GROUP BY'));
      const whole = new RegExp(`^SCAN ${root.table} USING COVERING INDEX \\w+`);
      expect(cells.map(({ plan }) => whole.test(plan))).toEqual([true]);
    }
  });

  it('what has no index is refused by its name', async () => {
    const lists = createListRepository(database.read, many);
    const query = { from: 0, limit: 10, descending: false, search: '', filters: {}, sort: [] };
    const refused = async (more: { where?: Condition[]; sort?: SortBy[] }) => {
      const answer = await lists.page(petition, { ...query, ...more });
      return answer.ok ? 'answered' : `${answer.error.code} ${String(answer.error.params?.['field'])}`;
    };
    expect(await refused({ where: [{ field: 'note', is: 'x' }] })).toBe('question.unindexed note');
    expect(await refused({ where: [{ field: 'body', contains: 'x' }] })).toBe('question.malformed body');
    expect(await refused({ where: [{ field: 'subject', contains: 'x' }] })).toBe(
      'question.unindexed subject',
    );
    expect(await refused({ where: [{ field: 'visits', empty: true }] })).toBe('question.unindexed visits');
    expect(await refused({ where: [{ field: 'visits.hours', from: 3 }] })).toBe(
      'question.unindexed visits.hours',
    );
    const note = { field: 'note', descending: false };
    expect(await refused({ sort: [note] })).toBe('question.unindexed note');
    const body = { field: 'body', descending: false };
    expect(await refused({ sort: [body, { field: 'amount', descending: true }] })).toBe(
      'question.unindexed amount',
    );
    expect(await refused({ sort: [body, { field: 'title', descending: true }] })).toBe(
      'question.unindexed title',
    );
    expect(await refused({ sort: [body, { field: 'title', descending: false }] })).toBe('answered');
  });
});
