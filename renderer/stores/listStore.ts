import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
import type { Condition, Question, SortBy } from '../../domain/question/question';
import type { Failure } from '../../domain/values/result';
import { useClient } from '../api/client';

/** The question that the list answers, and the words searched for. */
export interface ListQuery extends Question {
  readonly search: string;
}
export type SummaryRow = Output<'record.list'>['rows'][number];

/** A view of some twenty rows is one page or two, which come in one answer. */
const pageSize = 25;
const keptPages = 160;
const askingLimit = 2;
const selectedLimit = 500;
/** Fields that a list is ordered by at once. */
const sortLimit = 4;
/** The order where none is asked for. */
export const natural: readonly SortBy[] = [{ field: 'title', descending: false }];

const pageNumbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_none, at) => first + at);

const pagesOf = (first: number, end: number): number[] =>
  pageNumbers(Math.floor(first / pageSize), Math.floor(Math.max(first, end - 1) / pageSize));

export const wholeList = (): ListQuery => ({ where: [], sort: [], search: '' });

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
  /** The last question, until its answer stands in the list. */
  let answered: Promise<unknown> = Promise.resolve();

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
  function ask(changes: Partial<ListQuery>): Promise<void> {
    query.value = { ...query.value, ...changes };
    const asked = begin();
    answered = asked;
    return asked;
  }

  async function begin(): Promise<void> {
    if (await restart(0)) {
      active.value = 0;
      contentTop.value = 0;
      begun.value += 1;
    }
  }

  /** Narrows the list by what is said of this field; null lifts that. */
  function narrow(field: string, condition: Condition | null): Promise<void> {
    const others = query.value.where.filter((one) => one.field !== field);
    return ask({ where: condition === null ? others : [...others, condition] });
  }

  /** Orders the list by a field, or turns its order round; `also`: after the fields that it is ordered by already. */
  function order(field: string, also: boolean): Promise<void> {
    const sort = query.value.sort.length > 0 ? query.value.sort : natural;
    const known = sort.find((one) => one.field === field);
    const next: SortBy = { field, descending: known?.descending === false };
    const kept = also ? sort.map((one) => (one === known ? next : one)) : [];
    return ask({ sort: also && known !== undefined ? kept : [...kept, next].slice(-sortLimit) });
  }

  /** The same question again, near the line in view. */
  function refresh(): Promise<boolean> {
    const asked = restart(Math.floor(active.value / pageSize));
    answered = asked;
    return asked;
  }

  /** Waits for the rows of the last question: a key that means a row means one of these. */
  async function settled(): Promise<void> {
    for (let seen: unknown; seen !== answered;) {
      seen = answered;
      await answered;
    }
  }

  async function restart(page: number): Promise<boolean> {
    question.value += 1;
    const asked = question.value;
    inFlight.clear();
    asking = 0;
    const standing = row(active.value)?.recordId;
    const [answer] = await Promise.all([fetchPages(page, page), settleSelected()]);
    if (asked !== question.value) return false;
    failure.value = answer.ok ? null : answer.error;
    if (!answer.ok) return false;
    const stands = answer.value.rows.findIndex(({ recordId }) => recordId === standing);
    if (stands >= 0) active.value = page * pageSize + stands;
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

  /** The row at this place, though it has not come yet. */
  async function rowAt(index: number): Promise<SummaryRow | undefined> {
    const here = row(index);
    if (here !== undefined || index >= total.value) return here;
    const asked = question.value;
    const page = Math.floor(index / pageSize);
    const answer = await fetchPages(page, page);
    return answer.ok && asked === question.value ? answer.value.rows[index % pageSize] : undefined;
  }

  async function toggle(index: number): Promise<void> {
    const chosen = await rowAt(index);
    if (chosen === undefined) return;
    const next = new Map(selected.value);
    if (!next.delete(chosen.recordId) && next.size < selectedLimit) next.set(chosen.recordId, chosen);
    selected.value = next;
    void settleSelected();
  }

  /** Selected is what the list shows, in its order: who has left it is selected no longer. */
  async function settleSelected(): Promise<void> {
    const only = [...selected.value.keys()];
    if (only.length === 0) return;
    const asked = query.value;
    const scope = { registry: registry.value, ...asked, only, from: 0, limit: selectedLimit };
    const answer = await client.call('record.list', scope);
    if (!answer.ok || query.value !== asked || scope.registry !== registry.value) return;
    const shown = answer.value.rows.filter(({ recordId }) => selected.value.has(recordId));
    const since = [...selected.value].filter(([recordId]) => !only.includes(recordId));
    selected.value = new Map([...shown.map((one) => [one.recordId, one] as const), ...since]);
  }

  /** What is printed and exported: the list as it stands, or what is selected of it. */
  const shown = computed(() => ({
    ...query.value,
    ...(selected.value.size > 0 ? { only: [...selected.value.keys()] } : {}),
  }));
  /** When the first of those leaves that are here by emergency access only. */
  const emergencyEnd = computed<string | null>(() => {
    const ends = [...pages.value.values()].flat().flatMap(({ emergencyUntil }) => emergencyUntil ?? []);
    return ends.sort()[0] ?? null;
  });

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
      shown,
      emergencyEnd,
      begun,
    },
    ...{
      take,
      open,
      forget,
      narrowNext,
      ask,
      narrow,
      order,
      refresh,
      need,
      has,
      row,
      rowAt,
      settled,
      toggle,
    },
  };
});
