import { clauses as statute } from '../ru/clauses';
import type { Messages } from '../ru';

/** The Regulation is quoted in the language of its official text; only the way a clause is named differs. */
export const clauses: Messages['clauses'] = {
  today: { ...statute.today, name: '907, 3.1 (6), 5.1 п.' },
  registry: { ...statute.registry, name: '907, 3.1 (6) п.; 442-ФЗ, 25 ст.' },
  personalData: { ...statute.personalData, name: '907, 5.5 п.' },
  exchange: { ...statute.exchange, name: '907, 5.1 п.' },
  administration: { ...statute.administration, name: '907, 4.6 (1) п.' },
};
