import type { NumberPlan } from '../traits/numbers';
import type { StatusPlan } from '../traits/statuses';
import type { DeclaredTerm } from '../traits/terms';

/**
 * The way of an application (порядок ведения реестра, п. 7, 10-12): every end is an end, who was returned, refused or
 * excluded applies again with a new one. Each move offers the notice for the applicant.
 */
const notice = { offers: 'notice' } as const;
const giveBack = {
  to: 'returned',
  words: { ru: 'Вернуть заявителю', tt: 'Гариза бирүчегә кайтарырга' },
  event: 'return',
  decision: false,
  asks: ['reason'],
  ...notice,
} as const;

export const applicationStatuses = {
  order: ['draft', 'registered', 'handedOver', 'granted', 'refused', 'returned'],
  words: {
    draft: { ru: 'проект', tt: 'проект' },
    registered: { ru: 'зарегистрировано', tt: 'теркәлгән' },
    handedOver: { ru: 'передано на решение', tt: 'карарга тапшырылган' },
    granted: { ru: 'удовлетворено', tt: 'канәгатьләндерелгән' },
    refused: { ru: 'отказано', tt: 'кире кагылган' },
    returned: { ru: 'возвращено', tt: 'кайтарылган' },
  },
  moves: [
    {
      from: 'draft',
      to: 'registered',
      words: { ru: 'Зарегистрировать', tt: 'Теркәргә' },
      event: 'register',
      decision: false,
      sets: { registeredOn: { today: true } },
      ...notice,
    },
    {
      from: 'registered',
      to: 'handedOver',
      words: { ru: 'Передать на решение', tt: 'Карарга тапшырырга' },
      event: 'handOver',
      decision: false,
    },
    {
      from: 'handedOver',
      to: 'granted',
      words: { ru: 'Удовлетворить', tt: 'Канәгатьләндерергә' },
      event: 'grant',
      decision: true,
      ...notice,
    },
    {
      from: 'handedOver',
      to: 'refused',
      words: { ru: 'Отказать', tt: 'Кире кагарга' },
      event: 'refuse',
      decision: true,
      ...notice,
    },
    { from: 'registered', ...giveBack },
    { from: 'handedOver', ...giveBack },
  ],
  versionedFrom: 'registered',
} as const satisfies StatusPlan;

/** Registered anew with each calendar year; a territorial office's numbers bear its index. */
export const applicationNumbers: NumberPlan = {
  at: { status: 'registered' },
  mask: { ministry: 'З-{year}-{n:4}', territorial: 'З-{index}-{year}-{n:4}' },
  yearly: true,
};

/** The package (п. 10), the decision (п. 11), and the word to the applicant. */
export const applicationTerms = [
  {
    term: 'registryPackage',
    starts: { events: ['register'] },
    ends: [{ events: ['handOver', 'return'] }],
  },
  {
    term: 'registryDecision',
    starts: { events: ['handOver'] },
    ends: [{ events: ['grant', 'refuse', 'return'] }],
  },
  { term: 'registryNotice', starts: { events: ['grant', 'refuse'] }, ends: [{ field: 'notifiedOn' }] },
] as const satisfies readonly DeclaredTerm[];
