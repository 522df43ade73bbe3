import { choice, day, field, pastDay, recordOf, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryRights, directoryStatuses } from '../directory';
import { categories } from './options';

/** What participants provide to each other (907 п. 4.6 п. 1-6): text or file, from whom, on which day, until when it holds. */
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;

const fields = {
  name: field(text(500), 'Какие сведения', 'Нинди мәгълүмат', { ...needed, search: true }),
  category: field(choice(categories), 'Категория', 'Категория', { ...needed, clause: '907 п. 4.6' }),
  participant: field(recordOf('participant'), 'Кто предоставил', 'Кем биргән', needed),
  due: field(text(60), 'Строка перечня обязанностей', 'Йөкләмәләр исемлегенең юлы', {
    ...shown,
    help: {
      ru: 'Код строки матрицы «орган — сведения», которую исполняет; пусто — сверх неё',
      tt: '«Орган — мәгълүмат» матрицасындагы юл коды; буш булса — аннан тыш',
    },
  }),
  content: field(text(20_000, 'many'), 'Содержание', 'Эчтәлеге', { ...shown, search: true }),
  providedOn: field(pastDay, 'Предоставлено', 'Бирелгән', needed),
  validUntilOn: field(day, 'Действует по', 'Кайчанга кадәр гамәлдә', shown),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const information = defineRegistry({
  code: 'information',
  table: 'information',
  name: { ru: 'Банк сведений', tt: 'Мәгълүмат банкы' },
  owner: 'keeper',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'name',
    columns: ['name', 'category', 'participant', 'providedOn', 'validUntilOn', 'status'],
    filters: ['status', 'category', 'participant'],
    interaction: { form: { code: 'exchange' }, body: 'participant', on: 'providedOn' },
    desk: {
      section: 'directory',
      one: { ru: 'сведения', tt: 'мәгълүмат' },
      tellsApart: ['participant', 'providedOn'],
    },
    files: {
      kinds: [
        { code: 'information', ru: 'сведения', tt: 'мәгълүмат' },
        { code: 'letter', ru: 'сопроводительное письмо', tt: 'озату хаты' },
      ],
    },
    papers: [{ code: 'list', of: 'list', name: { ru: 'Перечень сведений', tt: 'Мәгълүмат исемлеге' } }],
    lists: {},
    statuses: directoryStatuses,
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Сведения', tt: 'Мәгълүмат' },
      items: ['name', 'category', 'participant', 'due', 'content', 'providedOn', 'validUntilOn', 'note'],
    },
  ],
});
