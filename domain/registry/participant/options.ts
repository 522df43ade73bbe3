import type { Option } from '../fieldKinds';

/** Closed lists of the directory of participants. Codes never change; words may be corrected. */
export const participantKinds: readonly Option[] = [
  { code: 'body', ru: 'республиканский орган (907, раздел 2)', tt: 'республика органы (907, 2 бүлек)' },
  { code: 'territorial', ru: 'территориальный орган', tt: 'территориаль орган' },
  { code: 'subordinate', ru: 'подведомственная организация', tt: 'карамактагы оешма' },
  { code: 'external', ru: 'внешний участник', tt: 'тышкы катнашучы' },
  { code: 'other', ru: 'иная организация', tt: 'башка оешма' },
];

/** Recommendation 9: who does what in the system of interaction. */
export const functionKinds: readonly Option[] = [
  { code: 'authorised', ru: 'уполномоченный орган', tt: 'вәкаләтле орган' },
  {
    code: 'coordinator',
    ru: 'координатор муниципального образования',
    tt: 'муниципаль берәмлек координаторы',
  },
  { code: 'operator', ru: 'оператор системы взаимодействия', tt: 'хезмәттәшлек системасы операторы' },
  { code: 'registryKeeper', ru: 'ведёт реестр поставщиков', tt: 'тәэмин итүчеләр реестрын алып бара' },
  {
    code: 'departmentalControl',
    ru: 'ведомственный контроль (907, п. 3.3)',
    tt: 'ведомство контроле (907, 3.3 п.)',
  },
];

/** What a contact of a participant is about. */
export const contactMatters: readonly Option[] = [
  { code: 'head', ru: 'руководитель', tt: 'җитәкче' },
  { code: 'interaction', ru: 'ответственный за взаимодействие', tt: 'хезмәттәшлек өчен җаваплы' },
  { code: 'requests', ru: 'межведомственные запросы', tt: 'ведомствоара сораулар' },
  { code: 'notices', ru: 'извещения о нуждающихся', tt: 'мохтаҗлар турында хәбәрләр' },
  { code: 'accompaniment', ru: 'социальное сопровождение', tt: 'социаль озату' },
  { code: 'registry', ru: 'реестр поставщиков', tt: 'тәэмин итүчеләр реестры' },
  { code: 'reports', ru: 'мониторинг и отчёты', tt: 'мониторинг һәм хисаплар' },
  { code: 'reception', ru: 'приёмная', tt: 'кабул итү бүлмәсе' },
  { code: 'technical', ru: 'технические вопросы', tt: 'техник мәсьәләләр' },
  { code: 'other', ru: 'иное', tt: 'башкасы' },
];

/**
 * Kinds of organisations that bodies have under them (Постановление КМ РТ, нормативы градостроительного проектирования,
 * табл. 7.5.10, and acts on networks of institutions); the list is not closed: `other` takes the rest.
 */
export const institutionKinds: readonly Option[] = [
  { code: 'dipi', ru: 'дом-интернат для престарелых и инвалидов', tt: 'картлар һәм инвалидлар йорты' },
  { code: 'pni', ru: 'психоневрологический интернат', tt: 'психоневрология интернаты' },
  { code: 'ddi', ru: 'детский дом-интернат', tt: 'балалар интернат-йорты' },
  { code: 'adapt', ru: 'центр социальной адаптации', tt: 'социаль адаптация үзәге' },
  { code: 'rehabadult', ru: 'центр реабилитации инвалидов', tt: 'инвалидларны реабилитацияләү үзәге' },
  {
    code: 'rehabchild',
    ru: 'реабилитационный центр для детей и подростков',
    tt: 'балалар һәм яшүсмерләр өчен реабилитация үзәге',
  },
  { code: 'srcn', ru: 'приют, СРЦН', tt: 'приют, СРЦН' },
  {
    code: 'kcson',
    ru: 'комплексный центр социального обслуживания населения',
    tt: 'халыкка социаль хезмәт күрсәтү комплекслы үзәге',
  },
  {
    code: 'family',
    ru: 'центр социальной помощи семье и детям',
    tt: 'гаиләгә һәм балаларга социаль ярдәм үзәге',
  },
  {
    code: 'gku',
    ru: 'казённое учреждение (центр материальной помощи)',
    tt: 'казна учреждениесе (матди ярдәм үзәге)',
  },
  { code: 'czn', ru: 'центр занятости населения', tt: 'халыкны эш белән тәэмин итү үзәге' },
  { code: 'medical', ru: 'медицинская организация', tt: 'медицина оешмасы' },
  { code: 'educational', ru: 'образовательная организация', tt: 'белем бирү оешмасы' },
  { code: 'legal', ru: 'организация бесплатной юридической помощи', tt: 'бушлай юридик ярдәм оешмасы' },
  { code: 'other', ru: 'иная', tt: 'башка' },
];

/** How the participant is reached by the program. */
export const mailFormats: readonly Option[] = [
  { code: 'program', ru: 'программа «Ярдәм»', tt: '«Ярдәм» программасы' },
  { code: 'edms', ru: 'МЭДО (ЕМСЭД)', tt: 'МЭДО (ЕМСЭД)' },
  { code: 'form', ru: 'форма XLSX', tt: 'XLSX формасы' },
  { code: 'paper', ru: 'бумага', tt: 'кәгазь' },
];
