/** What `office.json` says of an office and a card may say too. */
export const officeFacts = ['code', 'name', 'uid', 'mailbox', 'address', 'phone', 'oktmo'] as const;
export type OfficeFact = (typeof officeFacts)[number];

/** Records are cards of offices: which field says what `office.json` says. */
export type OfficeCard = Readonly<Record<'code' | 'name', string>> &
  Readonly<Partial<Record<Exclude<OfficeFact, 'code' | 'name'>, string>>>;
