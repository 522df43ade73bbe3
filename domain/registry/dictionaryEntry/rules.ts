import { error, numberOf, textOf, type RuleInput } from '../../record/recordContent';
import { isEntryCode, limitOf } from '../traits/dictionary';
import type { Issue } from '../../values/result';

/** What must hold in an entry: a code that may be asked by, a number that its unit allows, days in their order. */
export function dictionaryEntryRules({ record: { fields } }: RuleInput): readonly Issue[] {
  const [code, value] = [textOf(fields, 'code'), numberOf(fields, 'value')];
  const [from, until] = [textOf(fields, 'validFromOn'), textOf(fields, 'validUntilOn')];
  const { min, max } = limitOf(textOf(fields, 'unit'));
  return [
    ...(code === null || isEntryCode(code) ? [] : [error('code', 'field.malformed')]),
    ...(value === null || (value >= min && value <= max)
      ? []
      : [error('value', 'integer.outOfRange', { min, max })]),
    ...(from !== null && until !== null && until < from ? [error('validUntilOn', 'period.reversed')] : []),
  ];
}
