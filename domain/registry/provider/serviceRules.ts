import type { FieldValues } from '../fieldKinds';
import { foldText } from '../../values/foldText';
import type { Issue } from '../../values/result';
import { error, itemsOf, rowsOf, textOf, type RuleInput } from '../../record/recordContent';

/**
 * Forms, services and tariffs of a provider hang together (442-ФЗ ст. 25 ч. 3 пп. 8-10): a service is given in a form
 * the provider has, a tariff is set for a service it gives, and of two tariffs of one service one is in force on any
 * day. Services are compared by folded words.
 */
export function serviceRules(input: RuleInput): readonly Issue[] {
  return [...formsOfServices(input), ...servicesOfTariffs(input), ...periodsOfTariffs(input)];
}

function formsOfServices({ record }: RuleInput): readonly Issue[] {
  const forms = itemsOf(record.fields, 'serviceForms');
  return rowsOf(record, 'services').flatMap((row, index) => {
    const form = textOf(row, 'form');
    return form === null || forms.includes(form)
      ? []
      : [error(`services.${index}.form`, 'service.formAbsent')];
  });
}

function servicesOfTariffs({ record }: RuleInput): readonly Issue[] {
  const given = new Set(rowsOf(record, 'services').map(serviceKey));
  return rowsOf(record, 'tariffs').flatMap((row, index) => {
    const key = serviceKey(row);
    return key === null || given.has(key) ? [] : [error(`tariffs.${index}.service`, 'tariff.serviceAbsent')];
  });
}

/** Both ends belong to a period; without an end it lasts. Each row is compared with the rows above it. */
function periodsOfTariffs({ record }: RuleInput): readonly Issue[] {
  const tariffs = rowsOf(record, 'tariffs').map((row) => ({
    key: serviceKey(row),
    from: textOf(row, 'validFromOn'),
    until: textOf(row, 'validUntilOn') ?? endless,
  }));
  return tariffs.flatMap(({ key, from, until }, index) => {
    if (key === null || from === null) return [];
    if (from > until) return [error(`tariffs.${index}.validUntilOn`, 'period.reversed')];
    const clash = tariffs
      .slice(0, index)
      .findIndex(
        (other) => other.key === key && other.from !== null && other.from <= until && from <= other.until,
      );
    return clash < 0 ? [] : [error(`tariffs.${index}.validFromOn`, 'tariff.overlap', { row: clash + 1 })];
  });
}

/** Later than any date. */
const endless = '9999-12-31';

/** Names a service among others; null while a part of the name is missing. */
function serviceKey(row: FieldValues): string | null {
  const parts = ['form', 'kind', 'service'].map((field) => textOf(row, field));
  return parts.includes(null) ? null : parts.map((part) => foldText(part ?? '')).join('|');
}
