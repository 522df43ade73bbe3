import type { Option } from '../fieldKinds';

/** 907 п. 4.6 п. 3 names six spheres; п. 4.7 adds how one enters the registry of providers. */
export const spheres: readonly Option[] = [
  { code: 'social', ru: 'социальное обслуживание', tt: 'социаль хезмәт күрсәтү' },
  { code: 'accompaniment', ru: 'социальное сопровождение', tt: 'социаль озату' },
  { code: 'medical', ru: 'медицинское обслуживание', tt: 'медицина хезмәте' },
  { code: 'education', ru: 'образование', tt: 'белем бирү' },
  { code: 'employment', ru: 'занятость', tt: 'эш белән тәэмин итү' },
  { code: 'legal', ru: 'бесплатная юридическая помощь', tt: 'бушлай юридик ярдәм' },
  { code: 'registryEntry', ru: 'включение в реестр поставщиков', tt: 'тәэмин итүчеләр реестрына кертү' },
];
