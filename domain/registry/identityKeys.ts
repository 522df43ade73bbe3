import type { Words } from './words';

/**
 * What makes two records of a registry the same thing, declared with the registry, the surest key first. Code elsewhere
 * asks these declarations and knows no registry by name.
 */
export interface IdentityKey {
  readonly code: string;
  /** How two records that share it are alike: «the same INN». */
  readonly label: Words;
  /** Its values together; `registrationNumber` may be among them. */
  readonly fields: readonly string[];
  /**
   * `exact`: equal as kept. `organisation`: one name however spelled. `slip`: all but one slip of typing, an omitted
   * field of `mayLack` being none.
   */
  readonly compare: 'exact' | 'organisation' | 'slip';
  readonly mayLack?: readonly string[];
  /** Values of these fields, filled in both and different, make them two things whatever this key says. */
  readonly unless?: readonly string[];
}

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
