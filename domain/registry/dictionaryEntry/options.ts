import type { Option } from '../fieldKinds';

/** The lists that are kept as records; their codes are those of `reference.list`. */
export const dictionaries: readonly Option[] = [
  { code: 'terms', ru: 'сроки', tt: 'сроклар' },
  { code: 'providerSettings', ru: 'настройки правил', tt: 'кагыйдәләр көйләүләре' },
  { code: 'providerGrounds', ru: 'основания решений', tt: 'карарлар нигезләре' },
  {
    code: 'destructionGrounds',
    ru: 'основания уничтожения персональных данных',
    tt: 'шәхси мәгълүматны юк итү нигезләре',
  },
  { code: 'services', ru: 'социальные услуги', tt: 'социаль хезмәтләр' },
];

/** What the number of an entry counts. */
export const units: readonly Option[] = [
  { code: 'workingDays', ru: 'рабочих дней', tt: 'эш көне' },
  { code: 'beforeDay', ru: 'до этого числа месяца', tt: 'айның бу санына кадәр' },
  { code: 'calendarDays', ru: 'календарных дней', tt: 'календарь көне' },
];
