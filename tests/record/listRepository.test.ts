import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import type { Database } from '../../db/file/database';
import { openDatabase } from '../../db/file/openDatabase';
import { createListRepository, type ListQuery, type ListRepository } from '../../db/record/listRepository';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { provider } from '../../domain/registry/provider/declaration';
import { foldText, titleKey } from '../../domain/values/foldText';
import { ok, type Result } from '../../domain/values/result';
import { actor, createOfficeFolders } from '../support/offices/innerOffice';
import { shipped } from '../../electron/app/shipped';
import { worlds } from '../support/worlds';

/**
 * Pages of a list against the simplest list there is: an array that is filtered, sorted and cut. Whatever is edited in
 * between, a page is what the array says, at any place and in any order.
 */
const searchLimit = 300;
const words = ['дом', 'заря', 'ёлка', 'өмет', 'уют', 'Дом', 'ивушка'];
const oktmo = ['92608000', '92602000', '92701000'];

interface Line {
  readonly id: string;
  title: string;
  status: string;
  oktmo: string;
  number: string | null;
  changedAt: string;
}

describe('pages of a list', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());

  const query: fc.Arbitrary<ListQuery> = fc.record({
    from: fc.oneof(fc.nat(3100), fc.constantFrom(0, 399, 400, 401, 799, 800)),
    limit: fc.integer({ min: 1, max: 120 }),
    sort: fc.constantFrom('title', 'registrationNumber', 'changedAt'),
    descending: fc.boolean(),
    search: fc.oneof(
      { weight: 4, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('д', 'ЗАРЯ', 'елка уют', 'өм', 'нет такого', '"', '16-00001') },
    ),
    filters: fc.record(
      { status: fc.subarray(['draft', 'review', 'included']), oktmo: fc.subarray(oktmo) },
      { requiredKeys: [] },
    ),
  });
  const edit = fc.record({
    place: fc.nat(3000),
    kind: fc.constantFrom('title', 'remove', 'list', 'status', 'number', 'oktmo', 'create'),
  });

  it('are what a plain array says, for any size, order and edit', async () => {
    const size = fc.oneof(fc.constantFrom(0, 1, 400, 401, 800, 1201), fc.nat(3000));
    const acts = fc.array(fc.oneof({ weight: 3, arbitrary: query }, { weight: 1, arbitrary: edit }), {
      minLength: 20,
      maxLength: 40,
      size: 'max',
    });
    const run = fc.asyncProperty(size, acts, async (count, some) => {
      const opened = await openDatabase(
        await folders.make(),
        () => new Date('2026-11-23T09:00:00Z'),
        shipped,
      );
      if (!opened.ok) throw new Error(opened.error.code);
      const database = opened.value;
      const desk = createDesk(database, createListRepository(database.read));
      await desk.create(count);
      for (const act of some) {
        if ('kind' in act) await desk.edit(act.kind, act.place);
        else await desk.compare(act);
      }
      await database.close();
    });
    await fc.assert(run, { numRuns: worlds(50), endOnFailure: true });
  });

  it('follow an edit that touches no field of the list itself', async () => {
    const opened = await openDatabase(await folders.make(), () => new Date(), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const desk = createDesk(opened.value, createListRepository(opened.value.read));
    await desk.create(900);
    const page = { from: 850, limit: 60, descending: false, search: '', filters: {} } as const;
    for (const sort of ['changedAt', 'title', 'registrationNumber'] as const) {
      for (const kind of ['list', 'status', 'number', 'title', 'oktmo', 'remove', 'create']) {
        await desk.compare({ ...page, sort });
        await desk.edit(kind, 10);
        await desk.compare({ ...page, sort });
      }
    }
    await opened.value.close();
  });

  it('show nothing, rather than something else, when the list grew shorter unnoticed', async () => {
    const opened = await openDatabase(await folders.make(), () => new Date(), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const database = opened.value;
    const lists = createListRepository(database.read);
    const desk = createDesk(database, lists);
    await desk.create(900);
    const page = { from: 0, limit: 5, sort: 'title', descending: false, search: '', filters: {} } as const;
    expect((await sound(lists.page(provider, page))).total).toBe(900);
    await desk.removeSilently(0, 700);
    expect(await sound(lists.page(provider, { ...page, from: 850 }))).toEqual({
      rows: [],
      total: 900,
      more: false,
    });
    lists.forget('provider');
    expect((await sound(lists.page(provider, page))).total).toBe(200);
    await database.close();
  });
});

