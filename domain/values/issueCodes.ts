/**
 * Everything that can be wrong with a field, by name. Each has a sentence in both locales (the type of the locale
 * files demands it) that says what is wrong and what to do. A code is never reused with another meaning.
 */
export const issueCodes = [
  // any field
  'field.unknown',
  'field.required',
  'field.malformed', // a value of the wrong JSON type: a call or a package, never a person, sends it
  'field.notForEntity',
  'text.tooLong', // max
  'text.control',
  'text.mixedScript', // typed
  'cell.failed', // typed
  'row.total',
  'twin.notChosen',
  'twin.changedSince',
  'integer.malformed',
  'integer.outOfRange', // min, max
  'year.malformed',
  'boolean.unknown', // typed
  'choice.unknown', // typed
  'classifier.unknown', // typed
  // records that are named
  'reference.malformed', // a call or a package sends it, never a person
  'reference.unknown', // typed
  'reference.ambiguous', // typed, count
  'reference.notIn', // registry, status
  'reference.withdrawn',
  'reference.destroyed',
  'reference.edition', // edition
  'reference.named', // count
  // dates and money
  'date.malformed',
  'date.absent', // no such day in the calendar
  'date.future',
  'date.tooEarly', // notBefore
  'money.malformed',
  'money.fraction', // more than two digits of kopecks
  'money.negative',
  'money.tooLarge',
  // codes
  'inn.letters',
  'inn.length', // length
  'inn.zeros',
  'inn.checksum',
  'ogrn.letters',
  'ogrn.length', // length
  'ogrn.zeros',
  'ogrn.firstDigit',
  'ogrn.checksum',
  'ogrnip.letters',
  'ogrnip.length', // length
  'ogrnip.zeros',
  'ogrnip.firstDigit',
  'ogrnip.checksum',
  'kpp.letters',
  'kpp.length', // length
  'kpp.zeros',
  'snils.letters',
  'snils.length', // length
  'snils.zeros',
  'snils.checksum',
  'oktmo.letters',
  'oktmo.length', // length
  'oktmo.zeros',
  'oktmo.checksum',
  'oktmo.region',
  'okved2.malformed',
  // people and ways to reach them
  'personName.letters', // typed
  'personName.incomplete',
  'personName.mixedScript', // typed
  'personName.doubtful', // typed
  'phone.letters', // typed
  'phone.length', // typed
  'phone.country', // typed
  'phone.areaCode', // typed
  'email.malformed', // typed
  // one field against another (rules.ts of a noun)
  'inn.notOfLegalEntity',
  'inn.notOfEntrepreneur',
  'ogrn.notOfLegalEntity',
  'ogrn.notOfEntrepreneur',
  'ogrn.otherYear', // year
  'places.required',
  'parties.required',
  'party.twice',
  'places.freeAboveTotal',
  'places.formsAboveTotal', // sum, total
  'places.formsFreeAboveFree', // sum, free
  'places.stale', // days
  'capacity.formTwice',
  'service.formAbsent',
  'tariff.serviceAbsent',
  'tariff.overlap', // row
  'period.reversed',
  'licence.expired',
  'row.recordGone',
  'row.notYours',
  'experience.future',
  'experience.tooOld', // from
] as const;

export type IssueCode = (typeof issueCodes)[number];
