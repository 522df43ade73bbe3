import { error, rowsOf, textOf, type RuleInput } from '../../record/recordContent';
import type { Issue } from '../../values/result';

/** What must hold in an agreement: two parties that differ once it is signed, and days in their order. */
export function agreementRules({ record, reaches }: RuleInput): readonly Issue[] {
  const { fields } = record;
  const parties = rowsOf(record, 'parties').map((row) => textOf(row, 'participant'));
  const known = parties.filter((party) => party !== null);
  const [from, until] = [textOf(fields, 'validFromOn'), textOf(fields, 'validUntilOn')];
  return [
    ...(reaches('signed') && new Set(known).size < 2 ? [error('parties', 'parties.required')] : []),
    ...parties.flatMap((party, at) =>
      party !== null && parties.indexOf(party) < at
        ? [error(`parties.${at}.participant`, 'party.twice')]
        : [],
    ),
    ...(from !== null && until !== null && until < from ? [error('validUntilOn', 'period.reversed')] : []),
  ];
}
