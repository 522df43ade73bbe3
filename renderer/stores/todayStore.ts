import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient } from '../api/client';
import { useListStore, wholeList } from './listStore';

const registry = 'provider';
const shownLimit = 8;

/** A record that waits for somebody: how much it lacks and where that begins. */
export interface WaitingLine {
  readonly recordId: string;
  readonly title: string;
  readonly lacks: number;
  readonly first: string | null;
}
interface Waiting {
  readonly total: number;
  readonly lines: readonly WaitingLine[];
}

/** What the registry asks for today: drafts with what they lack, and what waits for a decision. */
export const useTodayStore = defineStore('today', () => {
  const client = useClient();
  const list = useListStore();
  const drafts = ref<Waiting>({ total: 0, lines: [] });
  const review = ref<Waiting>({ total: 0, lines: [] });
  /** What packages brought beside records that were here. */
  const findings = ref<Output<'record.findings'>['findings']>([]);
  /** Nothing has been entered yet: the first step is offered. */
  const isNew = ref(false);

  async function refresh(): Promise<void> {
    const [inDraft, inReview, all, alike] = await Promise.all([
      waitingIn('draft'),
      waitingIn('review'),
      client.call('record.list', { registry, limit: 1 }),
      client.call('record.findings', { registry }),
    ]);
    findings.value = alike.ok ? alike.value.findings : [];
    drafts.value = inDraft;
    review.value = inReview;
    isNew.value = all.ok && all.value.total === 0;
  }

  async function waitingIn(status: string): Promise<Waiting> {
    const answer = await client.call('record.list', {
      registry,
      filters: { status: [status] },
      limit: shownLimit,
    });
    if (!answer.ok) return { total: 0, lines: [] };
    const lines = await Promise.all(
      answer.value.rows.map(({ recordId, fields }) => lineOf(recordId, String(fields['fullName'] ?? ''))),
    );
    return { total: answer.value.total, lines };
  }

  async function lineOf(recordId: string, title: string): Promise<WaitingLine> {
    const answer = await client.call('record.open', { registry, recordId });
    const lacks = answer.ok ? answer.value.lacks : [];
    return { recordId, title, lacks: lacks.length, first: lacks[0]?.path ?? null };
  }

  /** Narrows the list of the registry to what a line of this screen counts. */
  function showAll(group: 'drafts' | 'review'): void {
    list.narrowNext(registry, {
      ...wholeList(),
      filters: { status: [group === 'drafts' ? 'draft' : 'review'] },
    });
  }

  function forget(): void {
    drafts.value = { total: 0, lines: [] };
    review.value = { total: 0, lines: [] };
    findings.value = [];
    isNew.value = false;
  }

  return { drafts, review, findings, isNew, refresh, showAll, forget };
});
