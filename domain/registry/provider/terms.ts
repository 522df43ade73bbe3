import type { DeclaredTerm } from '../traits/terms';

/**
 * What runs for a provider's record: the decision after it was handed over for review. The notice of the decision
 * (`registryNotice`) and the package before it (`registryPackage`) are terms of an application.
 */
export const providerTerms = [
  {
    term: 'registryDecision',
    starts: { events: ['submit', 'reopen'] },
    ends: [{ events: ['include', 'return'] }],
  },
] as const satisfies readonly DeclaredTerm[];
