import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { ok } from '../../domain/values/result';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import { listDeferred } from '../../db/exchange/deferredRepository';
import { readRegisters } from '../../db/record/registerRepository';
import { openFields } from '../../db/record/reviewRepository';
import { readPackage } from '../../electron/exchange/letter/packageReader';
import { openCorrespondence, said, type Correspondence } from '../support/exchange/foreignOffice';
import { actor } from '../support/offices/innerOffice';
import { expectSound } from '../support/offices/soundDatabase';
import { soundProvider } from '../support/record/soundProvider';
import { toldFields } from '../support/record/toldFields';

/** A birth in the log, read back: as many changes as it has fields, each with its own past and future. */
const registry = 'provider';
const record1 = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const first = { status: 'draft', decider: 'mintrud', keeper: 'almet', fullName: 'Дом' };

/** These fields of a record under one stamp. */
const born = (
  office: string,
  recordId: string,
  fields: Readonly<Record<string, Change['after']>>,
  more: Partial<Change> = {},
): readonly Change[] =>
  Object.entries(fields).map(([field, after]) => said(office, 100, recordId, field, after, more));

describe('what is known of a birth', () => {
  const inPost = async (work: (post: Correspondence, recordId: string) => Promise<void>): Promise<void> => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const { fields, lists } = soundProvider();
    const { recordId } = await post.office.must('record.create', {
      registry,
      fields: { ...fields, ...lists },
    });
    await work(post, recordId);
    await expectSound(post.office.database.read);
  };

  it('is one line for the record and one for each row, and the history tells every field', () =>
    inPost(async ({ office }, recordId) => {
      const lines = await office.database.read.all<{ id: string; field: string }>(
        'SELECT record_id AS id, field FROM change_event',
      );
      expect(lines.every(({ field }) => field === '')).toBe(true);
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      const all = await office.database.read.all(`SELECT 1 FROM ${toldFields}`);
      const { entries } = await office.must('record.history', { registry, recordId, limit: 1000 });
      expect(entries).toHaveLength(all.length);
      const shown = await office.must('record.open', { registry, recordId });
      expect(
        entries.find(({ field, registry: of }) => field === 'fullName' && of === registry),
      ).toMatchObject({
        before: null,
        after: shown.fields['fullName'],
      });
      expect((await office.must('record.open', { registry, recordId, atVersion: 1 })).lists).toEqual(
        shown.lists,
      );
    }));

  it('is paged without a gap and without a repetition, however small the page', () =>
    inPost(async ({ office }, recordId) => {
      await office.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'Новая' } });
      const whole = await office.must('record.history', { registry, recordId, limit: 1000 });
      const paged: (typeof whole)['entries'][number][] = [];
      for (let before: number | undefined; ; before = paged.at(-1)?.seq) {
        const page = { registry, recordId, limit: 1, ...(before === undefined ? {} : { before }) };
        const { entries } = await office.must('record.history', page);
        if (entries.length === 0) break;
        paged.push(...entries);
      }
      expect(paged).toEqual(whole.entries);
    }));

  it('is what a later change of one field replaces, here and when another office asks for it', () =>
    inPost(async (post, recordId) => {
      const { read } = post.office.database;
      const [born] = await read.all<{ stamp: string }>(
        'SELECT stamp FROM change_event WHERE record_id = ? AND field = ?',
        [recordId, ''],
      );
      await post.office.must('record.save', {
        registry,
        recordId,
        baseVersion: 1,
        fields: { conditions: 'Новые' },
      });
      const saved = await read.all<{ replaces: string; over: string; word_key: string }>(
        "SELECT replaces, over, word_key FROM change_event WHERE field = 'conditions'",
      );
      expect(saved).toMatchObject([{ replaces: born?.stamp, over: ` ${born?.stamp} ${born?.stamp}` }]);
      const replaces = born?.stamp ?? null;
      await post.lay('almet', 1, [
        said('almet', 1, recordId, 'shortName', 'Иначе', { replaces }),
        said('almet', 2, recordId, 'conditions', 'Поздно', { replaces }),
      ]);
      await post.office.must('exchange.run', {});
      const { fields } = await post.office.must('record.open', { registry, recordId });
      expect(fields).toMatchObject({ shortName: 'Иначе', conditions: 'Новые' });
      const { items } = await post.office.must('review.list', {});
      expect(items).toMatchObject([{ field: 'conditions', why: 'lost', reason: 'concurrent' }]);
    }));

  it('waits by parts: what follows a field that is not understood waits, what follows another does not', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const birth = born('almet', record1, { ...first, note: 'Да', colour: 'x', taste: 'y' });
    const replaces = birth[0]?.stamp ?? null;
    await post.lay('almet', 1, birth);
    await post.lay('almet', 2, [
      said('almet', 1000, record1, 'note', 'Следующая', { replaces }),
      said('almet', 1001, record1, 'colour', 'z', { replaces }),
    ]);
    await post.office.must('exchange.run', {});
    const { fields } = await post.office.must('record.open', { registry, recordId: record1 });
    expect(fields).toMatchObject({ fullName: 'Дом', note: 'Следующая' });
    const kept = await listDeferred(post.office.database.read);
    expect(kept.map(({ body }) => (JSON.parse(body) as Change).after)).toEqual(['x', 'y', 'z']);
  });

  it('is answered by parts: one field is taken and another is lost', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const { recordId } = await post.office.must('record.create', { registry, fields: { fullName: 'Заря' } });
    const { read } = post.office.database;
    await post.lay('almet', 1, born('almet', recordId, { note: 'Да', fullName: 'Чужое' }));
    await post.office.must('exchange.run', {});
    const told = await read.all<{ field: string; kind: string }>(
      `SELECT field, kind FROM ${toldFields} WHERE via = 'almet' ORDER BY field`,
    );
    expect(told).toEqual([
      { field: 'fullName', kind: 'lost' },
      { field: 'note', kind: 'word' },
    ]);
    const { items } = await post.office.must('review.list', {});
    expect(items.map(({ field }) => field)).toEqual(['fullName']);
  });

  /** Events as they come to lie in the log after all that may have happened. */
  const log = (post: Correspondence, entries: readonly Omit<Entry, 'rootId'>[]) =>
    post.office.database.write(actor, async (tx) => {
      const ofRecord = entries.map((entry) => ({ ...entry, rootId: record1 }));
      await applyChanges(tx, ofRecord, {
        action: 'exchange.apply',
        at: '2026-11-23T09:00:00Z',
        via: 'almet',
      });
      return ok(null);
    });

  it('that was accepted by parts is held by parts', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const accepted = (counter: number) => ({ accepted: said('mintrud', counter, '', '', '').stamp });
    await log(
      post,
      [
        ...born('almet', record1, { ...first, note: 'Да' }, accepted(1)),
        ...born('almet', record1, { shortName: 'Д', conditions: 'Да' }, accepted(2)),
      ].map((change) => ({ change, outcome: 'applied' })),
    );
    const { read } = post.office.database;
    expect(await read.all('SELECT 1 FROM change_event')).toHaveLength(2);
    const fields = ['fullName', 'note', 'shortName', 'conditions'];
    const wanted = fields.map((field) => ({ registry: 'provider', recordId: record1, field }));
    for (const which of ['held', 'all'] as const) {
      const registers = await readRegisters(read, wanted, which);
      expect(
        fields.map((field) => registers.of({ registry: 'provider', recordId: record1, field }).held?.after),
      ).toEqual(['Дом', 'Да', 'Д', 'Да']);
    }
  });

  it('waits with the fields that are not answered, and with those alone', async () => {
    const post = await openCorrespondence('mintrud', ['almet']);
    const asked = born('almet', record1, { note: 'Да', conditions: 'Да', shortName: 'Д' });
    const shown = born('almet', record1, { ...first, phones: ['+78559271234'] });
    await log(post, [
      ...asked.map((change) => ({ change, outcome: 'stale' }) as const),
      ...shown.map((change) => ({ change, outcome: 'applied' }) as const),
    ]);
    const { read } = post.office.database;
    const names = async () => (await openFields(read)).map(({ field }) => field);
    expect(await names()).toEqual([
      'conditions',
      'decider',
      'fullName',
      'keeper',
      'note',
      'phones',
      'shortName',
      'status',
    ]);
    const words = [...shown, ...asked.slice(0, 1)].map((change) => ({ ...change, accepted: change.stamp }));
    await log(
      post,
      words.map((change) => ({ change, outcome: 'applied' })),
    );
    expect(await names()).toEqual(['conditions', 'shortName']);
    const registers = await readRegisters(read, [...asked, ...shown]);
    expect([...asked, ...shown].map((ask) => registers.isProposal(ask))).toEqual([
      ...asked.map(() => true),
      ...shown.map(() => false),
    ]);
  });

  it('is told to another office with the fields that it is asked for, and without the others', async () => {
    const post = await openCorrespondence('mintrud', ['almet', 'aznakaevo'], { almet: ['92602000'] });
    const { fields } = soundProvider();
    const { recordId } = await post.office.must('record.create', { registry, fields });
    await post.office.must('exchange.run', {});
    await post.emptyOutgoing();
    const asks = born('aznakaevo', recordId, { note: 'Да', phones: ['+78559270000'] });
    await post.office.database.write(actor, async (tx) => {
      const entries = asks.map((change): Entry => ({ change, rootId: recordId, outcome: 'stale' }));
      await applyChanges(tx, entries, {
        action: 'exchange.apply',
        at: '2026-11-23T09:00:00Z',
        via: 'aznakaevo',
      });
      return ok(null);
    });
    expect(await post.office.database.read.all("SELECT 1 FROM change_event WHERE kind = 'ask'")).toHaveLength(
      1,
    );
    await post.office.must('exchange.run', {});
    const told = (await post.laidFor('almet')).map(({ files }) =>
      readPackage(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]))),
    );
    const changes = (await Promise.all(told)).flatMap((read) => (read.ok ? read.value.manifest.changes : []));
    expect(changes.map(({ field, office }) => [field, office])).toEqual([['phones', 'aznakaevo']]);
  });
});
