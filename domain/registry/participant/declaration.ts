import { choice, day, field, municipality, pastDay, recordOf, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryAwaits, directoryRights, directoryStatuses } from '../directory';
import * as lists from './lists';
import { institutionKinds, mailFormats, participantKinds } from './options';

/**
 * The directory of participants: the bodies of 907 п. 2.1, their territorial offices, subordinate organisations and
 * everybody else who takes part (907 п. 4.6 п. 1; recommendations 9, 16). The ministry keeps a card until the body has
 * the program; then its own office does, and keeps those of its subordinates.
 */
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;
const byKeeper = { published: true, owner: 'keeper' } as const;

const fields = {
  name: field(text(1000), 'Наименование', 'Исеме (рус телендә)', { ...needed, search: true }),
  nameTt: field(text(1000), 'Наименование на татарском языке', 'Исеме', { ...shown, search: true }),
  shortName: field(text(250), 'Краткое наименование', 'Кыскача исеме', { ...shown, search: true }),
  kind: field(choice(participantKinds), 'Кто это', 'Бу кем', { ...needed, clause: '907 п. 2.1, 5.1' }),
  institutionKind: field(choice(institutionKinds), 'Вид организации', 'Оешма төре', {
    ...shown,
    onlyWhen: { field: 'kind', in: ['subordinate', 'other', 'external'] },
  }),
  body: field(recordOf('participant'), 'Вышестоящий орган', 'Өстәге орган', shown),
  act: field(text(500), 'Акт, которым включён в перечень участников', 'Катнашучылар исемлегенә керткән акт', {
    ...shown,
    clause: '907 п. 2.1',
  }),
  validFromOn: field(day, 'Участвует с', 'Кайчаннан катнаша', shown),
  validUntilOn: field(day, 'Участвует по', 'Кайчанга кадәр катнаша', shown),
  officeCode: field(text(60), 'Код установки программы', 'Программа урнаштыру коды', {
    help: {
      ru: 'Код учреждения из его office.json; пусто — программы нет',
      tt: 'Оешманың office.json файлындагы коды; буш булса — программа юк',
    },
  }),
  address: field(text(500), 'Адрес', 'Адрес', { ...byKeeper, clause: '907 п. 4.6 п. 1' }),
  oktmo: field(municipality, 'Муниципальное образование', 'Муниципаль берәмлек', byKeeper),
  phones: field({ type: 'phones' }, 'Телефоны', 'Телефоннар', { ...byKeeper, clause: '907 п. 4.6 п. 1' }),
  emails: field({ type: 'emails' }, 'Электронная почта', 'Электрон почта', {
    ...byKeeper,
    clause: '907 п. 4.6 п. 1',
  }),
  site: field(text(250), 'Сайт', 'Сайт', byKeeper),
  mailbox: field(text(250), 'Адрес в ЕМСЭД', 'ЕМСЭД адресы', byKeeper),
  edmsUid: field(text(60), 'Идентификатор в МЭДО', 'МЭДО идентификаторы', byKeeper),
  format: field(choice(mailFormats), 'Как получает сообщения', 'Хәбәрләрне ничек ала', byKeeper),
  confirmedOn: field(pastDay, 'Сведения подтверждены', 'Мәгълүмат расланган', byKeeper),
  source: field(text(1000), 'Источник сведений', 'Мәгълүмат чыганагы', { owner: 'keeper' }),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', { owner: 'keeper' }),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const participant = defineRegistry({
  code: 'participant',
  table: 'participant',
  name: { ru: 'Участники взаимодействия', tt: 'Хезмәттәшлектә катнашучылар' },
  owner: 'decider',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'name',
    identity: [
      {
        code: 'name',
        label: { ru: 'одинаковое наименование', tt: 'исеме бер үк' },
        fields: ['name'],
        compare: 'organisation',
      },
    ],
    columns: ['name', 'kind', 'oktmo', 'phones', 'emails', 'confirmedOn', 'status'],
    filters: ['status', 'kind', 'oktmo', 'institutionKind'],
    desk: {
      section: 'directory',
      one: { ru: 'участник', tt: 'катнашучы' },
      tellsApart: ['oktmo', 'phones'],
      awaits: directoryAwaits,
    },
    importing: {
      note: 'note',
      headings: {
        name: ['орган', 'организация', 'участник', 'полное наименование'],
        shortName: ['сокращение', 'сокращенное наименование'],
        kind: ['вид', 'тип', 'вид участника'],
        phones: ['телефон', 'тел', 'контактный телефон'],
        emails: ['почта', 'e mail', 'адрес электронной почты', 'эл почта'],
        oktmo: ['октмо', 'район', 'муниципальный район'],
        mailbox: ['емсэд', 'адрес емсэд'],
        site: ['официальный сайт'],
      },
      ignored: ['п п', 'номер п п', '№'],
      fillers: ['участника', 'органа', 'организации'],
    },
    papers: [
      { code: 'card', of: 'record', name: { ru: 'Карточка участника', tt: 'Катнашучы карточкасы' } },
      { code: 'list', of: 'list', name: { ru: 'Перечень', tt: 'Исемлек' } },
      {
        ...{ code: 'byBody', of: 'list', by: 'body' },
        name: { ru: 'Справочник по органам', tt: 'Белешмә: органнар буенча' },
      },
      {
        ...{ code: 'byDistrict', of: 'list', by: 'district' },
        name: { ru: 'Справочник по районам', tt: 'Белешмә: районнар буенча' },
      },
      {
        ...{ code: 'bySpeciality', of: 'list', by: 'speciality' },
        name: { ru: 'Справочник по специальностям', tt: 'Белешмә: белгечлекләр буенча' },
      },
    ],
    book: {
      code: 'directory',
      name: { ru: 'Справочник участников', tt: 'Катнашучылар белешмәсе' },
      with: ['specialist', 'procedure', 'information', 'legalAct', 'agreement'],
      formats: ['hsds'],
    },
    lists: {
      contacts: lists.participantContact,
      functions: lists.participantFunction,
      formerNames: lists.participantName,
    },
    statuses: directoryStatuses,
    held: { office: 'officeCode', through: 'body' },
    officeCard: {
      ...{ code: 'officeCode', name: 'name', uid: 'edmsUid', mailbox: 'mailbox' },
      ...{ address: 'address', phone: 'phones', oktmo: 'oktmo' },
    },
    frozenIn: ['active', 'ended'],
  },
  sections: [
    {
      code: 'who',
      title: { ru: 'Кто это', tt: 'Бу кем' },
      items: [
        'name',
        'nameTt',
        'shortName',
        'kind',
        'institutionKind',
        'body',
        'act',
        'validFromOn',
        'validUntilOn',
      ],
    },
    {
      code: 'contacts',
      title: { ru: 'Адрес и связь', tt: 'Адрес һәм элемтә' },
      items: ['address', 'oktmo', 'phones', 'emails', 'site', 'contacts', 'confirmedOn'],
    },
    {
      code: 'functions',
      title: { ru: 'Функции и прежние наименования', tt: 'Функцияләр һәм элекке исемнәр' },
      items: ['functions', 'formerNames'],
    },
    {
      code: 'exchange',
      title: { ru: 'Обмен документами', tt: 'Документ алмашу' },
      items: ['mailbox', 'edmsUid', 'format', 'officeCode'],
    },
    { code: 'office', title: { ru: 'Для службы', tt: 'Хезмәт өчен' }, items: ['source', 'note'] },
  ],
});
