import type { Desk } from '../traits/desk';

/** Where providers stand at the desk, and what of them waits for somebody. */
export const providerDesk = {
  section: 'registry',
  one: { ru: 'поставщик', tt: 'тәэмин итүче' },
  tellsApart: ['registrationNumber', 'inn'],
  awaits: [
    {
      status: 'review',
      words: {
        ru: '{n} запись ждёт решения о включении | {n} записи ждут решения о включении | {n} записей ждут решения о включении',
        tt: '{n} язма кертү турында карар көтә',
      },
      counts: true,
    },
    {
      status: 'draft',
      words: {
        ru: '{n} проект не передан на рассмотрение | {n} проекта не переданы на рассмотрение | {n} проектов не переданы на рассмотрение',
        tt: '{n} проект карауга тапшырылмаган',
      },
      ready: { ru: 'можно передать на рассмотрение', tt: 'карауга тапшырырга була' },
    },
  ],
} as const satisfies Desk;
