import { roles } from '../../../domain/access/roles';
import { behaviours } from '../../../domain/registry/behaviours';
import { createRegistries } from '../../../domain/registry';
import { defineRegistry } from '../../../domain/registry/defineRegistry';
import { shippedRegistries } from '../../../domain/registry/shipped';
import { latestVersionOf, type Declared } from '../../../db/file/migrate';
import type { Migration } from '../../../db/migrations/migration';
import { listTable, rootTable } from '../../../db/migrations/rootTable';
import { shippedMigrations } from '../../../db/migrations/shipped';

/** A noun that does not ship, with one field of every shape a question knows: petitions, and visits as a list. */
const words = (text: string) => ({ ru: text, tt: text });
const option = (code: string) => ({ code, ru: code, tt: code });

const petitionVisit = defineRegistry({
  code: 'petitionVisit',
  table: 'petition_visit',
  name: words('Выезды'),
  owner: 'decider',
  parent: { registry: 'petition', list: 'visits' },
  fields: {
    visitedOn: { kind: { type: 'date' }, label: words('День') },
    place: { kind: { type: 'text', max: 200 }, label: words('Место') },
    hours: { kind: { type: 'integer', min: 0, max: 100 }, label: words('Часы') },
    aids: { kind: { type: 'choices', options: ['a', 'b', 'c'].map(option) }, label: words('Помощь') },
  },
});

export const petition = defineRegistry({
  code: 'petition',
  table: 'petition',
  name: words('Ходатайства'),
  owner: 'decider',
  fields: {
    subject: {
      kind: { type: 'text', max: 500 },
      label: words('Предмет'),
      requiredFrom: 'draft',
      search: true,
    },
    body: { kind: { type: 'choice', options: ['edu', 'med', 'soc'].map(option) }, label: words('Орган') },
    forms: { kind: { type: 'choices', options: ['x', 'y', 'z'].map(option) }, label: words('Формы') },
    openedOn: { kind: { type: 'date' }, label: words('Открыто') },
    amount: { kind: { type: 'integer', min: -1000, max: 1000 }, label: words('Число') },
    urgent: { kind: { type: 'boolean' }, label: words('Срочно') },
    note: { kind: { type: 'text', max: 500 }, label: words('Заметка') },
  },
  root: {
    rights: { see: roles, read: roles, write: roles },
    titleField: 'subject',
    columns: ['subject', 'body', 'openedOn', 'status'],
    filters: ['status', 'body', 'openedOn', 'amount', 'visits.visitedOn'],
    counted: [['body', 'openedOn', 'amount']],
    lists: { visits: petitionVisit },
    statuses: {
      order: ['draft', 'done'],
      words: { draft: words('Проект'), done: words('Готово') },
      moves: [{ from: 'draft', to: 'done', words: words('Завершить'), event: 'done', decision: false }],
      versionedFrom: 'done',
    },
  },
  sections: [{ code: 'main', title: words('Главное'), items: ['subject', 'body', 'visits'] }],
});

const petitionStep: Migration = {
  number: latestVersionOf(shippedMigrations) + 10,
  summary: 'petitions',
  sql: [
    rootTable('petition', {
      columns: {
        ...{ subject: 'TEXT', body: 'TEXT', forms: 'TEXT', opened_on: 'TEXT' },
        ...{ amount: 'INTEGER', urgent: 'INTEGER', note: 'TEXT' },
      },
      filters: ['body', 'opened_on', 'amount'],
      counted: [['body', 'opened_on', 'amount']],
    }),
    listTable('petition_visit', { visited_on: 'TEXT', place: 'TEXT', hours: 'INTEGER', aids: 'TEXT' }, [
      'visited_on',
    ]),
  ].join('\n'),
};

/** What ships and one noun more. */
export const withPetition: Declared = {
  registries: createRegistries([...shippedRegistries, petition], behaviours),
  migrations: [...shippedMigrations, petitionStep],
};
