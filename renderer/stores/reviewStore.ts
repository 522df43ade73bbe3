import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Input, Output } from '../../domain/contract';
import { useClient, type ClientResult } from '../api/client';

export type ReviewItem = Output<'review.list'>['items'][number];
export type Said = ReviewItem['others'][number];
export type Take = Input<'review.decide'>['take'];

/** A record with the fields of it that wait for a person. */
export interface ReviewedRecord {
  readonly registry: string;
  readonly recordId: string;
  readonly title: string;
  readonly items: readonly ReviewItem[];
}

/** What tells one reviewed field from another. */
export const reviewKey = ({ recordId, rowId, field }: ReviewItem): string =>
  `${recordId} ${rowId ?? ''} ${field}`;

/** Fields of which a person must decide: what others propose, and what was not taken. */
export const useReviewStore = defineStore('review', () => {
  const client = useClient();
  const items = ref<readonly ReviewItem[]>([]);
  const deciding = ref(false);
  let asked = 0;
  let latest: Promise<void> = Promise.resolve();

  /** Fields of one record stand together, in the order the program tells them. */
  const records = computed<readonly ReviewedRecord[]>(() => {
    const byRecord = new Map<string, ReviewItem[]>();
    for (const item of items.value) {
      const key = `${item.registry} ${item.recordId}`;
      byRecord.set(key, [...(byRecord.get(key) ?? []), item]);
    }
    return [...byRecord.values()].flatMap((all) => all.slice(0, 1).map((first) => recordOf(first, all)));
  });

  /** An answer that a later question has overtaken says nothing: whoever asked waits for the later one. */
  async function refresh(): Promise<void> {
    latest = ask();
    for (let seen: unknown; seen !== latest;) {
      seen = latest;
      await latest;
    }
  }

  async function ask(): Promise<void> {
    const question = (asked += 1);
    const answer = await client.call('review.list', {});
    if (answer.ok && question === asked) items.value = answer.value.items;
  }

  /** Whatever the program answers, the list is read anew: what is decided is gone from it. */
  async function decide(item: ReviewItem, take: Take, reason = ''): Promise<ClientResult<'review.decide'>> {
    const { registry, recordId, rowId, field, held, others } = item;
    const seen = [...(held === null ? [] : [held]), ...others].map(({ stamp }) => stamp);
    deciding.value = true;
    const place = { registry, recordId, rowId, field };
    const answer = await client.call('review.decide', { ...place, take, seen, reason });
    await refresh();
    deciding.value = false;
    return answer;
  }

  function forget(): void {
    asked += 1;
    items.value = [];
  }

  return { items, records, deciding, refresh, decide, forget };
});

const recordOf = (
  { registry, recordId, title }: ReviewItem,
  items: readonly ReviewItem[],
): ReviewedRecord => ({ registry, recordId, title, items });
