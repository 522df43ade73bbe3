import { describe, expect, it } from 'vitest';
import type { FieldValue, ListRow } from '../../domain/registry/fieldKinds';
import { provider } from '../../domain/registry/provider/declaration';
import { validateRecord } from '../../domain/record/validateRecord';
import { recordContext as context } from '../support/record/fieldContext';
import { soundProvider } from '../support/record/soundProvider';

interface Edits {
  readonly fields?: Record<string, FieldValue>;
  readonly lists?: Record<string, readonly ListRow[]>;
}

/** Issues of the sound provider with these edits, as `path code` with `?` after a warning. */
function issuesOf({ fields, lists }: Edits, aim = 'included'): readonly string[] {
  const sound = soundProvider();
  const record = { fields: { ...sound.fields, ...fields }, lists: { ...sound.lists, ...lists } };
  return validateRecord(provider, record, aim, context).map(
    ({ path, code, severity }) => `${path} ${code}${severity === 'warning' ? '?' : ''}`,
  );
}

/** The sound provider's first row of a list with edits. */
function row(list: string, edits: ListRow = {}): ListRow {
  return { ...soundProvider().lists[list]?.[0], ...edits };
}

const entrepreneur = {
  entityKind: 'entrepreneur',
  inn: '165512345632',
  ogrn: '323169000456781',
  stateRegistrationOn: '2023-03-03',
  kpp: null,
  legalForm: null,
};

describe('a whole record', () => {
  it('is good in every status', () => {
    for (const aim of provider.root.statuses.order) expect(issuesOf({}, aim)).toEqual([]);
    expect(issuesOf({ fields: entrepreneur })).toEqual([]);
  });

  it('of a draft needs a name only', () => {
    const draft = validateRecord(provider, { fields: { fullName: 'Дом' }, lists: {} }, 'draft', context);
    expect(draft).toEqual([]);
    expect(validateRecord(provider, { fields: {}, lists: {} }, 'draft', context)).toEqual([
      { path: 'fullName', code: 'field.required', severity: 'error' },
    ]);
  });

  it('for review needs every field the law asks for and a place of service', () => {
    const bare = validateRecord(provider, { fields: { fullName: 'Дом' }, lists: {} }, 'review', context);
    const required = Object.entries(provider.fields)
      .filter(
        ([, field]) => 'requiredFrom' in field && field.requiredFrom === 'review' && !('onlyWhen' in field),
      )
      .map(([name]) => `${name} field.required`);
    expect(bare.map(({ path, code }) => `${path} ${code}`)).toEqual([...required, 'places places.required']);
  });

  it('asks of an entrepreneur nothing that only a legal entity has', () => {
    expect(issuesOf({ fields: { legalForm: null, kpp: null } })).toEqual([
      'legalForm field.required',
      'kpp field.required',
    ]);
    expect(issuesOf({ fields: { ...entrepreneur, kpp: '165501001', legalForm: '75201' } }, 'draft')).toEqual([
      'legalForm field.notForEntity',
      'kpp field.notForEntity',
    ]);
  });

  it('may hold no field, list or column that is not declared', () => {
    const strange = JSON.parse('{"nickname":"x","constructor":"y"}') as Record<string, FieldValue>;
    expect(issuesOf({ fields: strange })).toEqual(['nickname field.unknown', 'constructor field.unknown']);
    expect(issuesOf({ lists: { toString: [] } })).toEqual(['toString field.unknown']);
    expect(issuesOf({ lists: { places: [row('places', { id: 'a', floor: 2 })] } })).toEqual([
      'places.0.floor field.unknown',
    ]);
  });

  it('is judged field by field and row by row, with the path of each', () => {
    expect(issuesOf({ fields: { inn: '1655000004', phones: ['+78559271234', '7-12-34'] } })).toEqual([
      'inn inn.checksum',
      'phones phone.length',
    ]);
    expect(
      issuesOf({ lists: { places: [row('places'), row('places', { oktmo: '80701000', address: ' ' })] } }),
    ).toEqual(['places.1.address field.required', 'places.1.oktmo oktmo.region']);
    expect(issuesOf({ lists: { inspections: [row('inspections', { inspectedOn: '2026-11-24' })] } })).toEqual(
      ['inspections.0.inspectedOn date.future'],
    );
    expect(issuesOf({ fields: { serviceForms: [] }, lists: { services: [], tariffs: [] } })).toEqual([
      'serviceForms field.required',
    ]);
  });

  it('is a bug to judge for a status that does not exist', () => {
    expect(() => issuesOf({}, 'published')).toThrow('published');
  });
});

