import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import type { StatusPlan } from '../traits/statuses';
import type { FieldKind } from '../fieldKinds';
import { personIdentity } from './identity';
import { personRights } from './rights';
import { identityDocuments, personFiles, sexes } from './options';

/**
 * A citizen. Only the name and where the person is are mandatory (907 and 152-ФЗ ст. 5: no more than the purpose
 * needs); what else there is are points 1-7 of the individual programme (приказ 874н, приложение 2) and 442-ФЗ ст. 26
 * ч. 2. Everything but the territory is sealed: a municipality decides who may see the record at all, and names nobody.
 * Nothing of a person may be added here unsealed.
 */
const sealed = (
  kind: FieldKind,
  ru: string,
  tt: string,
  more: Omit<FieldDeclaration, 'kind' | 'label' | 'sealed'> = {},
): FieldDeclaration & { sealed: true } => ({ kind, label: { ru, tt }, ...more, sealed: true });

const text = (max: number): FieldKind => ({ type: 'text', max });
const point = (number: number): string => `приказ 874н, приложение 2, п. ${number}`;
const article = (number: number): string => `442-ФЗ ст. 26 ч. 2 п. ${number}`;
const namePart: FieldKind = { type: 'personName', part: true };
const pastDate: FieldKind = { type: 'date', notAfterToday: true, notBefore: '1900-01-01' };

const statuses = {
  order: ['active', 'closed'],
  words: {
    active: { ru: 'на учёте', tt: 'исәптә' },
    closed: { ru: 'снят с учёта', tt: 'исәптән төшерелгән' },
  },
  moves: [
    {
      from: 'active',
      to: 'closed',
      words: { ru: 'Снять с учёта', tt: 'Исәптән төшерергә' },
      event: 'close',
      decision: false,
    },
    {
      from: 'closed',
      to: 'active',
      words: { ru: 'Вернуть на учёт', tt: 'Исәпкә кайтарырга' },
      event: 'reopen',
      decision: false,
    },
  ],
  versionedFrom: 'active',
} as const satisfies StatusPlan;

const fields = {
  surname: sealed(namePart, 'Фамилия', 'Фамилия', { requiredFrom: 'active', search: true, clause: point(1) }),
  givenName: sealed(namePart, 'Имя', 'Исем', { requiredFrom: 'active', search: true, clause: point(1) }),
  patronymic: sealed(namePart, 'Отчество', 'Атасының исеме', { search: true, clause: point(1) }),
  sex: sealed({ type: 'choice', options: sexes }, 'Пол', 'Җенес', { clause: point(2) }),
  birthOn: sealed(pastDate, 'Дата рождения', 'Туу датасы', { search: true, clause: point(3) }),
  snils: sealed({ type: 'code', code: 'snils' }, 'СНИЛС', 'СНИЛС', { search: true, clause: article(6) }),
  location: sealed(text(500), 'Место нахождения', 'Урнашкан урыны', {
    requiredFrom: 'active',
    help: {
      ru: 'Где находится гражданин: адрес или, если его нет, описание места',
      tt: 'Гражданин кайда: адресы яки, ул булмаса, урынның тасвирламасы',
    },
  }),
  territory: {
    kind: { type: 'classifier', classifier: 'oktmo' },
    label: { ru: 'Муниципальный район (округ)', tt: 'Муниципаль район (округ)' },
    help: {
      ru: 'Чья территория: сведения видят её работники. Если не указана — территория работника',
      tt: 'Кем территориясе: мәгълүматны аның хезмәткәрләре күрә. Күрсәтелмәсә — хезмәткәр территориясе',
    },
  },
  residenceAddress: sealed(text(500), 'Адрес места жительства', 'Яшәү урыны адресы', { clause: point(4) }),
  phones: sealed({ type: 'phones' }, 'Телефоны', 'Телефоннар', { clause: point(4) }),
  workAddress: sealed(text(500), 'Адрес места работы', 'Эш урыны адресы', { clause: point(5) }),
  documentKind: sealed({ type: 'choice', options: identityDocuments }, 'Документ', 'Документ', {
    clause: point(6),
  }),
  documentNumber: sealed(text(50), 'Серия и номер документа', 'Документ сериясе һәм номеры', {
    clause: point(6),
  }),
  documentIssuedOn: sealed(pastDate, 'Дата выдачи документа', 'Документ бирелгән дата', { clause: point(6) }),
  documentIssuer: sealed(text(500), 'Кем выдан документ', 'Документны кем биргән', { clause: point(6) }),
  emails: sealed({ type: 'emails' }, 'Адреса электронной почты', 'Электрон почта адреслары', {
    clause: point(7),
  }),
  appliedOn: sealed(pastDate, 'Дата обращения', 'Мөрәҗәгать датасы', { clause: article(8) }),
  note: sealed({ type: 'text', max: 2000, lines: 'many' }, 'Примечание', 'Искәрмә'),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const person = defineRegistry({
  code: 'person',
  name: { ru: 'Граждане', tt: 'Гражданнар' },
  table: 'person',
  owner: 'holder',
  fields,
  root: {
    titleField: 'surname',
    identity: personIdentity,
    columns: ['surname', 'givenName', 'patronymic', 'birthOn', 'territory', 'status'],
    filters: ['territory', 'status'],
    territoryField: 'territory',
    desk: { section: 'persons', one: { ru: 'гражданин', tt: 'гражданин' }, tellsApart: ['birthOn'] },
    lists: {},
    statuses,
    rights: personRights,
    files: { kinds: personFiles },
  },
  sections: [
    {
      code: 'name',
      title: { ru: 'Гражданин', tt: 'Гражданин' },
      items: ['surname', 'givenName', 'patronymic', 'sex', 'birthOn', 'snils'],
    },
    {
      code: 'place',
      title: { ru: 'Место нахождения и связь', tt: 'Урнашкан урыны һәм элемтә' },
      items: ['location', 'territory', 'residenceAddress', 'phones', 'emails', 'workAddress'],
    },
    {
      code: 'document',
      title: { ru: 'Документ, удостоверяющий личность', tt: 'Шәхесне раслаучы документ' },
      items: ['documentKind', 'documentNumber', 'documentIssuedOn', 'documentIssuer'],
    },
    {
      code: 'other',
      title: { ru: 'Обращение', tt: 'Мөрәҗәгать' },
      items: ['appliedOn', 'note'],
    },
  ],
});
