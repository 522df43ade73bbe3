import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { restoreOffice } from '../../electron/backup/restoreOffice';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, reopenOffice, type OpenOffice, type World } from '../support/exchange/offices';
import { makeKeyOffices, passwordOf, type KeyOffices } from '../support/offices/keyOffice';
import { lyingTerms, withTrialTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';

/** Terms of records that come with packages and backups, and of a person who is destroyed. */
const registry = 'provider';
const decision = { number: '1', decidedOn: '2026-11-24', ground: 'решение', decidedBy: 'Примерова А. А.' };

async function termsIn({ dataFolder }: { readonly dataFolder: string }, recordId: string) {
  const connection = await connect(join(dataFolder, databaseFile), 'read');
  const found = await lyingTerms(connection, recordId);
  await connection.close();
  return found;
}

describe('terms between offices', () => {
  let world: World;
  let mintrud: OpenOffice;
  let district: OpenOffice;
  let now = new Date('2026-11-23T09:00:00+03:00');
  const clock = () => now;
  const later = (hours: number): void => {
    now = new Date(now.getTime() + hours * 3_600_000);
  };
  beforeAll(async () => {
    world = await openWorld(clock);
    mintrud = await world.reopen(world.mintrud, withTrialTerms);
    district = await world.reopen(world.aznakaevo, withTrialTerms);
  });
  afterAll(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices(), () => later(0.02));
  async function move(office: OpenOffice, recordId: string, to: string, more: object = {}): Promise<void> {
    const { version: baseVersion } = await office.must('record.open', { registry, recordId });
    await office.must('record.move', { registry, recordId, baseVersion, to, ...more });
  }
  async function submitted(): Promise<string> {
    const { fields, lists } = soundProvider();
    const all = { ...fields, ...lists };
    const { recordId } = await district.must('record.create', { registry, fields: all });
    await move(district, recordId, 'review', { keep: undefined });
    return recordId;
  }

  let recordId = '';
  it('come with the package that brings both events, each of its own day', async () => {
    recordId = await submitted();
    const asked = await termsIn(district, recordId);
    expect(asked).toMatchObject({
      request: { startedOn: '2026-11-20', dueOn: '2026-11-24' },
      registryDecision: { startedOn: '2026-11-23', dueOn: '2026-11-24', endedOn: null },
    });
    later(48);
    await settle();
    expect(await termsIn(mintrud, recordId)).toEqual(asked);
  });

  it('are of the move that stands where two were made at once', async () => {
    await move(district, recordId, 'draft', { decision: { reason: 'Нет лицензии' } });
    expect(await termsIn(district, recordId)).toMatchObject({ registryDecision: { endedOn: '2026-11-25' } });
    later(24);
    await move(mintrud, recordId, 'included', { decision });
    await settle();
    const here = await termsIn(mintrud, recordId);
    expect(here).toMatchObject({
      request: { endedOn: '2026-11-24' },
      registryDecision: { endedOn: '2026-11-24' },
      registryNotice: { startedOn: '2026-11-24', dueOn: '2026-12-01', endedOn: null },
    });
    expect(await termsIn(district, recordId)).toEqual(here);
  });

  it('are those of the backup after a restoration, and what peers tell again moves them on', async () => {
    const { fileName } = await district.must('backup.make', {});
    const before = await termsIn(district, recordId);
    later(24);
    await move(mintrud, recordId, 'excluded', { decision: { ...decision, decidedOn: '2026-11-26' } });
    await move(mintrud, recordId, 'review');
    await settle();
    const after = await termsIn(mintrud, recordId);
    expect(after).toMatchObject({ registryDecision: { startedOn: '2026-11-27', endedOn: null } });
    expect(await termsIn(district, recordId)).toEqual(after);

    await district.app.close();
    const dataFolder = join(world.folder, 'restored');
    const restored = await restoreOffice({
      ...withTrialTerms,
      ...{ dataFolder, from: { file: join(district.dataFolder, 'backups', fileName) }, now: clock },
      secret: { kind: 'recovery', code: district.recoveryCode },
    });
    expect(restored).toMatchObject({ ok: true });
    const open = await reopenOffice(district, dataFolder, clock, withTrialTerms);
    world.replace(district, open);
    expect(await termsIn(open, recordId)).toEqual(before);
    await settle();
    expect(await termsIn(open, recordId)).toEqual(after);
  });
});

describe('the term of a person', () => {
  let offices: KeyOffices;
  beforeAll(async () => {
    offices = await makeKeyOffices();
  }, 60_000);
  afterAll(() => offices.remove());

  it('lies without a word of his, and goes when he is destroyed', async () => {
    const dataFolder = await offices.copy();
    const office = await offices.open(dataFolder, {
      now: () => new Date('2026-11-23T09:00:00Z'),
      ...withTrialTerms,
    });
    const operator = await office.at('operator');
    const fields = { surname: 'Срокова', givenName: 'Пример', location: 'Казань', territory: '92701000' };
    const { recordId } = await operator.must('record.create', { registry: 'person', fields });
    await operator.must('record.move', { registry: 'person', recordId, baseVersion: 1, to: 'closed' });
    expect(await termsIn(office, recordId)).toEqual({
      appeal: {
        term: 'appeal',
        countedAs: 'appeal',
        startedOn: '2026-11-23',
        dueOn: '2026-11-30',
        endedOn: null,
      },
    });
    const head = await office.at('head');
    const order = { ground: 'purposeReached', reason: 'Дело закрыто', password: passwordOf('head') };
    await head.must('person.destroy', { registry: 'person', recordIds: [recordId], ...order });
    expect(await termsIn(office, recordId)).toEqual({});
    await office.close();
  });
});
