import { choice, day, field, pastDay, text, yesOrNo } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience } from '../directory';
import { roles } from '../../access/roles';
import { dictionaries, units } from './options';
import { dictionaryStatuses } from './statuses';

/**
 * Lists that rules, terms and forms go by, as records: the ministry's word for every office. What shipped is born of the
 * files in `resources/`; another edition of an entry is an entry of the same code with a later day.
 */
const needed = { requiredFrom: 'proposed' } as const;
const ofNumber = { onlyWhen: { field: 'list', in: ['terms', 'providerSettings'] } } as const;

const fields = {
  list: field(choice(dictionaries), 'Справочник', 'Белешмәлек', needed),
  code: field(text(60), 'Код', 'Код', {
    ...needed,
    search: true,
    help: {
      ru: 'По коду правила программы находят запись: у новой редакции он тот же',
      tt: 'Программа кагыйдәләре язманы код буенча таба: яңа редакциядә ул шул ук',
    },
  }),
  ru: field(text(1000), 'Название по-русски', 'Русча исеме', { ...needed, search: true }),
  tt: field(text(1000), 'Название по-татарски', 'Татарча исеме', { ...needed, search: true }),
  groupCode: field(text(60), 'Группа', 'Төркем', {}),
  value: field({ type: 'integer', min: 0, max: 3650 }, 'Число', 'Сан', { ...needed, ...ofNumber }),
  unit: field(choice(units), 'Чего', 'Нәрсә', { ...needed, ...ofNumber }),
  validFromOn: field(day, 'Действует с', 'Кайчаннан гамәлдә', {
    help: {
      ru: 'Новая редакция: запись с тем же кодом и этим днём',
      tt: 'Яңа редакция: шул ук код һәм бу көн белән язма',
    },
  }),
  validUntilOn: field(day, 'Действует по', 'Кайчанга кадәр гамәлдә', {}),
  source: field(text(2000, 'many'), 'Источник', 'Чыганак', needed),
  sure: field(yesOrNo, 'Сверено с текстом', 'Текст белән чагыштырылган', {}),
  checkedOn: field(pastDay, 'Проверено на дату', 'Тикшерелгән көне', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

const writers = ['administrator', 'registryOperator'] as const;

export const dictionaryEntry = defineRegistry({
  code: 'dictionaryEntry',
  table: 'dictionary_entry',
  name: { ru: 'Справочники', tt: 'Белешмәлекләр' },
  owner: 'decider',
  fields,
  root: {
    rights: {
      ...{ see: roles, read: roles, check: roles, trace: roles },
      ...{ write: writers, move: writers, review: writers },
      export: [...writers, 'reportCompiler', 'head'],
    },
    audience: directoryAudience,
    dictionary: true,
    titleField: 'ru',
    columns: ['list', 'ru', 'value', 'unit', 'validFromOn', 'checkedOn', 'sure', 'status'],
    filters: ['status', 'list'],
    desk: {
      section: 'administration',
      one: { ru: 'запись справочника', tt: 'белешмәлек язмасы' },
      tellsApart: ['code', 'validFromOn'],
    },
    papers: [{ code: 'list', of: 'list', name: { ru: 'Справочники', tt: 'Белешмәлекләр' } }],
    lists: {},
    statuses: dictionaryStatuses,
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Запись', tt: 'Язма' },
      items: ['list', 'code', 'ru', 'tt', 'groupCode', 'value', 'unit'],
    },
    {
      code: 'ground',
      title: { ru: 'Срок действия и источник', tt: 'Гамәлдә булу вакыты һәм чыганак' },
      items: ['validFromOn', 'validUntilOn', 'source', 'sure', 'checkedOn'],
    },
  ],
});
