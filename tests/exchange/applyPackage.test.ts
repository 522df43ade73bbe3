import { nodePacketFiles } from '../../electron/exchange/packet/packetFiles';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { officeConfigShape, type OfficeConfig } from '../../domain/exchange/officeConfig';
import { listDeferred } from '../../db/exchange/deferredRepository';
import { applyPackage } from '../../electron/exchange/applyPackage';
import { gateOf } from '../../electron/record/recordEdits';
import { createExchangeService } from '../../electron/exchange/exchangeService';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { expectSound } from '../support/offices/soundDatabase';
import { officeJson } from '../support/offices/testOffice';

/**
 * Changes of other offices that are not simply applied: those this version does not understand yet, those that are not
 * the sender's to make, those that would harm whoever takes them.
 */
const registry = 'provider';
const at = '2026-11-23T08:00:00.000Z';
const futureForm = '99999';

describe('a package of another office', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let recordId: string;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());
  beforeEach(async () => {
    office = await openInnerOffice(await folders.make());
    recordId = (await office.must('record.create', { registry, fields: { fullName: 'Дом' } })).recordId;
  });
  afterEach(() => office.close());

  const change = (
    counter: number,
    field: string,
    after: Change['after'],
    more: Partial<Change> = {},
  ): Change => ({
    ...{ stamp: stampOf(counter), registry, recordId, field, before: null, after },
    ...{ replaces: null, office: 'almet', operator: 'Проверкин', at },
    ...more,
  });

  const take = (changes: readonly Change[], ours = 'ministry') =>
    office.database.write(actor, (tx) => {
      const config = configOf(ours);
      const sender = config.peers[0];
      if (sender === undefined) throw new Error('no peer');
      const { deciders, context } = office.office;
      const source = { ...gateOf({ database: office.database, config, deciders, context }), sender };
      return applyPackage(source, tx, changes);
    });

  /** The upgraded program, which knows one form more. */
  async function upgrade(ours: string): Promise<void> {
    const { database, office: inner } = office;
    const known = inner.context();
    const form = { code: futureForm, ru: 'Новая форма', tt: 'Яңа форма' };
    const okopf = { ...known.classifiers.okopf, entries: [...known.classifiers.okopf.entries, form] };
    const service = createExchangeService({
      ...{
        database,
        config: configOf(ours),
        packetFiles: nodePacketFiles,
        quarantineFolder: '',
        printer: inner.printer,
      },
      context: () => ({ ...known, classifiers: { ...known.classifiers, okopf } }),
      deciders: inner.deciders,
      clockApartDays: inner.policy.clock.apartDays,
      registryChanged: inner.registryChanged,
    });
    await service.replayDeferred(actor);
  }

  const formHere = async () => (await office.must('record.open', { registry, recordId })).fields['legalForm'];

  // At the owner a district's change counts by what it replaces; at a district the owner's counts in any case.
  it.each(['ministry', 'territorial'])(
    'not understood waits, and what follows it waits with it: %s',
    async (ours) => {
      const first = change(1, 'legalForm', futureForm);
      const second = change(2, 'legalForm', '75201', { replaces: first.stamp });
      const other = change(3, 'note', 'Обычное изменение');
      expect(await take([first, other], ours)).toMatchObject({
        ok: true,
        value: { appliedCount: 1, deferredCount: 1 },
      });
      expect(await take([second], ours)).toMatchObject({
        ok: true,
        value: { appliedCount: 0, deferredCount: 1 },
      });
      expect(await formHere()).toBeNull();
      await upgrade(ours);
      expect(await formHere()).toBe('75201');
      expect(await listDeferred(office.database.read)).toEqual([]);
      const { entries } = await office.must('record.history', { registry, recordId });
      const forms = entries
        .filter(({ field }) => field === 'legalForm')
        .map(({ after, outcome }) => [after, outcome]);
      expect(forms).toEqual([
        ['75201', 'applied'],
        [futureForm, 'applied'],
      ]);
      await expectSound(office.database.read);
    },
  );

  it('of a field or registry that is not known is kept, byte for byte, and nothing else is held up', async () => {
    const strange = [change(1, 'colour', 'red'), change(2, 'x', 1, { registry: 'recipient' })];
    expect(await take([...strange, change(3, 'note', 'Да')])).toMatchObject({
      value: { appliedCount: 1, deferredCount: 2 },
    });
    const kept = await listDeferred(office.database.read);
    expect(kept.map(({ body }) => JSON.parse(body) as unknown)).toEqual(strange);
    expect(await take(strange)).toMatchObject({ value: { deferredCount: 2 } });
    expect(await listDeferred(office.database.read)).toHaveLength(2);
  });

  it.each<[string, Partial<Change>, string]>([
    [
      'under the name of this office',
      { office: 'mintrud', stamp: stampOf(9, 'mintrud') },
      'packet.secondLife',
    ],
    [
      'accepted by this office, which never did',
      { accepted: '2026-11-23T08:00:00.000Z-0009-mintrud' },
      'packet.secondLife',
    ],
    ['with the stamp of another office', { stamp: stampOf(9, 'mintrud') }, 'packet.badPayload'],
    ['with a stamp that is none', { stamp: 'tomorrow' }, 'packet.badPayload'],
    ['accepted at no time', { accepted: 'tomorrow' }, 'packet.badPayload'],
  ])('is refused whole when it holds a change %s', async (_name, more, code) => {
    const before = await office.must('record.open', { registry, recordId });
    const refused = await take([change(1, 'note', 'Да'), change(2, 'note', 'Нет', more)]);
    expect(refused).toMatchObject({ ok: false, error: { code } });
    expect(await office.must('record.open', { registry, recordId })).toEqual(before);
    const saved = await office.must('record.save', {
      registry,
      recordId,
      baseVersion: 1,
      fields: { note: 'Своё' },
    });
    expect(saved.version).toBe(2);
    await expectSound(office.database.read);
  });

  it.each<[string, Partial<Change>]>([
    ['accepted by who does not decide', { accepted: stampOf(9) }],
    ['accepted by another and brought by who is not the ministry', { accepted: stampOf(9, 'aznakaevo') }],
  ])('is taken without what is %s, and that is told', async (_name, more) => {
    const taken = await take([change(1, 'note', 'Да'), change(2, 'shortName', 'Нет', more)]);
    expect(taken).toMatchObject({ ok: true, value: { appliedCount: 1 } });
    const { fields } = await office.must('record.open', { registry, recordId });
    expect([fields['note'], fields['shortName'] ?? null]).toEqual(['Да', null]);
    const { items } = await office.must('review.list', {});
    expect(items).toMatchObject([
      { field: 'shortName', why: 'lost', reason: 'forbidden', others: [{ value: 'Нет' }] },
    ]);
    await expectSound(office.database.read);
  });

  it.each<[string, Partial<Change>, string]>([
    ['gives a registration number', { field: 'registrationNumber', after: '16-1' }, 'forbidden'],
    ['includes', { field: 'status', after: 'included' }, 'move'],
    ['names who decides', { field: 'decider', after: 'almet' }, 'forbidden'],
    ['makes its sender the keeper', { field: 'keeper', after: 'almet' }, 'forbidden'],
    [
      'was made without knowing of a later one, by a clock that is years ahead',
      { field: 'fullName', after: 'Другой', stamp: '9999-12-31T23:59:59.999Z-ffff-almet' },
      'concurrent',
    ],
  ])('is taken without a change that %s, and the change is lost and told', async (_name, more, reason) => {
    const lost = change(2, 'note', 'Нет', more);
    const taken = await take([change(1, 'note', 'Да'), lost]);
    expect(taken).toMatchObject({ ok: true, value: { appliedCount: 1 } });
    const record = await office.must('record.open', { registry, recordId });
    expect(record).toMatchObject({ version: 2, status: 'draft', registrationNumber: null });
    expect(record.fields).toMatchObject({ note: 'Да', fullName: 'Дом' });
    const { items } = await office.must('review.list', {});
    expect(items).toMatchObject([{ recordId, field: lost.field, why: 'lost', reason, decidesHere: true }]);
    await expectSound(office.database.read);
  });

  it('is taken without what a third office said, which only the ministry may pass on', async () => {
    const foreign = change(2, 'note', 'Нет', { office: 'aznakaevo', stamp: stampOf(9, 'aznakaevo') });
    expect(await take([change(1, 'note', 'Да'), foreign])).toMatchObject({ value: { appliedCount: 1 } });
    expect((await office.must('record.open', { registry, recordId })).fields['note']).toBe('Да');
    expect((await office.must('review.list', {})).items).toEqual([]);
  });

  it.each<[string, Change['after']]>([
    ['position', 1e300],
    ['position', 1.5],
    ['removed', 'yes'],
    ['year', 'now'],
  ])('with a value no column can hold (%s %s) harms nothing', async (field, after) => {
    const row = { registry: 'providerExperience', recordId: '11111111-2222-4333-8444-555555555555' };
    const changes = [change(1, 'parentId', recordId, row), change(2, field, after, row)];
    expect(await take(changes)).toMatchObject({ ok: true, value: { appliedCount: 0, deferredCount: 1 } });
    await expectSound(office.database.read);
  });

  it('that comes twice, or names a row nobody knows, leaves everything in agreement', async () => {
    const orphan = change(1, 'year', 2025, { registry: 'providerExperience', recordId: 'nobody' });
    const note = change(2, 'note', 'Да');
    expect(await take([orphan, note])).toMatchObject({ value: { appliedCount: 1, deferredCount: 1 } });
    expect(await take([note])).toMatchObject({ value: { appliedCount: 0 } });
    await expectSound(office.database.read);
  });
});

const stampOf = (counter: number, code = 'almet'): string =>
  `${at}-${counter.toString(16).padStart(4, '0')}-${code}`;

/** This office with one peer: a district at the ministry, the ministry at a district. The peer is called the same. */
function configOf(ours: string): OfficeConfig {
  const peer = {
    ...{ code: 'almet', kind: ours === 'ministry' ? 'territorial' : 'ministry', name: 'Другие' },
    ...{ uid: '33333333-1111-4111-8111-111111111111', mailbox: 'ALMET~RT' },
  };
  return officeConfigShape.parse({
    ...officeJson,
    office: { ...officeJson.office, kind: ours },
    peers: [peer],
  });
}
