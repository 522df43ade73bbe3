import { roles } from '../../../domain/access/roles';
import { choice, field, pastDay, recordOf, text } from '../../../domain/registry/declare';
import { defineRegistry } from '../../../domain/registry/defineRegistry';

/** A noun that uses everything a declaration may say: errands of one office to another, with their points. */
const needed = { requiredFrom: 'draft', published: true } as const;
const shown = { published: true } as const;
const writers = ['administrator', 'registryOperator'] as const;
const urgencies = [
  { code: 'usual', ru: 'обычное', tt: 'гадәти' },
  { code: 'urgent', ru: 'срочное', tt: 'ашыгыч' },
] as const;

const commissionPoint = defineRegistry({
  code: 'commissionPoint',
  table: 'commission_point',
  name: { ru: 'Пункты', tt: 'Пунктлар' },
  owner: 'decider',
  parent: { registry: 'commission', list: 'points' },
  fields: {
    what: field(text(500), 'Что сделать', 'Нәрсә эшләргә', needed),
    participant: field(recordOf('participant'), 'Кто делает', 'Кем эшли', shown),
  },
});

const commissionDecision = defineRegistry({
  code: 'commissionDecision',
  table: 'commission_decision',
  name: { ru: 'Решения', tt: 'Карарлар' },
  owner: 'decider',
  parent: { registry: 'commission', list: 'decisions' },
  fields: {
    event: { ...field(text(60), 'Событие', 'Вакыйга', {}), system: true },
    reason: { ...field(text(500), 'Причина', 'Сәбәп', {}), system: true },
  },
});

export const commission = defineRegistry({
  code: 'commission',
  table: 'commission',
  name: { ru: 'Поручения', tt: 'Йөкләмәләр' },
  owner: 'decider',
  fields: {
    subject: field(text(500), 'Предмет', 'Предмет', { ...needed, search: true }),
    urgency: field(choice(urgencies), 'Срочность', 'Ашыгычлык', { ...shown, search: true }),
    giver: field(recordOf('participant'), 'Кто поручил', 'Кем йөкләгән', shown),
    addressee: field(text(20), 'Кому', 'Кемгә', shown),
    receivedOn: field(pastDay, 'Получено', 'Алынган', shown),
    note: field(text(40_000, 'many'), 'Заметка', 'Язма', {}),
  },
  root: {
    titleField: 'subject',
    columns: ['registrationNumber', 'subject', 'giver', 'receivedOn', 'status'],
    filters: ['status', 'urgency', 'receivedOn'],
    lists: { points: commissionPoint, decisions: commissionDecision },
    rights: {
      ...{ see: roles, read: roles, check: roles, trace: roles, export: writers, import: writers },
      ...{ write: writers, move: writers, review: writers },
    },
    audience: [{ offices: 'addressee' }],
    terms: [
      {
        term: 'request',
        starts: { field: 'receivedOn' },
        ends: [{ events: ['answer'] }],
        exceptions: [{ field: 'urgency', is: 'urgent' }],
      },
    ],
    files: { kinds: [{ code: 'letter', ru: 'письмо', tt: 'хат' }] },
    numbers: {
      at: { status: 'registered' },
      mask: { ministry: 'П-{year}-{n:3}', territorial: 'П-{index}-{year}-{n:3}' },
      yearly: true,
    },
    importing: { note: 'note', headings: { subject: ['поручение'] }, ignored: [], fillers: [] },
    papers: [
      { code: 'card', of: 'record', name: { ru: 'Карточка', tt: 'Карточка' } },
      { code: 'reminder', of: 'record', name: { ru: 'Напоминание', tt: 'Искәртү' } },
      { code: 'list', of: 'list', name: { ru: 'Перечень', tt: 'Исемлек' } },
    ],
    desk: {
      section: 'interaction',
      one: { ru: 'поручение', tt: 'йөкләмә' },
      tellsApart: ['registrationNumber'],
    },
    statuses: {
      order: ['draft', 'registered', 'answered'],
      words: {
        draft: { ru: 'проект', tt: 'проект' },
        registered: { ru: 'зарегистрировано', tt: 'теркәлгән' },
        answered: { ru: 'исполнено', tt: 'үтәлгән' },
      },
      moves: [
        {
          ...{ from: 'draft', to: 'registered', event: 'register', decision: false },
          words: { ru: 'Зарегистрировать', tt: 'Теркәргә' },
        },
        {
          ...{ from: 'registered', to: 'answered', event: 'answer', decision: false },
          words: { ru: 'Исполнено', tt: 'Үтәлде' },
          offers: 'card',
        },
        {
          ...{ from: 'answered', to: 'registered', event: 'return', decision: false, back: true },
          words: { ru: 'Вернуть', tt: 'Кайтарырга' },
        },
      ],
      versionedFrom: 'registered',
    },
    frozenIn: ['answered'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Поручение', tt: 'Йөкләмә' },
      items: ['subject', 'urgency', 'giver', 'addressee', 'receivedOn', 'points', 'note'],
    },
  ],
});
