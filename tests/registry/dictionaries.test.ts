import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { withTrialTerms } from '../support/offices/trialTerms';
import { soundProvider } from '../support/record/soundProvider';
import { testInstallation } from '../support/testRun';

/** Lists that rules, terms and forms go by: the ministry's word, for every office, without a restart. 23.11.2026 is a Monday. */
const registry = 'dictionaryEntry';
let now = new Date('2026-11-23T09:00:00+03:00');
const clock = () => now;
const later = (hours: number): void => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

async function entry(office: OpenOffice, list: string, code: string) {
  const { rows } = await office.must('record.list', { registry, filters: { list: [list] }, limit: 200 });
  for (const { recordId } of rows) {
    const opened = await office.must('record.open', { registry, recordId });
    if (opened.fields['code'] === code) return { recordId, baseVersion: opened.version };
  }
  throw new Error(`no entry ${list}/${code}`);
}
const saving = async (office: OpenOffice, list: string, code: string, fields: Record<string, never>) => {
  const { recordId, baseVersion } = await entry(office, list, code);
  return { registry, recordId, baseVersion, fields };
};
const listed = async (office: OpenOffice, name: 'terms' | 'providerGrounds' | 'providerSettings') =>
  (await office.must('reference.list', { name })).entries;
const valueOf = async (office: OpenOffice, code: string) =>
  (await listed(office, 'terms')).find((one) => one.code === code)?.value;

