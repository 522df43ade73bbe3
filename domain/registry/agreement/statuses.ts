import type { StatusPlan } from '../traits/statuses';

/** An agreement is prepared, signed, and ends by its day or by the will of its parties. */
export const agreementStatuses = {
  order: ['draft', 'signed', 'ended'],
  words: {
    draft: { ru: 'готовится', tt: 'әзерләнә' },
    signed: { ru: 'действует', tt: 'гамәлдә' },
    ended: { ru: 'прекращено', tt: 'туктатылган' },
  },
  moves: [
    {
      from: 'draft',
      to: 'signed',
      words: { ru: 'Отметить подписание', tt: 'Кул куелганын билгеләргә' },
      event: 'sign',
      decision: false,
    },
    {
      from: 'signed',
      to: 'ended',
      words: { ru: 'Отметить прекращение', tt: 'Туктатылганын билгеләргә' },
      event: 'end',
      decision: false,
    },
    {
      from: 'ended',
      to: 'signed',
      words: { ru: 'Вернуть действие', tt: 'Гамәлен кайтарырга' },
      event: 'resume',
      decision: false,
    },
  ],
  versionedFrom: 'signed',
} as const satisfies StatusPlan;