describe('who the provider is', () => {
  it.each<[string, Record<string, FieldValue>, readonly string[]]>([
    ['a legal entity with an ИНН of 12', { inn: '165512345632' }, ['inn inn.notOfLegalEntity']],
    [
      'a legal entity with an ОГРНИП',
      { ogrn: '304161000000011', stateRegistrationOn: '2004-02-02' },
      ['ogrn ogrn.notOfLegalEntity'],
    ],
    [
      'an entrepreneur with an ИНН of 10',
      { ...entrepreneur, inn: '1655000003' },
      ['inn inn.notOfEntrepreneur'],
    ],
    [
      'an entrepreneur with an ОГРН',
      { ...entrepreneur, ogrn: '1021600000003', stateRegistrationOn: '2002-08-14' },
      ['ogrn ogrn.notOfEntrepreneur'],
    ],
  ])('is not %s, even in a draft', (_, fields, issues) =>
    expect(issuesOf({ fields }, 'draft')).toEqual(issues),
  );

  it.each([
    ['2003-01-01', ['stateRegistrationOn ogrn.otherYear?']],
    ['2002-07-01', []],
    ['2002-06-30', []],
    ['1995-05-05', []],
  ])(
    'registered on %s: the year of its ОГРН is compared since the register began',
    (stateRegistrationOn, issues) => expect(issuesOf({ fields: { stateRegistrationOn } })).toEqual(issues),
  );
  it.each([
    ['2003-12-31', []],
    ['2004-01-01', ['stateRegistrationOn ogrn.otherYear?']],
  ])('an entrepreneur registered on %s: since 2004', (stateRegistrationOn, issues) =>
    expect(issuesOf({ fields: { ...entrepreneur, stateRegistrationOn } })).toEqual(issues),
  );
});

describe('places', () => {
  it('of service: one at least, from review on', () => {
    expect(issuesOf({ lists: { places: [] } }, 'draft')).toEqual([]);
    expect(issuesOf({ lists: { places: [] } }, 'review')).toEqual(['places places.required']);
  });
  it('free are no more than total', () => {
    expect(issuesOf({ fields: { placesFree: 61 } })).toEqual(['placesFree places.freeAboveTotal']);
    expect(issuesOf({ fields: { placesFree: 60 } })).toEqual([]);
    expect(issuesOf({ fields: { placesFree: -1 } })).toEqual(['placesFree integer.outOfRange']);
  });
  it('by forms: each form once, free no more than total, sums no more than the whole', () => {
    const home = row('capacities', { form: 'home', total: 1, free: 0 });
    expect(issuesOf({ lists: { capacities: [row('capacities', { free: 61 })] } })).toEqual([
      'capacities.0.free places.freeAboveTotal',
      'capacities places.formsFreeAboveFree',
    ]);
    expect(issuesOf({ lists: { capacities: [row('capacities'), home] } })).toEqual([
      'capacities places.formsAboveTotal',
    ]);
    expect(issuesOf({ lists: { capacities: [row('capacities', { total: 59 }), home] } })).toEqual([]);
    expect(issuesOf({ lists: { capacities: [home, home] } })).toEqual([
      'capacities.1.form capacity.formTwice',
    ]);
  });
  it('grow stale by the term of the data', () => {
    expect(issuesOf({ fields: { placesAsOfOn: '2026-10-24' } })).toEqual([]);
    expect(issuesOf({ fields: { placesAsOfOn: '2026-10-23' } })).toEqual(['placesAsOfOn places.stale?']);
    const { fields, lists } = soundProvider();
    const old = { fields: { ...fields, placesAsOfOn: '2026-10-23' }, lists };
    expect(
      validateRecord(provider, old, 'included', { ...context, settings: { stalenessDays: 31 } }),
    ).toEqual([]);
    expect(validateRecord(provider, old, 'included', { ...context, settings: {} })).toEqual([]);
    expect(issuesOf({ lists: { capacities: [row('capacities', { asOfOn: '2026-01-01' })] } })).toEqual([
      'capacities.0.asOfOn places.stale?',
    ]);
  });
});

