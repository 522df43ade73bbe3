import { decisionFields } from '../decisionFields';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import type { FieldKind, Option } from '../fieldKinds';
import { decisionEvents, licenceStates, serviceForms, serviceKinds } from './options';

/**
 * The lists inside a provider's entry (442-ФЗ ст. 25 ч. 3 пп. 5, 7, 9-11, 13-15): each a child registry whose rows
 * belong to one provider. What must hold between lists (a tariff's service is among the services) is in
 * `rules.ts`.
 */
const published = (kind: FieldKind, ru: string, tt: string): FieldDeclaration => ({
  kind,
  label: { ru, tt },
  published: true,
});
const needed = (kind: FieldKind, ru: string, tt: string): FieldDeclaration => ({
  ...published(kind, ru, tt),
  requiredFrom: 'draft',
});
const text = (max: number): FieldKind => ({ type: 'text', max });
const choice = (options: readonly Option[]): FieldKind => ({ type: 'choice', options });
const date: FieldKind = { type: 'date' };
const pastDate: FieldKind = { type: 'date', notAfterToday: true };
const count: FieldKind = { type: 'integer', min: 0, max: 100_000 };

const form = needed(choice(serviceForms), 'Форма обслуживания', 'Хезмәт күрсәтү формасы');
const kind = needed(choice(serviceKinds), 'Вид услуг', 'Хезмәтләр төре');
const service = needed(text(500), 'Услуга', 'Хезмәт');

const ofProvider = (list: string) => ({ registry: 'provider', list }) as const;

export const providerPlace = defineRegistry({
  code: 'providerPlace',
  table: 'provider_place',
  name: { ru: 'Места предоставления услуг', tt: 'Хезмәт күрсәтү урыннары' },
  owner: 'keeper',
  parent: ofProvider('places'),
  fields: {
    address: needed(text(500), 'Адрес', 'Адрес'),
    oktmo: needed(
      { type: 'classifier', classifier: 'oktmo' },
      'Муниципальное образование',
      'Муниципаль берәмлек',
    ),
    phones: published({ type: 'phones' }, 'Телефоны', 'Телефоннар'),
  },
});

export const providerLicence = defineRegistry({
  code: 'providerLicence',
  table: 'provider_licence',
  name: { ru: 'Лицензии', tt: 'Лицензияләр' },
  owner: 'decider',
  parent: ofProvider('licences'),
  fields: {
    number: needed(text(100), 'Номер', 'Номеры'),
    issuedOn: needed(pastDate, 'Дата выдачи', 'Бирелгән көне'),
    authority: needed(text(500), 'Кем выдана', 'Кем биргән'),
    activity: needed(text(500), 'Вид деятельности', 'Эшчәнлек төре'),
    validUntilOn: published(date, 'Действует до', 'Кайчанга кадәр гамәлдә'),
    state: needed(choice(licenceStates), 'Состояние', 'Хәле'),
  },
});

export const providerService = defineRegistry({
  code: 'providerService',
  table: 'provider_service',
  name: { ru: 'Перечень услуг', tt: 'Хезмәтләр исемлеге' },
  owner: 'decider',
  parent: ofProvider('services'),
  fields: { form, kind, service },
});

export const providerTariff = defineRegistry({
  code: 'providerTariff',
  table: 'provider_tariff',
  name: { ru: 'Тарифы', tt: 'Тарифлар' },
  owner: 'decider',
  parent: ofProvider('tariffs'),
  fields: {
    form,
    kind,
    service,
    amount: needed({ type: 'money' }, 'Тариф, ₽', 'Тариф, ₽'),
    validFromOn: needed(date, 'Действует с', 'Кайчаннан гамәлдә'),
    validUntilOn: published(date, 'Действует по', 'Кайчанга кадәр гамәлдә'),
    act: published(text(500), 'Акт', 'Акт'),
  },
});

export const providerCapacity = defineRegistry({
  code: 'providerCapacity',
  table: 'provider_capacity',
  name: { ru: 'Места по формам обслуживания', tt: 'Хезмәт күрсәтү формалары буенча урыннар' },
  owner: 'keeper',
  parent: ofProvider('capacities'),
  fields: {
    form,
    total: needed(count, 'Всего мест', 'Барлык урыннар'),
    free: needed(count, 'Свободно', 'Буш'),
    asOfOn: needed(pastDate, 'По состоянию на', 'Көненә карата'),
  },
});

export const providerInspection = defineRegistry({
  code: 'providerInspection',
  table: 'provider_inspection',
  name: { ru: 'Результаты проверок', tt: 'Тикшерү нәтиҗәләре' },
  owner: 'decider',
  parent: ofProvider('inspections'),
  fields: {
    body: needed(text(500), 'Кто проверял', 'Кем тикшергән'),
    inspectedOn: needed(pastDate, 'Дата проверки', 'Тикшерү көне'),
    subject: needed(text(1000), 'Предмет', 'Предмет'),
    result: needed(text(2000), 'Результат', 'Нәтиҗә'),
    prescription: published(text(1000), 'Предписание', 'Күрсәтмә'),
    fulfilledOn: published(pastDate, 'Исполнено', 'Үтәлгән'),
  },
});

export const providerExperience = defineRegistry({
  code: 'providerExperience',
  table: 'provider_experience',
  name: { ru: 'Опыт работы по годам', tt: 'Еллар буенча эш тәҗрибәсе' },
  owner: 'decider',
  parent: ofProvider('experience'),
  fields: {
    year: needed({ type: 'year' }, 'Год', 'Ел'),
    description: needed(text(1000), 'Что выполнено', 'Нәрсә башкарылган'),
  },
});

export const providerExtra = defineRegistry({
  code: 'providerExtra',
  table: 'provider_extra',
  name: { ru: 'Иная информация', tt: 'Башка мәгълүмат' },
  owner: 'decider',
  parent: ofProvider('extras'),
  fields: {
    subject: needed(text(250), 'Показатель', 'Күрсәткеч'),
    content: needed(text(2000), 'Значение', 'Мәгънәсе'),
  },
});

/** What acts did with the entry (ч. 2). */
export const providerDecision = defineRegistry({
  code: 'providerDecision',
  table: 'provider_decision',
  name: { ru: 'Решения', tt: 'Карарлар' },
  owner: 'decider',
  parent: ofProvider('decisions'),
  fields: decisionFields(decisionEvents, 'draft', { published: true }),
});
