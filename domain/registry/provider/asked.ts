/** By what providers are narrowed, ordered and counted, however many they are; each has its index (m0200Question). */
export const providerAsked = {
  filters: [
    'status',
    'oktmo',
    'legalForm',
    'ownerKind',
    'placesFree',
    'licences.validUntilOn',
    'decisions.decidedOn',
  ],
  counted: [['oktmo', 'status', 'stateRegistrationOn']],
} as const;
