import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { applyPackage } from '../../electron/exchange/applyPackage';
import { gateOf } from '../../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../support/offices/innerOffice';

/** What a package brings beside a record that is here is taken, and told: people decide about the pair. */
const registry = 'provider';
const at = '2026-11-23T08:00:00.000Z';
const twin = '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const branch = '22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

describe('a record of another office that looks like one that is here', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make());
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  let counter = 0;
  const take = (recordId: string, fields: Readonly<Record<string, string>>) =>
    office.database.write(actor, (tx) => {
      const changes = Object.entries({ status: 'draft', ...fields }).map(([field, after]): Change => {
        counter += 1;
        const stamp = `${at}-${counter.toString(16).padStart(4, '0')}-almet`;
        const what = { stamp, registry, recordId, field, before: null, after, replaces: null };
        return { ...what, office: 'almet', operator: 'Проверкин', at };
      });
      const source = { ...gateOf(office.office), sender: { code: 'almet', kind: 'territorial' as const } };
      return applyPackage(source, tx, changes);
    });

  const findings = async () => (await office.must('record.findings', { registry })).findings;

  it('is taken and becomes a finding; a branch does not', async () => {
    const here = { fullName: 'АНО «Тихая заводь»', inn: '1650000024', kpp: '165001001' };
    const { recordId } = await office.must('record.create', { registry, fields: here });
    expect(await take(branch, { ...here, kpp: '165002001' })).toMatchObject({ ok: true });
    expect(await findings()).toEqual([]);
    expect(await take(twin, { fullName: 'Совсем другое', inn: here.inn })).toMatchObject({ ok: true });
    const [pair, ...more] = (await findings()).filter(({ otherId, recordId: id }) =>
      [id, otherId].includes(recordId),
    );
    expect(more).toEqual([]);
    expect(pair).toMatchObject({ by: 'inn', via: 'almet' });
    expect([pair?.recordId, pair?.otherId].sort()).toEqual([recordId, twin].sort());

    // The same package twice tells nothing new, and a reason settles it.
    await take(twin, { fullName: 'Совсем другое', inn: here.inn, shortName: 'Другое' });
    const keep = [twin, branch].map((id) => ({ recordId: id, reason: 'Филиал без своего КПП' }));
    await office.must('record.keepBoth', { registry, recordId, keep });
    expect(
      (await findings()).filter(({ otherId, recordId: id }) => [id, otherId].includes(recordId)),
    ).toEqual([]);
    await take(twin, { note: 'Позвонить' });
    expect(
      (await findings()).filter(({ otherId, recordId: id }) => [id, otherId].includes(recordId)),
    ).toEqual([]);
  });
});