describe('dictionaries between offices', () => {
  let world: World;
  let mintrud: OpenOffice;
  let district: OpenOffice;
  const again = (office: OpenOffice, resourcesFolder = testInstallation().resourcesFolder) =>
    world.reopen(office, { ...withTrialTerms, resourcesFolder });
  beforeAll(async () => {
    world = await openWorld(clock);
    mintrud = await again(world.mintrud);
    district = await again(world.aznakaevo);
  });
  afterAll(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices(), () => later(0.02));
  const saved = async (office: OpenOffice, list: string, code: string, fields: object) =>
    office.must('record.save', await saving(office, list, code, fields as Record<string, never>));
  const refused = async (office: OpenOffice, list: string, code: string, fields: object) =>
    office.refusal('record.save', await saving(office, list, code, fields as Record<string, never>));

  it('an edit of the ministry changes the term of a record and a ground in a district that runs', async () => {
    const { fields, lists } = soundProvider();
    const all = { ...fields, ...lists, placesAsOfOn: '2026-11-20' };
    const { recordId } = await district.must('record.create', { registry: 'provider', fields: all });
    const due = async () => {
      const { terms } = await district.must('term.ofRecord', { registry: 'provider', recordId });
      return terms.find(({ term }) => term === 'request')?.dueOn;
    };
    expect(await due()).toBe('2026-11-24');
    await saved(mintrud, 'terms', 'request', { value: 3, checkedOn: '2026-11-23' });
    await saved(mintrud, 'providerGrounds', 'court', { ru: 'решение суда, вступившее в силу' });
    await saved(mintrud, 'providerSettings', 'stalenessDays', { value: 45 });
    await settle();
    for (const office of [mintrud, district]) {
      expect(await valueOf(office, 'request')).toBe(3);
      expect(await listed(office, 'providerGrounds')).toContainEqual(
        expect.objectContaining({ code: 'court', ru: 'решение суда, вступившее в силу' }),
      );
      expect(await listed(office, 'providerSettings')).toContainEqual(
        expect.objectContaining({ code: 'stalenessDays', value: 45 }),
      );
    }
    expect(await due()).toBe('2026-11-25');
  });

  it('a district only proposes, and what it made itself holds for nobody', async () => {
    await saved(district, 'terms', 'appeal', { value: 50 });
    const fields = { list: 'terms', code: 'programme', ru: 'Своё', tt: 'Үзебезнеке', value: 99 };
    const more = { unit: 'workingDays', source: 'проверка', validFromOn: '2026-11-01' };
    const { recordId } = await district.must('record.create', { registry, fields: { ...fields, ...more } });
    const moving = { registry, recordId, baseVersion: 1, to: 'active' };
    expect(await district.refusal('record.move', moving)).toBe('record.moveForbidden');
    expect(await valueOf(district, 'appeal')).toBe(5);
    expect(await valueOf(district, 'programme')).toBe(10);
  });

  it('an edition begins on its day and ends after its last one', async () => {
    const fields = { list: 'terms', code: 'notice', ru: 'Извещение', tt: 'Хәбәр', value: 7 };
    const more = {
      unit: 'workingDays',
      source: 'проверка',
      validFromOn: '2026-11-24',
      validUntilOn: '2026-11-25',
    };
    const { recordId } = await mintrud.must('record.create', { registry, fields: { ...fields, ...more } });
    await mintrud.must('record.move', { registry, recordId, baseVersion: 1, to: 'active' });
    expect(await valueOf(mintrud, 'notice')).toBe(3);
    later(24);
    expect(await valueOf(mintrud, 'notice')).toBe(7);
    later(48);
    expect(await valueOf(mintrud, 'notice')).toBe(3);
  });

  it('a wrong number, an entry without words and days in a wrong order are refused', async () => {
    expect(await refused(mintrud, 'terms', 'request', { value: 400 })).toBe('record.invalid');
    expect(await refused(mintrud, 'terms', 'request', { value: null })).toBe('record.invalid');
    expect(await refused(mintrud, 'providerSettings', 'stalenessDays', { value: 0 })).toBe('record.invalid');
    expect(await refused(mintrud, 'providerGrounds', 'court', { tt: null })).toBe('record.invalid');
    const reversed = { validFromOn: '2026-12-02', validUntilOn: '2026-12-01' };
    expect(await refused(mintrud, 'terms', 'request', reversed)).toBe('record.invalid');
    expect(await valueOf(mintrud, 'request')).toBe(3);
  });

  it('a ground that ended is offered no more; a term never leaves', async () => {
    for (const [list, code] of [
      ['providerGrounds', 'violations'],
      ['terms', 'appeal'],
    ] as const) {
      const { recordId, baseVersion } = await entry(mintrud, list, code);
      await mintrud.must('record.move', { registry, recordId, baseVersion, to: 'ended' });
    }
    expect((await listed(mintrud, 'providerGrounds')).map(({ code }) => code)).not.toContain('violations');
    expect(await valueOf(mintrud, 'appeal')).toBe(5);
  });

  it('an update keeps the edit, offers its own and brings what is new', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yardam-lists-'));
    try {
      const newer = join(folder, 'resources');
      await cp(testInstallation().resourcesFolder, newer, { recursive: true });
      const change = async (
        file: string,
        make: (content: { version: number; entries: object[] }) => void,
      ) => {
        const content = JSON.parse(await readFile(join(newer, file), 'utf8')) as never;
        make(content);
        await writeFile(join(newer, file), JSON.stringify(content));
      };
      await change('records/dictionaryEntry.json', (file) => void (file.version = 2));
      await change('registry/terms.json', ({ entries }) => {
        const at = entries.findIndex((one) => 'code' in one && one.code === 'request');
        entries[at] = { ...entries[at], count: 9 };
      });
      await change('registry/providerGrounds.json', ({ entries }) => {
        entries.push({
          code: 'moved',
          ru: 'переезд',
          tt: 'күчү',
          group: 'change',
          source: 'проверка',
          since: 2,
        });
      });
      mintrud = await again(mintrud, newer);
      expect(await valueOf(mintrud, 'request')).toBe(3);
      expect((await listed(mintrud, 'providerGrounds')).map(({ code }) => code)).toContain('moved');
      const { offers } = await mintrud.must('shipped.offers', {});
      expect(offers).toMatchObject([{ registry, fields: [{ field: 'value', held: 3, offered: 9 }] }]);
      await mintrud.must('shipped.take', {
        registry,
        recordId: offers[0]?.recordId ?? '',
        fields: ['value'],
      });
      expect(await valueOf(mintrud, 'request')).toBe(9);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
});
