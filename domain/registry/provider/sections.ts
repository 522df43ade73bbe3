import type { Section } from '../defineRegistry';

/** Sections of the form, in the order of the paper one. */
export const providerSections: readonly Section[] = [
  {
    code: 'identity',
    title: { ru: 'Кто это', tt: 'Бу кем' },
    items: [
      'entityKind',
      'fullName',
      'shortName',
      'stateRegistrationOn',
      'legalForm',
      'inn',
      'kpp',
      'ogrn',
      'okved',
      'okvedOther',
      'ownerKind',
      'statePurchase',
    ],
  },
  {
    code: 'contacts',
    title: { ru: 'Адреса и связь', tt: 'Адреслар һәм элемтә' },
    items: ['legalAddress', 'oktmo', 'phones', 'emails', 'headName', 'places'],
  },
  { code: 'licences', title: { ru: 'Лицензии', tt: 'Лицензияләр' }, items: ['licences'] },
  {
    code: 'services',
    title: { ru: 'Формы, услуги и тарифы', tt: 'Формалар, хезмәтләр, тарифлар' },
    items: ['serviceForms', 'services', 'tariffs'],
  },
  {
    code: 'capacity',
    title: { ru: 'Места и условия', tt: 'Урыннар һәм шартлар' },
    items: ['placesTotal', 'placesFree', 'placesAsOfOn', 'capacities', 'conditions'],
  },
  {
    code: 'past',
    title: { ru: 'Проверки и опыт', tt: 'Тикшерүләр һәм тәҗрибә' },
    items: ['inspections', 'experienceText', 'experience', 'extras'],
  },
  { code: 'office', title: { ru: 'Для службы', tt: 'Хезмәт өчен' }, items: ['source', 'note'] },
];
