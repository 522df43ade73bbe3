import type { StatusPlan } from '../traits/statuses';

/** Any office may propose an entry; it holds for everybody once the ministry puts it in force. */
const ofMinistry = { decision: false, by: ['ministry'] } as const;

export const dictionaryStatuses = {
  order: ['proposed', 'active', 'ended'],
  words: {
    proposed: { ru: 'готовится', tt: 'әзерләнә' },
    active: { ru: 'действует', tt: 'гамәлдә' },
    ended: { ru: 'прекращена', tt: 'туктатылган' },
  },
  moves: [
    {
      ...ofMinistry,
      from: 'proposed',
      to: 'active',
      words: { ru: 'Ввести в действие', tt: 'Гамәлгә кертергә' },
      event: 'begin',
    },
    {
      ...ofMinistry,
      from: 'active',
      to: 'ended',
      words: { ru: 'Прекратить', tt: 'Туктатырга' },
      event: 'end',
    },
    {
      ...ofMinistry,
      from: 'ended',
      to: 'active',
      words: { ru: 'Возобновить', tt: 'Яңадан башларга' },
      event: 'resume',
    },
  ],
  versionedFrom: 'active',
} as const satisfies StatusPlan;
