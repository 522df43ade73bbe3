import { roles } from '../access/roles';
import type { StatusPlan } from './traits/statuses';
import type { Audience } from './traits/audience';
import type { Awaits } from './traits/desk';
import type { RightsTable } from './traits/rights';

/** What the registries of the directory have alike: everybody reads it, keepers of registries write it. */
const keepers = ['administrator', 'registryOperator', 'territorialSpecialist'] as const;

export const directoryRights = {
  see: roles,
  read: roles,
  check: roles,
  write: keepers,
  move: [...keepers, 'head'],
  review: keepers,
  trace: roles,
  import: keepers,
  export: [...keepers, 'reportCompiler', 'head'],
} as const satisfies RightsTable;

/** The directory is for every participant, whole (907 п. 4.6 п. 1-3). */
export const directoryAudience = [{}] as const satisfies Audience;

/** An entry holds until it is ended; what ended may begin again. */
export const directoryStatuses = {
  order: ['active', 'ended'],
  words: {
    active: { ru: 'действует', tt: 'гамәлдә' },
    ended: { ru: 'прекращён', tt: 'туктатылган' },
  },
  moves: [
    {
      from: 'active',
      to: 'ended',
      words: { ru: 'Прекратить', tt: 'Туктатырга' },
      event: 'end',
      decision: false,
    },
    {
      from: 'ended',
      to: 'active',
      words: { ru: 'Возобновить', tt: 'Яңадан башларга' },
      event: 'resume',
      decision: false,
    },
  ],
  versionedFrom: 'active',
} as const satisfies StatusPlan;

/** Whoever keeps an entry confirms it again from time to time; what was never confirmed is owed at once. */
export const directoryAwaits = [
  {
    status: 'active',
    when: [{ field: 'confirmedOn', olderThan: 'confirmationDays' }],
    byKeeper: true,
    words: {
      ru: '{n} запись давно не подтверждали | {n} записи давно не подтверждали | {n} записей давно не подтверждали',
      tt: '{n} язма күптән расланмаган',
    },
  },
  {
    status: 'active',
    when: [{ field: 'confirmedOn' }],
    byKeeper: true,
    words: {
      ru: '{n} запись ни разу не подтверждена | {n} записи ни разу не подтверждены | {n} записей ни разу не подтверждены',
      tt: '{n} язма бер тапкыр да расланмаган',
    },
  },
] as const satisfies readonly Awaits[];
