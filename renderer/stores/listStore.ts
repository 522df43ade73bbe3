import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Output, Parsed } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

export type ListQuery = Pick<Parsed<'record.list'>, 'sort' | 'descending' | 'search' | 'filters'>;
export type SummaryRow = Output<'record.list'>['rows'][number];

/** A view of some twenty rows is one page or two, which come in one answer. */
const pageSize = 25;
const keptPages = 160;
const askingLimit = 2;

const pageNumbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_none, at) => first + at);

const pagesOf = (first: number, end: number): number[] =>
  pageNumbers(Math.floor(first / pageSize), Math.floor(Math.max(first, end - 1) / pageSize));

export const wholeList = (): ListQuery => ({ sort: 'title', descending: false, search: '', filters: {} });

/**
 * The list of one registry, of any length: rows are fetched by place and only near what is looked at. When a query
 * changes, the rows of the former one stay until the answer is here, and only the last question's answer counts.
 */
export const useListStore = defineStore('list', () => {
  const client = useClient();
  const registry = ref('');
  const query = ref<ListQuery>(wholeList());
  const total = ref(0);
  const more = ref(false);
  /** Hits of other territories, which an emergency access opens. */
  const loaded = ref(false);
  const failure = ref<Failure | null>(null);
  const pages = shallowRef<ReadonlyMap<number, readonly SummaryRow[]>>(new Map());
  /** The line the keyboard stands on, and how far the list is scrolled: kept while a record is open. */
  const active = ref(0);
  const contentTop = ref(0);
  const selected = ref<Map<string, SummaryRow>>(new Map());

  /** Counts the questions asked: the last one's answer counts. */
  const question = ref(0);
  /** Counts the answers that begin from the first line. */
  const begun = ref(0);
  let wanted: number[] = [];
  const inFlight = new Set<number>();
  /** Questions on their way. */
  let asking = 0;

  client.on('record.saved', (saved) => void (saved.registry === registry.value && refresh()));
  client.on('registry.changed', (changed) => void (changed.registry === registry.value && refresh()));

  /** Says whose list it is: rows of another registry do not stay. */
  function take(code: string): void {
    if (registry.value === code) return;
    forget();
    registry.value = code;
  }

  async function open(code: string): Promise<void> {
    take(code);
    await (loaded.value ? refresh() : ask({}));
  }

  /** The question that the list will open with. */
  function narrowNext(code: string, next: ListQuery): void {
    take(code);
    query.value = next;
    selected.value = new Map();
    loaded.value = false;
  }

  function forget(): void {
    question.value += 1;
    registry.value = '';
    query.value = wholeList();
    pages.value = new Map();
    selected.value = new Map();
    [total.value, active.value, contentTop.value] = [0, 0, 0];
    loaded.value = false;
    more.value = false;
    failure.value = null;
  }

  /** Asks for another order, search or filter and returns to the first line. */
  async function ask(changes: Partial<ListQuery>): Promise<void> {
    query.value = { ...query.value, ...changes };
    if (await restart(0)) {
      active.value = 0;
      contentTop.value = 0;
      begun.value += 1;
    }
  }

  /** Narrows the list to records whose field is one of these; none of them lifts the filter. */
  function filterBy(field: string, values: readonly string[]): Promise<void> {
    const others = Object.entries(query.value.filters).filter(([name]) => name !== field);
    const own = values.length === 0 ? [] : [[field, [...values]]];
    return ask({ filters: Object.fromEntries([...others, ...own]) as ListQuery['filters'] });
  }

  /** The same question again, near the line in view. */
  const refresh = (): Promise<boolean> => restart(Math.floor(active.value / pageSize));

  async function restart(page: number): Promise<boolean> {
    question.value += 1;
    const asked = question.value;
    inFlight.clear();
    asking = 0;
    const answer = await fetchPages(page, page);
    if (asked !== question.value) return false;
    failure.value = answer.ok ? null : answer.error;
    if (!answer.ok) return false;
    pages.value = new Map([[page, answer.value.rows]]);
    total.value = answer.value.total;
    more.value = answer.value.more;
    active.value = Math.max(0, Math.min(active.value, total.value - 1));
    loaded.value = true;
    return true;
  }

  const fetchPages = (first: number, last: number) =>
    client.call('record.list', {
      registry: registry.value,
      ...query.value,
      from: first * pageSize,
      limit: (last - first + 1) * pageSize,
    });

  /** Whether the rows from `first` up to `end` are here. */
  const has = (first: number, end: number): boolean =>
    pagesOf(first, end).every((page) => pages.value.has(page));

  /** Makes sure that the rows from `first` up to `end` are here or on their way; forgets what is far from them. */
  function need(first: number, end: number): void {
    wanted = pagesOf(first, end).filter((page) => !pages.value.has(page) && !inFlight.has(page));
    fetchWanted();
  }

  function fetchWanted(): void {
    const [first] = wanted;
    const last = wanted.at(-1);
    if (first === undefined || last === undefined || asking === askingLimit) return;
    wanted = [];
    void bring(first, last, question.value);
  }

  async function bring(first: number, last: number, asked: number): Promise<void> {
    const coming = pageNumbers(first, last);
    asking += 1;
    coming.forEach((page) => inFlight.add(page));
    const answer = await fetchPages(first, last);
    if (asked !== question.value) return;
    asking -= 1;
    coming.forEach((page) => inFlight.delete(page));
    if (answer.ok) {
      const kept = [...pages.value].slice(-(keptPages - coming.length));
      const { rows } = answer.value;
      const come = coming.map((page, at) => [page, rows.slice(at * pageSize, (at + 1) * pageSize)] as const);
      pages.value = new Map([...kept, ...come]);
    }
    fetchWanted();
  }

  const row = (index: number): SummaryRow | undefined =>
    pages.value.get(Math.floor(index / pageSize))?.[index % pageSize];

  function toggle(index: number): void {
    const chosen = row(index);
    if (chosen === undefined) return;
    const next = new Map(selected.value);
    if (!next.delete(chosen.recordId)) next.set(chosen.recordId, chosen);
    selected.value = next;
  }

  /** What Ctrl+C takes: the selected rows, or the one the keyboard stands on. */
  const rowsToCopy = computed<readonly SummaryRow[]>(() => {
    const standing = row(active.value);
    return selected.value.size > 0 ? [...selected.value.values()] : standing === undefined ? [] : [standing];
  });

  return {
    ...{
      registry,
      query,
      total,
      more,
      loaded,
      failure,
      pages,
      active,
      contentTop,
      selected,
      rowsToCopy,
      begun,
    },
    ...{ take, open, forget, narrowNext, ask, filterBy, refresh, need, has, row, toggle },
  };
});
