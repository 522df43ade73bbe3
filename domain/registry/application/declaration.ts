import { decisionFields } from '../decisionFields';
import { choice, field, municipality, recordOf, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { regulationDate } from '../regulation';
import { applicationDesk } from './desk';
import { applicationChannels, applicationEvents, applicationKinds } from './options';
import { applicationRights } from './rights';
import { applicationNumbers, applicationStatuses, applicationTerms } from './statuses';

/** A provider's application to be put into the registry, changed in it or taken out of it (907 п. 3.1 п. 6). */
const clause = '907 п. 3.1 п. 6';
const fromRegistered = { requiredFrom: 'registered' } as const;

export const applicationDecision = defineRegistry({
  code: 'applicationDecision',
  table: 'application_decision',
  name: { ru: 'Ход рассмотрения', tt: 'Карау барышы' },
  owner: 'decider',
  parent: { registry: 'application', list: 'decisions' },
  fields: decisionFields(applicationEvents, 'draft'),
});

const fields = {
  applicant: field(text(1000), 'Заявитель', 'Гариза бирүче', { requiredFrom: 'draft', search: true, clause }),
  kind: field(choice(applicationKinds), 'О чём', 'Нәрсә турында', { ...fromRegistered, clause }),
  inn: field({ type: 'code', code: 'inn' }, 'ИНН', 'ИНН', {
    requiredIn: ['handedOver', 'granted'],
    search: true,
  }),
  ogrn: field({ type: 'code', code: 'ogrn' }, 'ОГРН (ОГРНИП)', 'ОГРН (ОГРНИП)', { search: true }),
  address: field(text(500), 'Почтовый адрес', 'Почта адресы', {}),
  oktmo: field(municipality, 'Муниципальное образование', 'Муниципаль берәмлек', fromRegistered),
  receivedOn: field(regulationDate, 'Поступило', 'Килгән көне', fromRegistered),
  registeredOn: field(regulationDate, 'Зарегистрировано', 'Теркәлгән', { system: true }),
  channel: field(choice(applicationChannels), 'Как поступило', 'Ничек килгән', {}),
  asked: field(text(4000, 'many'), 'Чего просит', 'Нәрсә сорый', {}),
  provider: field(recordOf('provider'), 'Запись реестра', 'Реестр язмасы', {
    requiredIn: ['granted'],
    help: {
      ru: 'Запись поставщика, о которой решение; без неё заявление не удовлетворяется',
      tt: 'Карар кабул ителә торган тәэмин итүче язмасы; ансыз гариза канәгатьләндерелми',
    },
  }),
  notifiedOn: field(regulationDate, 'Заявитель уведомлён', 'Гариза бирүчегә хәбәр ителгән', {}),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const application = defineRegistry({
  code: 'application',
  table: 'application',
  name: { ru: 'Заявления поставщиков', tt: 'Тәэмин итүчеләр гаризалары' },
  owner: 'decider',
  fields,
  root: {
    rights: applicationRights,
    // Those that prepare and decide; a provider's papers are nobody else's (КМ РТ, порядок ведения реестра, п. 7-11).
    audience: [{ kinds: ['ministry', 'territorial'] }],
    titleField: 'applicant',
    columns: ['registrationNumber', 'applicant', 'kind', 'oktmo', 'receivedOn', 'notifiedOn', 'status'],
    filters: ['status', 'kind', 'oktmo', 'receivedOn'],
    desk: applicationDesk,
    files: {
      kinds: [
        { code: 'application', ru: 'заявление', tt: 'гариза' },
        { code: 'document', ru: 'документ заявителя', tt: 'гариза бирүче документы' },
        { code: 'decision', ru: 'решение', tt: 'карар' },
      ],
    },
    papers: [
      {
        code: 'notice',
        of: 'record',
        name: { ru: 'Уведомление заявителя', tt: 'Гариза бирүчегә хәбәр' },
        lead: {
          ru: 'О том, что с заявлением сделано: о регистрации, возвращении, решении.',
          tt: 'Гариза белән нәрсә эшләнгәне турында: теркәлү, кайтару, карар.',
        },
      },
    ],
    lists: { decisions: applicationDecision },
    statuses: applicationStatuses,
    numbers: applicationNumbers,
    terms: applicationTerms,
    held: { territory: 'oktmo' },
    frozenIn: ['granted', 'refused', 'returned'],
  },
  sections: [
    {
      code: 'who',
      title: { ru: 'Заявитель', tt: 'Гариза бирүче' },
      items: ['applicant', 'kind', 'inn', 'ogrn', 'address', 'oktmo'],
    },
    {
      code: 'what',
      title: { ru: 'Заявление', tt: 'Гариза' },
      items: ['receivedOn', 'registeredOn', 'channel', 'asked', 'provider'],
    },
    {
      code: 'end',
      title: { ru: 'Решение и уведомление', tt: 'Карар һәм хәбәр' },
      items: ['notifiedOn', 'note'],
    },
  ],
});
