import type { Language } from '../registry/kinds/formatField';

/** Words of the public pages, in both state languages. */
const ru = {
  language: 'ru',
  other: { code: 'tt', name: 'Татарча' },
  skip: 'К содержанию',
  about: (office: string, date: string) =>
    `Сведения размещает ${office}. Состояние на ${date}. Достоверность сведений обеспечивает поставщик (442-ФЗ, ст. 25, ч. 5).`,
  all: (count: string) => `Всего записей: ${count}`,
  byDistrict: 'По муниципальным образованиям',
  noDistrict: 'Муниципальное образование не указано',
  name: 'Наименование',
  number: 'Рег. номер',
  back: 'К списку',
  nothing: 'нет сведений',
  empty: 'В реестре пока нет записей.',
  data: 'Открытые данные',
  csv: 'Таблица CSV',
  json: 'Данные JSON',
  schema: 'Описание данных (JSON Schema)',
  passport: 'Паспорт набора данных',
};
export type PublicWords = typeof ru;
const tt: PublicWords = {
  language: 'tt',
  other: { code: 'ru', name: 'Русский' },
  skip: 'Эчтәлеккә',
  about: (office, date) =>
    `Мәгълүматны ${office} урнаштыра. ${date} көненә карата. Мәгълүматның дөреслеген тәэмин итүче үзе тәэмин итә (442-ФЗ, 25 ст., 5 ө.).`,
  all: (count) => `Барлык язмалар: ${count}`,
  byDistrict: 'Муниципаль берәмлекләр буенча',
  noDistrict: 'Муниципаль берәмлек күрсәтелмәгән',
  name: 'Исеме',
  number: 'Теркәү номеры',
  back: 'Исемлеккә',
  nothing: 'мәгълүмат юк',
  empty: 'Реестрда әлегә язмалар юк.',
  data: 'Ачык мәгълүмат',
  csv: 'CSV таблицасы',
  json: 'JSON мәгълүматы',
  schema: 'Мәгълүмат тасвирламасы (JSON Schema)',
  passport: 'Мәгълүмат җыелмасының паспорты',
};

export const publicWords: Readonly<Record<Language, PublicWords>> = { ru, tt };
