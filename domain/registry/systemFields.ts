import type { Words } from './defineRegistry';

/** Words for the fields every record has beside its declared ones: history and letters speak of them. */
const words: Readonly<Record<string, Words>> = {
  status: { ru: 'Статус', tt: 'Статус' },
  registrationNumber: { ru: 'Регистрационный номер', tt: 'Теркәү номеры' },
  removed: { ru: 'Запись снята', tt: 'Язма алынган' },
  parentId: { ru: 'Строка добавлена', tt: 'Юл өстәлгән' },
  position: { ru: 'Место в перечне', tt: 'Исемлектәге урын' },
};

export const systemFieldWords = (field: string): Words => words[field] ?? { ru: field, tt: field };
