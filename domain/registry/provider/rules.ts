import type { ListRow } from '../fieldKinds';
import { yearOfOgrn } from '../../values/ogrn';
import { daysBetween, yearOf } from '../../values/plainDate';
import type { Issue } from '../../values/result';
import { serviceRules } from './serviceRules';
import { error, numberOf, rowsOf, textOf, warning, type RuleInput } from '../../record/recordContent';

/**
 * What must hold between the fields and lists of a provider's entry (442-ФЗ ст. 25 ч. 3 пп. 3, 5, 7, 11, 14 and the
 * codes that say who it is). Kinds and presence of single fields are not judged here: their declarations say it.
 * Region of ОКТМО and dates not after today follow from kinds too.
 */
export function providerRules(input: RuleInput): readonly Issue[] {
  return [
    ...identity(input),
    ...registrationYear(input),
    ...placesOfService(input),
    ...placesTotalAndFree(input),
    ...staleFigures(input),
    ...licences(input),
    ...experience(input),
    ...serviceRules(input),
  ];
}

/** ИП has an ИНН of 12 digits and an ОГРНИП of 15, a legal entity 10 and 13. */
function identity({ record: { fields } }: RuleInput): readonly Issue[] {
  const inn = textOf(fields, 'inn')?.length;
  const ogrn = textOf(fields, 'ogrn')?.length;
  switch (fields['entityKind']) {
    case 'legalEntity':
      return [
        ...(inn === 12 ? [error('inn', 'inn.notOfLegalEntity')] : []),
        ...(ogrn === 15 ? [error('ogrn', 'ogrn.notOfLegalEntity')] : []),
      ];
    case 'entrepreneur':
      return [
        ...(inn === 10 ? [error('inn', 'inn.notOfEntrepreneur')] : []),
        ...(ogrn === 13 ? [error('ogrn', 'ogrn.notOfEntrepreneur')] : []),
      ];
    default:
      return [];
  }
}

/** Those registered before the state registers began were entered later than they were registered. */
const registersBegan = { legalEntity: '2002-07-01', entrepreneur: '2004-01-01' };

function registrationYear({ record: { fields } }: RuleInput): readonly Issue[] {
  const ogrn = textOf(fields, 'ogrn');
  const date = textOf(fields, 'stateRegistrationOn');
  if (ogrn === null || date === null) return [];
  const began = ogrn.length === 15 ? registersBegan.entrepreneur : registersBegan.legalEntity;
  const year = yearOfOgrn(ogrn);
  if (date < began || yearOf(date) === year) return [];
  return [warning('stateRegistrationOn', 'ogrn.otherYear', { year })];
}

function placesOfService({ record, reaches }: RuleInput): readonly Issue[] {
  const missing = reaches('review') && rowsOf(record, 'places').length === 0;
  return missing ? [error('places', 'places.required')] : [];
}

/** Free <= total, in the whole and in each row; rows by forms add up to no more than the whole. */
function placesTotalAndFree({ record }: RuleInput): readonly Issue[] {
  const rows = rowsOf(record, 'capacities');
  const total = numberOf(record.fields, 'placesTotal');
  const free = numberOf(record.fields, 'placesFree');
  const sum = (field: string): number => rows.reduce((all, row) => all + (numberOf(row, field) ?? 0), 0);
  return [
    ...(isAbove(free, total) ? [error('placesFree', 'places.freeAboveTotal')] : []),
    ...rows.flatMap((row, index) => capacityOfForm(rows, row, index)),
    ...(isAbove(sum('total'), total)
      ? [error('capacities', 'places.formsAboveTotal', { sum: sum('total'), total: total ?? 0 })]
      : []),
    ...(isAbove(sum('free'), free)
      ? [error('capacities', 'places.formsFreeAboveFree', { sum: sum('free'), free: free ?? 0 })]
      : []),
  ];
}

/** A form stands in one row only: two rows would be added up. */
function capacityOfForm(rows: readonly ListRow[], row: ListRow, index: number): readonly Issue[] {
  const form = textOf(row, 'form');
  const above = rows.slice(0, index).map((other) => textOf(other, 'form'));
  return [
    ...(isAbove(numberOf(row, 'free'), numberOf(row, 'total'))
      ? [error(`capacities.${index}.free`, 'places.freeAboveTotal')]
      : []),
    ...(form !== null && above.includes(form)
      ? [error(`capacities.${index}.form`, 'capacity.formTwice')]
      : []),
  ];
}

const isAbove = (value: number | null, limit: number | null): boolean =>
  value !== null && limit !== null && value > limit;

/** A figure older than the term of the data; without such a term nothing is called old. */
function staleFigures({ record, context }: RuleInput): readonly Issue[] {
  const days = context.settings['stalenessDays'];
  const stale = (date: string | null, path: string): readonly Issue[] =>
    days !== undefined && date !== null && daysBetween(date, context.today) > days
      ? [warning(path, 'places.stale', { days })]
      : [];
  return [
    ...stale(textOf(record.fields, 'placesAsOfOn'), 'placesAsOfOn'),
    ...rowsOf(record, 'capacities').flatMap((row, index) =>
      stale(textOf(row, 'asOfOn'), `capacities.${index}.asOfOn`),
    ),
  ];
}

function licences({ record, context }: RuleInput): readonly Issue[] {
  return rowsOf(record, 'licences').flatMap((row, index) => {
    const until = textOf(row, 'validUntilOn');
    if (until === null) return [];
    const path = `licences.${index}.validUntilOn`;
    const issuedOn = textOf(row, 'issuedOn');
    if (issuedOn !== null && issuedOn > until) return [error(path, 'period.reversed')];
    return until < context.today && row['state'] === 'valid' ? [warning(path, 'licence.expired')] : [];
  });
}

/** The last five years and the current one. A year that has grown old is only pointed at: see `validateRecord`. */
function experience({ record, context }: RuleInput): readonly Issue[] {
  const thisYear = yearOf(context.today);
  const from = thisYear - 5;
  return rowsOf(record, 'experience').flatMap((row, index) => {
    const year = numberOf(row, 'year');
    const path = `experience.${index}.year`;
    if (year === null || (year >= from && year <= thisYear)) return [];
    return [
      year > thisYear ? error(path, 'experience.future') : warning(path, 'experience.tooOld', { from }),
    ];
  });
}
