import { choice, field, pastDay, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryRights, directoryStatuses } from '../directory';
import { actLevels } from './options';

/** Legal acts that the work goes by, with the edition that was read and the day on which it was checked. */
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;

const fields = {
  title: field(text(1000), 'Название', 'Исеме', { ...needed, search: true }),
  level: field(choice(actLevels), 'Чей акт', 'Кем акты', needed),
  actNumber: field(text(100), 'Номер', 'Номеры', { ...shown, search: true }),
  adoptedOn: field(pastDay, 'Дата принятия', 'Кабул ителгән көне', shown),
  edition: field(text(500), 'Редакция', 'Редакция', {
    ...shown,
    help: { ru: 'Последний изменяющий акт, который учтён', tt: 'Исәпкә алынган соңгы үзгәртүче акт' },
  }),
  editionOn: field(pastDay, 'Редакция от', 'Редакция көне', shown),
  checkedOn: field(pastDay, 'Проверено на дату', 'Тикшерелгән көне', needed),
  link: field(text(500), 'Ссылка', 'Сылтама', shown),
  serves: field(text(1000, 'many'), 'Для чего нужен', 'Нәрсә өчен кирәк', { ...shown, search: true }),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const legalAct = defineRegistry({
  code: 'legalAct',
  table: 'legal_act',
  name: { ru: 'Правовые акты', tt: 'Хокукый актлар' },
  owner: 'decider',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'title',
    columns: ['title', 'level', 'actNumber', 'adoptedOn', 'edition', 'checkedOn', 'status'],
    filters: ['status', 'level'],
    desk: {
      section: 'directory',
      one: { ru: 'правовой акт', tt: 'хокукый акт' },
      tellsApart: ['actNumber', 'adoptedOn'],
    },
    files: { kinds: [{ code: 'text', ru: 'текст акта', tt: 'акт тексты' }] },
    papers: [{ code: 'list', of: 'list', name: { ru: 'Перечень актов', tt: 'Актлар исемлеге' } }],
    lists: {},
    statuses: directoryStatuses,
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Акт', tt: 'Акт' },
      items: [
        'title',
        'level',
        'actNumber',
        'adoptedOn',
        'edition',
        'editionOn',
        'checkedOn',
        'link',
        'serves',
        'note',
      ],
    },
  ],
});
