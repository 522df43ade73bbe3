import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createApp } from 'vue';
import { clientKey, createClient } from '../../renderer/api/client';
import { useReviewStore } from '../../renderer/stores/reviewStore';
import { fail, ok, type Result } from '../../domain/values/result';

const said = { stamp: 's1', value: 'Новое', office: 'almet', operator: 'А', at: '2026-11-20T10:00:00Z' };
const item = (recordId: string, field: string, rowId: string | null = null) => ({
  ...{ registry: 'provider', recordId, title: `Запись ${recordId}`, field, list: null, rowId },
  ...{ why: 'proposed', reason: null, words: null, decidesHere: true, held: null, others: [said] },
});

function standOn(answers: Record<string, (input: unknown) => Promise<Result<unknown>>>) {
  const sent: unknown[] = [];
  const app = createApp({});
  app.provide(
    clientKey,
    createClient({
      async call(name, input): Promise<Result<unknown>> {
        sent.push([name, input]);
        return (await answers[name]?.(input)) ?? fail('call.unknown');
      },
      onEvent: () => () => undefined,
      upload: () => Promise.resolve(fail('file.tooLarge')),
      fileUrl: (fileId) => fileId,
    }),
  );
  app.use(createPinia());
  return { sent, review: app.runWithContext(() => useReviewStore()) };
}

it('puts fields of one record together, though another stands between them', async () => {
  const items = [item('a', 'inn'), item('b', 'inn'), item('a', 'kpp')];
  const { review } = standOn({ 'review.list': () => Promise.resolve(ok({ items })) });
  await review.refresh();
  expect(review.records.map(({ title, items: of }) => [title, of.map(({ field }) => field)])).toEqual([
    ['Запись a', ['inn', 'kpp']],
    ['Запись b', ['inn']],
  ]);
});

it('sends the row and the reason, and reads the list anew though the decision was refused', async () => {
  let items = [item('a', 'number', 'r')];
  const { sent, review } = standOn({
    'review.list': () => Promise.resolve(ok({ items })),
    'review.decide': () => Promise.resolve(fail('review.closed')),
  });
  await review.refresh();
  const [first] = review.items;
  items = [];
  const answer = first === undefined ? undefined : await review.decide(first, 'held', 'нет выписки');
  expect(answer).toEqual(fail('review.closed'));
  const asked = { registry: 'provider', recordId: 'a', rowId: 'r', field: 'number' };
  expect(sent).toContainEqual([
    'review.decide',
    { ...asked, take: 'held', seen: [said.stamp], reason: 'нет выписки' },
  ]);
  expect(review.items).toEqual([]);
  expect(review.deciding).toBe(false);
});

it('does not show an answer that a later question has overtaken, or that came after everything was forgotten', async () => {
  const waits: ((answer: Result<unknown>) => void)[] = [];
  const { review } = standOn({ 'review.list': () => new Promise((tell) => void waits.push(tell)) });
  const both = [review.refresh(), review.refresh()];
  waits[1]?.(ok({ items: [item('b', 'inn')] }));
  waits[0]?.(ok({ items: [item('a', 'inn')] }));
  await Promise.all(both);
  expect(review.items.map(({ recordId }) => recordId)).toEqual(['b']);
  const late = review.refresh();
  review.forget();
  waits[2]?.(ok({ items: [item('c', 'inn')] }));
  await late;
  expect(review.items).toEqual([]);
});

it('ends a decision when the list it is gone from is here, whichever question brings it', async () => {
  const waits: ((answer: Result<unknown>) => void)[] = [];
  const { review } = standOn({
    'review.list': () => new Promise((tell) => void waits.push(tell)),
    'review.decide': () => Promise.resolve(ok({ version: 2 })),
  });
  const first = review.refresh();
  waits[0]?.(ok({ items: [item('a', 'inn')] }));
  await first;
  const [one] = review.items;
  if (one === undefined) throw new Error('nothing waits');
  const decided = review.decide(one, 'held').then(() => review.items.length);
  await expect.poll(() => waits.length).toBe(2);
  // The event of the save asks too.
  const heard = review.refresh();
  await expect.poll(() => waits.length).toBe(3);
  waits[1]?.(ok({ items: [item('a', 'inn')] }));
  await new Promise((later) => setTimeout(later));
  waits[2]?.(ok({ items: [] }));
  await heard;
  expect(await decided).toBe(0);
});
