import { providerAudience } from './audience';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import type { FieldKind } from '../fieldKinds';
import { providerDesk } from './desk';
import { providerImport } from './headings';
import { providerIdentity } from './identity';
import * as lists from './lists';
import { providerRights } from './rights';
import { providerAsked } from './asked';
import { providerSections } from './sections';
import { providerNumbers, providerStatuses } from './statuses';
import { providerTerms } from './terms';
import { entityKinds, ownerKinds, providerFiles, serviceForms } from './options';

/**
 * The registry of providers of social services: the 15 fields of 442-ФЗ ст. 25 ч. 3 and what identifies a provider.
 * The ministry owns it; a district's correction arrives as a change. Inclusion is voluntary and everything in the 15
 * fields is public (ч. 4), the rest must never leave by export or extract.
 */
const article = (point: number): string => `442-ФЗ ст. 25 ч. 3 п. ${point}`;
const text = (max: number, lines?: 'many'): FieldKind =>
  lines === undefined ? { type: 'text', max } : { type: 'text', max, lines };

const legalEntitiesOnly = { field: 'entityKind', in: ['legalEntity'] } as const;

const fields = {
  entityKind: {
    kind: { type: 'choice', options: entityKinds },
    label: { ru: 'Кто поставщик', tt: 'Тәэмин итүче кем' },
    requiredFrom: 'review',
  },
  fullName: {
    kind: text(1000),
    label: { ru: 'Полное наименование', tt: 'Тулы исеме' },
    clause: article(2),
    requiredFrom: 'draft',
    search: true,
    published: true,
  },
  shortName: {
    kind: text(250),
    label: { ru: 'Сокращённое наименование', tt: 'Кыскартылган исеме' },
    clause: article(2),
    search: true,
    published: true,
  },
  stateRegistrationOn: {
    kind: { type: 'date', notAfterToday: true },
    label: { ru: 'Дата государственной регистрации', tt: 'Дәүләт теркәвенә алу көне' },
    clause: article(3),
    requiredFrom: 'review',
    published: true,
  },
  legalForm: {
    kind: { type: 'classifier', classifier: 'okopf' },
    label: { ru: 'Организационно-правовая форма', tt: 'Оештыру-хокукый форма' },
    clause: article(4),
    requiredFrom: 'review',
    published: true,
    onlyWhen: legalEntitiesOnly,
  },
  inn: {
    kind: { type: 'code', code: 'inn' },
    label: { ru: 'ИНН', tt: 'ИНН' },
    help: {
      ru: '10 цифр у юридического лица, 12 — у предпринимателя',
      tt: 'Юридик затта 10 цифр, эшмәкәрдә 12',
    },
    requiredFrom: 'review',
    search: true,
  },
  kpp: {
    kind: { type: 'code', code: 'kpp' },
    label: { ru: 'КПП', tt: 'КПП' },
    requiredFrom: 'review',
    onlyWhen: legalEntitiesOnly,
  },
  ogrn: {
    kind: { type: 'code', code: 'ogrn' },
    label: { ru: 'ОГРН (ОГРНИП)', tt: 'ОГРН (ОГРНИП)' },
    help: {
      ru: '13 цифр у юридического лица, 15 — у предпринимателя',
      tt: 'Юридик затта 13 цифр, эшмәкәрдә 15',
    },
    requiredFrom: 'review',
    search: true,
  },
  okved: {
    kind: { type: 'code', code: 'okved2' },
    label: { ru: 'ОКВЭД2, основной', tt: 'ОКВЭД2, төп' },
  },
  okvedOther: {
    kind: { type: 'codes', code: 'okved2' },
    label: { ru: 'ОКВЭД2, дополнительные', tt: 'ОКВЭД2, өстәмә' },
  },
  ownerKind: {
    kind: { type: 'choice', options: ownerKinds },
    label: { ru: 'Принадлежность', tt: 'Кем карамагында' },
  },
  statePurchase: {
    kind: { type: 'boolean' },
    label: { ru: 'Выполняет госзадание (соцзаказ)', tt: 'Дәүләт йөкләмәсен үти' },
    clause: '442-ФЗ ст. 30 ч. 8',
  },
  legalAddress: {
    kind: text(500),
    label: { ru: 'Адрес (место нахождения)', tt: 'Адрес (урнашу урыны)' },
    clause: article(5),
    requiredFrom: 'review',
    published: true,
  },
  oktmo: {
    kind: { type: 'classifier', classifier: 'oktmo' },
    label: { ru: 'Муниципальное образование', tt: 'Муниципаль берәмлек' },
    requiredFrom: 'review',
  },
  phones: {
    kind: { type: 'phones' },
    label: { ru: 'Контактные телефоны', tt: 'Элемтә телефоннары' },
    clause: article(5),
    requiredFrom: 'review',
    published: true,
    owner: 'keeper',
  },
  emails: {
    kind: { type: 'emails' },
    label: { ru: 'Адреса электронной почты', tt: 'Электрон почта адреслары' },
    clause: article(5),
    published: true,
    owner: 'keeper',
  },
  headName: {
    kind: { type: 'personName' },
    label: { ru: 'Ф. И. О. руководителя', tt: 'Җитәкченең Ф. И. А. и.' },
    clause: article(6),
    requiredFrom: 'review',
    search: true,
    published: true,
  },
  serviceForms: {
    kind: { type: 'choices', options: serviceForms },
    label: { ru: 'Формы социального обслуживания', tt: 'Социаль хезмәт күрсәтү формалары' },
    clause: article(8),
    requiredFrom: 'review',
    published: true,
  },
  placesTotal: {
    kind: { type: 'integer', min: 0, max: 100_000 },
    label: { ru: 'Всего мест', tt: 'Барлык урыннар' },
    clause: article(11),
    requiredFrom: 'review',
    published: true,
    owner: 'keeper',
  },
  placesFree: {
    kind: { type: 'integer', min: 0, max: 100_000 },
    label: { ru: 'Свободных мест', tt: 'Буш урыннар' },
    clause: article(11),
    requiredFrom: 'review',
    published: true,
    owner: 'keeper',
  },
  placesAsOfOn: {
    kind: { type: 'date', notAfterToday: true },
    label: { ru: 'Места по состоянию на', tt: 'Урыннар — көненә карата' },
    clause: article(11),
    requiredFrom: 'review',
    published: true,
    owner: 'keeper',
  },
  conditions: {
    kind: text(4000, 'many'),
    label: { ru: 'Условия предоставления услуг', tt: 'Хезмәт күрсәтү шартлары' },
    clause: article(12),
    requiredFrom: 'review',
    published: true,
  },
  experienceText: {
    kind: text(4000, 'many'),
    label: { ru: 'Опыт работы за последние пять лет', tt: 'Соңгы биш елдагы эш тәҗрибәсе' },
    clause: article(14),
    published: true,
  },
  source: {
    kind: text(500),
    label: { ru: 'Источник сведений', tt: 'Мәгълүмат чыганагы' },
    help: { ru: 'Для службы: не публикуется', tt: 'Хезмәт өчен: бастырылмый' },
  },
  note: {
    // As much as a cell of a spreadsheet can hold, and the words of the row around it: what an import cannot place
    // comes here whole.
    kind: text(40_000, 'many'),
    label: { ru: 'Служебная заметка', tt: 'Хезмәт язмасы' },
    help: { ru: 'Для службы: не публикуется', tt: 'Хезмәт өчен: бастырылмый' },
  },
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const provider = defineRegistry({
  code: 'provider',
  table: 'provider',
  name: {
    ru: 'Реестр поставщиков социальных услуг',
    tt: 'Социаль хезмәтләр күрсәтү белән тәэмин итүчеләр реестры',
  },
  owner: 'decider',
  fields,
  root: {
    titleField: 'fullName',
    identity: providerIdentity,
    interaction: { activity: { code: 'registry' }, on: 'decisions.decidedOn' },
    desk: providerDesk,
    importing: providerImport,
    publication: {
      title: {
        ru: 'Реестр поставщиков социальных услуг Республики Татарстан',
        tt: 'Татарстан Республикасы социаль хезмәтләр күрсәтү белән тәэмин итүчеләр реестры',
      },
      description: {
        ru: 'Сведения о поставщиках социальных услуг, включённых в реестр (442-ФЗ, ст. 25, ч. 3)',
        tt: 'Реестрга кертелгән социаль хезмәтләр белән тәэмин итүчеләр турында мәгълүмат (442-ФЗ, 25 ст., 3 ө.)',
      },
      subject: 'Социальное обслуживание, поставщики социальных услуг, реестр',
    },
    papers: [
      {
        code: 'extract',
        of: 'record',
        issued: true,
        name: { ru: 'Выписка из реестра', tt: 'Реестрдан өземтә' },
        lead: {
          ru: 'PDF по сохранённой записи: открытые сведения статьи 25.',
          tt: 'Сакланган язма буенча PDF: 25 нче статьяның ачык мәгълүматы.',
        },
      },
      { code: 'list', of: 'list', name: { ru: 'Список реестра', tt: 'Реестр исемлеге' } },
    ],
    columns: ['registrationNumber', 'fullName', 'oktmo', 'serviceForms', 'inn', 'phones', 'status'],
    ...providerAsked,
    lists: {
      places: lists.providerPlace,
      licences: lists.providerLicence,
      services: lists.providerService,
      tariffs: lists.providerTariff,
      capacities: lists.providerCapacity,
      inspections: lists.providerInspection,
      experience: lists.providerExperience,
      extras: lists.providerExtra,
      decisions: lists.providerDecision,
    },
    statuses: providerStatuses,
    rights: providerRights,
    numbers: providerNumbers,
    held: { territory: 'oktmo' },
    frozenIn: ['included', 'excluded'],
    terms: providerTerms,
    files: { kinds: providerFiles },
    audience: providerAudience,
  },
  sections: providerSections,
});
