import type { Words } from './defineRegistry';
import type { FieldValue } from './fieldKinds';

/** Words for the fields every record has beside its declared ones: history and letters speak of them. */
const words: Readonly<Record<string, Words>> = {
  status: { ru: 'Статус', tt: 'Статус' },
  registrationNumber: { ru: 'Регистрационный номер', tt: 'Теркәү номеры' },
  keeper: { ru: 'Кто ведёт контакты и места', tt: 'Элемтә һәм урыннарны кем алып бара' },
  decider: { ru: 'Кто принимает решения', tt: 'Карарны кем кабул итә' },
  removed: { ru: 'Запись снята', tt: 'Язма алынган' },
  parentId: { ru: 'Строка добавлена', tt: 'Юл өстәлгән' },
  position: { ru: 'Место в перечне', tt: 'Исемлектәге урын' },
};

export const systemFieldWords = (field: string): Words => words[field] ?? { ru: field, tt: field };

/** What a field holds where nobody has said anything: a row without a record is seen in none. */
export function nothingIn(field: string): FieldValue {
  if (field === 'parentId') return '';
  if (field === 'position') return 0;
  return field === 'removed' ? false : null;
}
