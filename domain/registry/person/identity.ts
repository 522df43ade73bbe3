import type { IdentityKey } from '../traits/identity';

export const personIdentity: readonly IdentityKey[] = [
  {
    code: 'snils',
    label: { ru: 'одинаковый СНИЛС', tt: 'СНИЛС бер үк' },
    fields: ['snils'],
    compare: 'exact',
  },
  {
    code: 'nameAndBirth',
    label: {
      ru: 'имя и дата рождения, возможно, с опечаткой',
      tt: 'исеме һәм туу датасы, бәлки, язу хатасы белән',
    },
    fields: ['surname', 'givenName', 'birthOn', 'patronymic'],
    compare: 'slip',
    mayLack: ['patronymic'],
    unless: ['snils'],
  },
];
