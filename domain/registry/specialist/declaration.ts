import { choice, field, municipality, pastDay, recordOf, text, yesOrNo } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryAwaits, directoryRights, directoryStatuses } from '../directory';
import { sectors, specialities } from './options';

/**
 * Which specialists there are, where and how many (907 п. 4.6 п. 2): posts, not people, so no names are kept. The office
 * of the participant keeps them; until it has the program the ministry does.
 */
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;

const fields = {
  participant: field(recordOf('participant'), 'Организация', 'Оешма', {
    ...needed,
    clause: '907 п. 4.6 п. 2',
  }),
  sector: field(choice(sectors), 'Отрасль', 'Тармак', needed),
  speciality: field(choice(specialities), 'Специальность', 'Белгечлек', { ...needed, search: true }),
  matter: field(text(500), 'По каким вопросам', 'Нинди мәсьәләләр буенча', { ...shown, search: true }),
  oktmo: field(municipality, 'Муниципальное образование', 'Муниципаль берәмлек', needed),
  positionCount: field({ type: 'integer', min: 0, max: 100_000 }, 'Ставок', 'Ставкалар', {
    ...needed,
    help: { ru: 'Сколько должностей занято', tt: 'Ничә вазыйфа биләнгән' },
  }),
  takesCases: field(yesOrNo, 'Принимает обращения', 'Мөрәҗәгатьләр кабул итә', shown),
  phones: field({ type: 'phones' }, 'Телефоны', 'Телефоннар', shown),
  confirmedOn: field(pastDay, 'Сведения на день', 'Мәгълүмат көне', { ...needed }),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const specialist = defineRegistry({
  code: 'specialist',
  table: 'specialist',
  name: { ru: 'Специалисты', tt: 'Белгечләр' },
  owner: 'keeper',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'speciality',
    columns: [
      'speciality',
      'participant',
      'sector',
      'oktmo',
      'positionCount',
      'takesCases',
      'confirmedOn',
      'status',
    ],
    filters: ['status', 'sector', 'speciality', 'oktmo', 'participant'],
    desk: {
      section: 'directory',
      one: { ru: 'специалист', tt: 'белгеч' },
      tellsApart: ['phones', 'participant', 'oktmo'],
      awaits: directoryAwaits,
    },
    importing: {
      note: 'note',
      headings: {
        participant: ['учреждение', 'наименование организации', 'участник'],
        speciality: ['должность', 'специалист'],
        positionCount: ['количество ставок', 'количество', 'число ставок', 'ставки'],
        oktmo: ['октмо', 'район', 'муниципальный район'],
        takesCases: ['принимает', 'берет обращения'],
        phones: ['телефон', 'тел'],
      },
      ignored: ['п п', 'номер п п'],
      fillers: ['специалиста', 'специалистов'],
    },
    papers: [{ code: 'list', of: 'list', name: { ru: 'Перечень специалистов', tt: 'Белгечләр исемлеге' } }],
    lists: {},
    statuses: directoryStatuses,
    held: { through: 'participant' },
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Специалист', tt: 'Белгеч' },
      items: [
        'participant',
        'sector',
        'speciality',
        'matter',
        'oktmo',
        'positionCount',
        'takesCases',
        'phones',
        'confirmedOn',
      ],
    },
    { code: 'office', title: { ru: 'Для службы', tt: 'Хезмәт өчен' }, items: ['note'] },
  ],
});
