import type { IdentityKey } from '../traits/identity';

/**
 * A branch has the INN and the OGRN of its organisation and a KPP of its own: it is no repetition. Without a KPP on either
 * side nobody can tell, and a person is asked. Namesakes with different codes are two organisations.
 */
export const providerIdentity: readonly IdentityKey[] = [
  {
    code: 'number',
    label: { ru: 'одинаковый регистрационный номер', tt: 'теркәү номеры бер үк' },
    fields: ['registrationNumber'],
    compare: 'exact',
  },
  {
    code: 'inn',
    label: { ru: 'одинаковый ИНН', tt: 'ИНН бер үк' },
    fields: ['inn'],
    compare: 'exact',
    unless: ['kpp'],
  },
  {
    code: 'ogrn',
    label: { ru: 'одинаковый ОГРН', tt: 'ОГРН бер үк' },
    fields: ['ogrn'],
    compare: 'exact',
    unless: ['kpp'],
  },
  {
    code: 'name',
    label: { ru: 'одинаковое наименование', tt: 'исеме бер үк' },
    fields: ['fullName'],
    compare: 'organisation',
    unless: ['inn', 'ogrn', 'kpp'],
  },
];
