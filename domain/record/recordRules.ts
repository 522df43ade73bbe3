import { providerRules } from './providerRules';
import type { RecordRule } from './recordContent';

/** What must hold between the fields of a record, by code of its registry. A registry without such rules has no line. */
export const recordRules: Readonly<Record<string, RecordRule>> = { provider: providerRules };
