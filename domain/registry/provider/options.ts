import type { Option } from '../fieldKinds';
import type { FilesTrait } from '../traits/files';

/** Closed lists of 442-ФЗ that the provider's fields choose from. Codes never change; words may be corrected. */

/** 442-ФЗ ст. 19. */
export const serviceForms: readonly Option[] = [
  { code: 'home', ru: 'на дому', tt: 'өйдә' },
  { code: 'semiStationary', ru: 'полустационарная', tt: 'ярымстационар' },
  { code: 'stationary', ru: 'стационарная', tt: 'стационар' },
];

/** 442-ФЗ ст. 20, eight kinds in the order of the law. */
export const serviceKinds: readonly Option[] = [
  { code: 'household', ru: 'социально-бытовые', tt: 'социаль-көнкүреш' },
  { code: 'medical', ru: 'социально-медицинские', tt: 'социаль-медицина' },
  { code: 'psychological', ru: 'социально-психологические', tt: 'социаль-психологик' },
  { code: 'pedagogical', ru: 'социально-педагогические', tt: 'социаль-педагогик' },
  { code: 'labour', ru: 'социально-трудовые', tt: 'социаль-хезмәт' },
  { code: 'legal', ru: 'социально-правовые', tt: 'социаль-хокукый' },
  {
    code: 'communicative',
    ru: 'в целях повышения коммуникативного потенциала',
    tt: 'аралашу мөмкинлекләрен арттыру максатында',
  },
  { code: 'urgent', ru: 'срочные', tt: 'ашыгыч' },
];

export const entityKinds: readonly Option[] = [
  { code: 'legalEntity', ru: 'юридическое лицо', tt: 'юридик зат' },
  { code: 'entrepreneur', ru: 'индивидуальный предприниматель', tt: 'шәхси эшмәкәр' },
];

export const ownerKinds: readonly Option[] = [
  { code: 'republic', ru: 'государственная Республики Татарстан', tt: 'Татарстан Республикасы дәүләт милке' },
  { code: 'federal', ru: 'федеральная', tt: 'федераль' },
  { code: 'municipal', ru: 'муниципальная', tt: 'муниципаль' },
  { code: 'commercial', ru: 'коммерческая организация', tt: 'коммерция оешмасы' },
  { code: 'nonprofit', ru: 'некоммерческая организация', tt: 'коммерциягә карамаган оешма' },
  { code: 'socialNonprofit', ru: 'социально ориентированная НКО', tt: 'социаль юнәлешле КБО' },
  { code: 'entrepreneur', ru: 'индивидуальный предприниматель', tt: 'шәхси эшмәкәр' },
];

export const licenceStates: readonly Option[] = [
  { code: 'valid', ru: 'действует', tt: 'гамәлдә' },
  { code: 'suspended', ru: 'приостановлена', tt: 'туктатып торылган' },
  { code: 'ended', ru: 'прекращена', tt: 'туктатылган' },
];

/** What a decision did. `change` marks a version of an included provider that an act stands behind. */
export const decisionEvents: readonly Option[] = [
  { code: 'submit', ru: 'передан на рассмотрение', tt: 'карауга тапшырылган' },
  { code: 'return', ru: 'возвращён на доработку', tt: 'төзәтүгә кайтарылган' },
  { code: 'include', ru: 'включён в реестр', tt: 'реестрга кертелгән' },
  { code: 'change', ru: 'сведения изменены', tt: 'мәгълүмат үзгәртелгән' },
  { code: 'exclude', ru: 'исключён из реестра', tt: 'реестрдан төшереп калдырылган' },
  { code: 'reopen', ru: 'возвращён на рассмотрение', tt: 'яңадан карауга алынган' },
];

/** Documents that are kept with the entry of a provider. */
export const providerFiles: FilesTrait['kinds'] = [
  { code: 'application', ru: 'Заявление о включении в реестр', tt: 'Реестрга кертү турында гариза' },
  { code: 'licence', ru: 'Лицензия (скан)', tt: 'Лицензия (скан)', clause: '442-ФЗ ст. 25 ч. 3 п. 7' },
  { code: 'decision', ru: 'Решение', tt: 'Карар' },
  { code: 'protocol', ru: 'Протокол', tt: 'Беркетмә' },
  { code: 'other', ru: 'Иной документ', tt: 'Башка документ' },
];
