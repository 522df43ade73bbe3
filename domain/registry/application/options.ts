import type { Option } from '../fieldKinds';

/** Closed lists of applications. Codes never change; words may be corrected. */
export const applicationKinds: readonly Option[] = [
  { code: 'include', ru: 'о включении в реестр', tt: 'реестрга кертү турында' },
  { code: 'change', ru: 'об изменении сведений', tt: 'мәгълүматны үзгәртү турында' },
  { code: 'exclude', ru: 'об исключении из реестра', tt: 'реестрдан төшереп калдыру турында' },
];

export const applicationChannels: readonly Option[] = [
  { code: 'inPerson', ru: 'лично', tt: 'шәхсән' },
  { code: 'post', ru: 'почтой', tt: 'почта аша' },
  { code: 'email', ru: 'электронной почтой', tt: 'электрон почта аша' },
  { code: 'portal', ru: 'через портал услуг', tt: 'хезмәтләр порталы аша' },
  { code: 'edms', ru: 'через ЕМСЭД', tt: 'ЕМСЭД аша' },
  { code: 'other', ru: 'иначе', tt: 'башкача' },
];

export const applicationEvents: readonly Option[] = [
  { code: 'register', ru: 'зарегистрировано', tt: 'теркәлгән' },
  { code: 'handOver', ru: 'пакет передан на решение', tt: 'пакет карарга тапшырылган' },
  { code: 'grant', ru: 'удовлетворено', tt: 'канәгатьләндерелгән' },
  { code: 'refuse', ru: 'отказано', tt: 'кире кагылган' },
  { code: 'return', ru: 'возвращено заявителю', tt: 'гариза бирүчегә кайтарылган' },
  { code: 'change', ru: 'сведения изменены', tt: 'мәгълүмат үзгәртелгән' },
];
