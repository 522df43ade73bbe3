import { error, rowsOf, textOf, type RuleInput } from '../../record/recordContent';
import type { Issue } from '../../values/result';

/** What must hold in a card of the directory: days in their order, a coordinator's municipality, bodies by an act. */
export function participantRules({ record }: RuleInput): readonly Issue[] {
  const { fields } = record;
  const kind = fields['kind'];
  return [
    ...reversed(fields, 'validUntilOn'),
    ...(kind === 'body' && textOf(fields, 'act') === null ? [error('act', 'field.required')] : []),
    ...(kind === 'territorial' && textOf(fields, 'oktmo') === null ? [error('oktmo', 'field.required')] : []),
    ...rowsOf(record, 'functions').flatMap((row, at) => [
      ...reversed(row, `functions.${at}.validUntilOn`),
      ...(row['function'] === 'coordinator' && textOf(row, 'oktmo') === null
        ? [error(`functions.${at}.oktmo`, 'field.required')]
        : []),
    ]),
  ];
}

function reversed(values: RuleInput['record']['fields'], path: string): readonly Issue[] {
  const [from, until] = [textOf(values, 'validFromOn'), textOf(values, 'validUntilOn')];
  return from !== null && until !== null && until < from ? [error(path, 'period.reversed')] : [];
}
