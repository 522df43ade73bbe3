import type { Desk } from '../traits/desk';

/** Where applications stand at the desk, and what of them waits for somebody. */
export const applicationDesk = {
  section: 'registry',
  one: { ru: 'заявление', tt: 'гариза' },
  tellsApart: ['registrationNumber', 'inn'],
  awaits: [
    {
      status: 'handedOver',
      words: {
        ru: '{n} заявление ждёт решения | {n} заявления ждут решения | {n} заявлений ждут решения',
        tt: '{n} гариза карар көтә',
      },
      counts: true,
    },
    {
      status: 'registered',
      words: {
        ru: '{n} заявление ждёт передачи на решение | {n} заявления ждут передачи на решение | {n} заявлений ждут передачи на решение',
        tt: '{n} гариза карарга тапшыруны көтә',
      },
      counts: true,
    },
    {
      status: 'draft',
      words: {
        ru: '{n} заявление не зарегистрировано | {n} заявления не зарегистрированы | {n} заявлений не зарегистрированы',
        tt: '{n} гариза теркәлмәгән',
      },
      ready: { ru: 'можно зарегистрировать', tt: 'теркәргә була' },
    },
  ],
} as const satisfies Desk;