describe('forms, services and tariffs', () => {
  const tariff = (validFromOn: string, validUntilOn: string | null, edits: ListRow = {}) =>
    row('tariffs', { validFromOn, validUntilOn, ...edits });
  const issuesOfTariffs = (...tariffs: readonly ListRow[]) => issuesOf({ lists: { tariffs } });

  it('a service is given in a form of the provider', () => {
    expect(issuesOf({ lists: { services: [row('services'), row('services', { form: 'home' })] } })).toEqual([
      'services.1.form service.formAbsent',
    ]);
  });
  it('a tariff is of a service in the list, by form, kind and words', () => {
    expect(issuesOfTariffs(tariff('2026-01-01', null, { service: ' ОБЕСПЕЧЕНИЕ  питанием ' }))).toEqual([]);
    for (const edits of [{ form: 'home' }, { kind: 'medical' }, { service: 'Стрижка' }]) {
      expect(issuesOfTariffs(tariff('2026-01-01', null, edits))).toEqual([
        'tariffs.0.service tariff.serviceAbsent',
      ]);
    }
  });
  it('a period does not end before it begins', () => {
    expect(issuesOfTariffs(tariff('2026-01-01', '2026-01-01'))).toEqual([]);
    expect(issuesOfTariffs(tariff('2026-01-02', '2026-01-01'))).toEqual([
      'tariffs.0.validUntilOn period.reversed',
    ]);
  });
  it.each<[string, string | null, string, string | null]>([
    ['2025-01-01', '2025-12-31', '2025-12-31', null],
    ['2025-01-01', null, '2026-01-01', null],
    ['2026-01-01', null, '2025-01-01', null],
    ['2026-01-01', null, '2025-01-01', '2026-01-01'],
    ['2025-01-01', '2025-12-31', '2025-03-01', '2025-04-01'],
    ['2025-03-01', '2025-04-01', '2025-01-01', '2025-12-31'],
  ])('periods %s-%s and %s-%s of one service overlap', (from, until, otherFrom, otherUntil) =>
    expect(issuesOfTariffs(tariff(from, until), tariff(otherFrom, otherUntil))).toEqual([
      'tariffs.1.validFromOn tariff.overlap',
    ]),
  );
  it('periods next to each other do not overlap, nor those of different services', () => {
    expect(issuesOfTariffs(tariff('2025-01-01', '2025-12-31'), tariff('2026-01-01', null))).toEqual([]);
    expect(issuesOfTariffs(tariff('2026-01-01', null), tariff('2025-01-01', '2025-12-31'))).toEqual([]);
    const services = [row('services'), row('services', { service: 'Стрижка' })];
    const tariffs = [tariff('2025-01-01', null), tariff('2025-01-01', null, { service: 'Стрижка' })];
    expect(issuesOf({ lists: { services, tariffs } })).toEqual([]);
  });
  it('names the row it overlaps', () => {
    const { fields, lists } = soundProvider();
    const tariffs = [
      tariff('2024-01-01', '2024-12-31'),
      tariff('2025-01-01', null),
      tariff('2026-01-01', null),
    ];
    expect(validateRecord(provider, { fields, lists: { ...lists, tariffs } }, 'included', context)).toEqual([
      { path: 'tariffs.2.validFromOn', code: 'tariff.overlap', severity: 'error', params: { row: 2 } },
    ]);
  });
});

describe('licences and experience', () => {
  it.each<[ListRow, readonly string[]]>([
    [{ validUntilOn: '2026-11-23' }, []],
    [{ validUntilOn: '2026-11-22' }, ['licences.0.validUntilOn licence.expired?']],
    [{ validUntilOn: '2026-11-22', state: 'ended' }, []],
    [{ validUntilOn: '2019-12-31' }, ['licences.0.validUntilOn period.reversed']],
  ])('a licence %o', (edits, issues) => {
    expect(issuesOf({ lists: { licences: [row('licences', edits)] } })).toEqual(issues);
  });
  it.each([
    [2026, []],
    [2021, []],
    [2027, ['experience.0.year experience.future']],
    [2020, ['experience.0.year experience.tooOld?']],
  ])('experience of %d', (year, issues) => {
    expect(issuesOf({ lists: { experience: [row('experience', { year })] } })).toEqual(issues);
  });
});
