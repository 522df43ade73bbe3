import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Output, Parsed } from '../../domain/contract';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

export type ListQuery = Pick<Parsed<'record.list'>, 'sort' | 'descending' | 'search' | 'filters'>;
export type SummaryRow = Output<'record.list'>['rows'][number];

const pageSize = 50;
const keptPages = 80;
const inFlightLimit = 2;

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

  client.on('record.saved', (saved) => void (saved.registry === registry.value && refresh()));
  client.on('registry.changed', (changed) => void (changed.registry === registry.value && refresh()));

  async function open(code: string): Promise<void> {
    if (registry.value !== code) narrowNext(code, wholeList());
    await (loaded.value ? refresh() : ask({}));
  }

  /** The question that the list will open with. */
  function narrowNext(code: string, next: ListQuery): void {
    registry.value = code;
    query.value = next;
    selected.value = new Map();
    loaded.value = false;
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
    const answer = await fetchPage(page);
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

  const fetchPage = (page: number) =>
    client.call('record.list', {
      registry: registry.value,
      ...query.value,
      from: page * pageSize,
      limit: pageSize,
    });

  /** Makes sure that the rows from `first` up to `end` are here or on their way; forgets what is far from them. */
  function need(first: number, end: number): void {
    const from = Math.floor(first / pageSize);
    const to = Math.floor(Math.max(first, end - 1) / pageSize);
    wanted = [];
    for (let page = from; page <= to; page += 1) {
      if (!pages.value.has(page) && !inFlight.has(page)) wanted.push(page);
    }
    fetchWanted();
  }

  function fetchWanted(): void {
    while (inFlight.size < inFlightLimit) {
      const page = wanted.shift();
      if (page === undefined) return;
      inFlight.add(page);
      void bring(page, question.value);
    }
  }

  async function bring(page: number, asked: number): Promise<void> {
    const answer = await fetchPage(page);
    if (asked !== question.value) return;
    inFlight.delete(page);
    if (answer.ok) {
      const kept = [...pages.value].slice(-(keptPages - 1));
      pages.value = new Map([...kept, [page, answer.value.rows]]);
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
    ...{ open, narrowNext, ask, filterBy, refresh, need, row, toggle },
  };
});