async function sound<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The same list twice: in the database and as an array. */
function createDesk(database: Database, lists: ListRepository) {
  const lines: Line[] = [];
  let made = 0;
  let clock = 0;
  const time = (): string => `2026-11-23T09:00:00.${String((clock += 1)).padStart(6, '0')}Z`;
  const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;

  const write = async (changes: readonly [Line, registry: string, field: string, value: FieldValue][]) => {
    const at = time();
    await database.write(actor, async (tx) => {
      const entries = changes.map(([line, registry, field, after]): Entry => ({
        rootId: line.id,
        outcome: 'applied',
        change: {
          ...{
            registry,
            recordId: registry === 'provider' ? line.id : `row-${line.id}`,
            field,
            before: null,
            after,
            replaces: null,
          },
          ...accepted(database.nextStamp('mintrud')),
          ...{ office: 'mintrud', operator: 'x', at },
        },
      }));
      await applyChanges(tx, entries, { action: 'record.create', at });
      return ok(null);
    });
    for (const [line] of changes) line.changedAt = at;
  };

  const newLine = (): Line => {
    const seed = (made += 1) * 7919;
    const title = `${pick(words, seed)} ${pick(words, Math.floor(seed / 7))} ${seed % 53}`;
    const status = pick(['draft', 'draft', 'review', 'included'], Math.floor(seed / 3));
    return {
      id: `id${(seed * 31) % 100_003}-${made}`,
      title,
      status,
      oktmo: pick(oktmo, seed),
      number: null,
      changedAt: '',
    };
  };

  const create = async (count: number): Promise<void> => {
    const added = Array.from({ length: count }, newLine);
    if (count > 0)
      await write(
        added.flatMap((line): [Line, string, string, FieldValue][] => [
          [line, 'provider', 'status', line.status],
          [line, 'provider', 'fullName', line.title],
          [line, 'provider', 'oktmo', line.oktmo],
        ]),
      );
    lines.push(...added);
    lists.forget('provider', ['removed']);
  };

  /** Changes one line the way the services do: write, then tell which fields changed. */
  const edit = async (kind: string, place: number): Promise<void> => {
    if (kind === 'create') return create(1);
    const line = lines[place % Math.max(1, lines.length)];
    if (line === undefined) return;
    if (kind === 'list') {
      await write([
        [line, 'providerLicence', 'parentId', line.id],
        [line, 'providerLicence', 'number', 'ЛО'],
      ]);
      lists.forget('provider', ['parentId', 'number']);
      return;
    }
    if (kind === 'remove') {
      await removeSilently(place % lines.length);
      lists.forget('provider', ['removed']);
      return;
    }
    const [field, value] = {
      title: ['fullName', `${pick(words, place)} новая`],
      status: ['status', pick(['review', 'included'], place)],
      number: ['registrationNumber', line.number ?? `16-${String(clock).padStart(6, '0')}`],
      oktmo: ['oktmo', pick(oktmo, place)],
    }[kind] ?? ['', ''];
    await write([[line, 'provider', field ?? '', value ?? '']]);
    Object.assign(line, { [kind]: value });
    lists.forget('provider', [field ?? '']);
  };

  /** Removes lines as somebody would who tells nobody. */
  const removeSilently = (place: number, count = 1): Promise<void> =>
    write(lines.splice(place, count).map((line) => [line, 'provider', 'removed', true]));

  const compare = async (query: ListQuery): Promise<void> => {
    const page = await sound(lists.page(provider, query));
    const expected = select(lines, query);
    const got = page.rows.map(({ recordId, fields }) => [recordId, fields['fullName'], fields['status']]);
    if (query.search !== '' && foldText(query.search) !== '' && expected.length > searchLimit) {
      expect([page.total, page.more]).toEqual([searchLimit, true]);
      const ids = new Set(expected.map(({ id }) => id));
      expect(page.rows.filter(({ recordId }) => !ids.has(recordId))).toEqual([]);
      return;
    }
    const cut = expected.slice(query.from, query.from + query.limit);
    expect({ query, total: page.total, more: page.more, got }).toEqual({
      query,
      total: expected.length,
      more: false,
      got: cut.map(({ id, title, status }) => [id, title, status]),
    });
  };

  return { create, edit, compare, removeSilently };
}

/** What a list is: filtered, searched by the beginnings of words, sorted. A search is always in order of title. */
function select(lines: readonly Line[], query: ListQuery): Line[] {
  const { filters, sort } = query;
  const sought = foldText(query.search)
    .split(' ')
    .filter((word) => word !== '');
  const passes = (line: Line): boolean =>
    [
      ['status', line.status],
      ['oktmo', line.oktmo],
    ].every(([name = '', value = '']) => {
      const wanted = filters[name] ?? [];
      return wanted.length === 0 || wanted.includes(value);
    });
  const has = (line: Line): boolean => {
    const held = foldText(`${line.number ?? ''} ${line.title}`).split(' ');
    return sought.every((word) => held.some((one) => one.startsWith(word)));
  };
  const key = (line: Line): string =>
    sought.length > 0 || sort === 'title'
      ? titleKey(line.title)
      : sort === 'changedAt'
        ? line.changedAt
        : (line.number ?? '');
  const compared = (a: Line, b: Line): number => {
    const [left, right] = [
      [key(a), a.id],
      [key(b), b.id],
    ];
    return left.join('\0') < right.join('\0') ? -1 : 1;
  };
  const sorted = lines.filter((line) => passes(line) && has(line)).sort(compared);
  return sought.length === 0 && query.descending ? sorted.reverse() : sorted;
}

const accepted = (stamp: string) => ({ stamp, accepted: stamp });
