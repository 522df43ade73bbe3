import { choice, day, field, municipality, pastDay, recordOf, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryAwaits, directoryRights, directoryStatuses } from '../directory';
import { spheres } from './options';

/** On what conditions and in what order help is given, in six spheres (907 п. 4.6 п. 3), and entry into the registry (п. 4.7). */
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;

const procedureDocument = defineRegistry({
  code: 'procedureDocument',
  table: 'procedure_document',
  name: { ru: 'Какие документы нужны', tt: 'Нинди документлар кирәк' },
  owner: 'keeper',
  parent: { registry: 'procedure', list: 'documents' },
  fields: {
    document: field(text(500), 'Документ', 'Документ', needed),
    issuer: field(text(500), 'Кто выдаёт', 'Кем бирә', shown),
    validity: field(text(250), 'Срок действия', 'Гамәлдә булу вакыты', shown),
  },
});

const fields = {
  title: field(text(500), 'Название', 'Исеме', { ...needed, search: true }),
  sphere: field(choice(spheres), 'Сфера', 'Өлкә', { ...needed, clause: '907 п. 4.6 п. 3, 4.7' }),
  participant: field(recordOf('participant'), 'Кто предоставляет', 'Кем күрсәтә', shown),
  oktmo: field(municipality, 'Муниципальное образование', 'Муниципаль берәмлек', {
    ...shown,
    help: { ru: 'Пусто — вся республика', tt: 'Буш булса — бөтен республика' },
  }),
  content: field(text(20_000, 'many'), 'Условия и порядок', 'Шартлар һәм тәртип', {
    ...needed,
    search: true,
  }),
  term: field(text(250), 'Срок предоставления', 'Күрсәтү вакыты', shown),
  act: field(text(1000), 'Правовой акт', 'Хокукый акт', shown),
  link: field(text(500), 'Ссылка', 'Сылтама', shown),
  validFromOn: field(day, 'Действует с', 'Кайчаннан гамәлдә', shown),
  confirmedOn: field(pastDay, 'Проверено', 'Тикшерелгән', shown),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const procedure = defineRegistry({
  code: 'procedure',
  table: 'procedure',
  name: { ru: 'Условия и порядки', tt: 'Шартлар һәм тәртипләр' },
  owner: 'keeper',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'title',
    columns: ['title', 'sphere', 'participant', 'oktmo', 'confirmedOn', 'status'],
    filters: ['status', 'sphere', 'participant', 'oktmo'],
    desk: {
      section: 'directory',
      one: { ru: 'порядок', tt: 'тәртип' },
      tellsApart: ['sphere', 'participant'],
      awaits: directoryAwaits,
    },
    papers: [
      { code: 'memo', of: 'record', name: { ru: 'Памятка', tt: 'Истәлек' } },
      { code: 'list', of: 'list', name: { ru: 'Перечень', tt: 'Исемлек' } },
    ],
    lists: { documents: procedureDocument },
    statuses: directoryStatuses,
    held: { through: 'participant', territory: 'oktmo' },
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Условия и порядок', tt: 'Шартлар һәм тәртип' },
      items: ['title', 'sphere', 'participant', 'oktmo', 'content', 'term', 'documents'],
    },
    {
      code: 'act',
      title: { ru: 'Основание', tt: 'Нигез' },
      items: ['act', 'link', 'validFromOn', 'confirmedOn', 'note'],
    },
  ],
});
