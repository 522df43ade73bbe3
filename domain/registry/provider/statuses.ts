import type { NumberPlan } from '../traits/numbers';
import type { StatusPlan } from '../traits/statuses';

/**
 * How a provider comes into the registry and leaves it (442-ФЗ ст. 25 ч. 2). What an act decides is marked; a record that was
 * excluded returns to review and keeps its number.
 */
export const providerStatuses = {
  order: ['draft', 'review', 'included', 'excluded'],
  words: {
    draft: { ru: 'проект', tt: 'проект' },
    review: { ru: 'на рассмотрении', tt: 'карала' },
    included: { ru: 'включён', tt: 'кертелгән' },
    excluded: { ru: 'исключён', tt: 'төшереп калдырылган' },
  },
  moves: [
    {
      from: 'draft',
      to: 'review',
      words: { ru: 'Передать на рассмотрение', tt: 'Карауга тапшырырга' },
      event: 'submit',
      decision: false,
      asksIdentity: true,
    },
    {
      from: 'review',
      to: 'draft',
      words: { ru: 'Вернуть на доработку', tt: 'Төзәтүгә кайтарырга' },
      event: 'return',
      decision: false,
      back: true,
    },
    {
      from: 'review',
      to: 'included',
      words: { ru: 'Включить в реестр', tt: 'Реестрга кертергә' },
      event: 'include',
      decision: true,
      asksIdentity: true,
    },
    {
      from: 'included',
      to: 'excluded',
      words: { ru: 'Исключить из реестра', tt: 'Реестрдан төшереп калдырырга' },
      event: 'exclude',
      decision: true,
    },
    {
      from: 'excluded',
      to: 'review',
      words: { ru: 'Вернуть на рассмотрение', tt: 'Яңадан карауга алырга' },
      event: 'reopen',
      decision: false,
    },
  ],
  versionedFrom: 'included',
} as const satisfies StatusPlan;

/** 442-ФЗ ст. 25 ч. 3 п. 1 requires a number, given at the first inclusion, and says no mask. */
export const providerNumbers: NumberPlan = {
  at: { status: 'included' },
  mask: { ministry: '16-{n:6}', territorial: '16-{index}-{n:6}' },
};
