import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LetterChange } from '../../../domain/report/coverLetter';
import type { PrintedRecord } from '../../../domain/report/printedFields';
import type { ReportOffice } from '../../../domain/report/reportModel';
import type { Classifier } from '../../../domain/registry/classifiers';
import { installation } from '../../../electron/app/installation';

/** Invented providers, persons and offices for papers. Words of unpublished fields begin with `СЛУЖЕБНО`. */
export const paperDay = '2026-11-21';

const paperClassifiers = { okopf: classifier('okopf'), oktmo: classifier('oktmo') };

export const paperContext = { today: paperDay, classifiers: paperClassifiers };

export const paperOffice: ReportOffice = {
  name: 'Министерство труда, занятости и социальной защиты Республики Татарстан',
  address: '420044, г. Казань, ул. Придуманная, д. 4',
  phone: '+7 (843) 555-00-01',
  signer: { post: 'Начальник отдела социального обслуживания', name: 'А. Р. Вымышленная' },
};

export const includedProvider: PrintedRecord = {
  status: 'included',
  registrationNumber: '16-00001',
  fields: {
    entityKind: 'legalEntity',
    fullName:
      'Государственное автономное учреждение социального обслуживания "Җиләкле авылы картлар йорты" в Примерном районе',
    shortName: 'ГАУСО "Җиләк"',
    stateRegistrationOn: '2003-02-14',
    legalForm: '75201',
    inn: '1655000003',
    kpp: '165501001',
    ogrn: '1021600000003',
    okved: '87.30',
    okvedOther: ['88.10'],
    ownerKind: 'republic',
    statePurchase: true,
    legalAddress: '423330, Республика Татарстан, Примерный район, с. Җиләкле, ул. Г. Тукая, д. 1',
    oktmo: '92602000',
    phones: ['+78559271234', '+78559275678'],
    emails: ['jilek@example.ru'],
    headName: 'Һадиева Гөлнара Үзбәковна',
    serviceForms: ['semiStationary', 'stationary'],
    placesTotal: 120,
    placesFree: 0,
    placesAsOfOn: '2026-11-01',
    conditions: 'Круглосуточное пребывание.\nЧетырёхразовое питание, медицинский пост - ежедневно.',
    experienceText: 'Работает с 2003 года без перерывов.',
    source: 'СЛУЖЕБНО источник',
    note: 'СЛУЖЕБНО заметка',
  },
  lists: {
    places: [
      { address: 'с. Җиләкле, ул. Г. Тукая, д. 1', oktmo: '92602000', phones: ['+78559271234'] },
      { address: 'д. Каенлы, ул. Яр, д. 12', oktmo: '92602000', phones: null },
    ],
    licences: [
      {
        number: 'ЛО-16-01-000000',
        issuedOn: '2019-05-20',
        authority: 'Министерство здравоохранения Республики Татарстан',
        activity: 'Доврачебная помощь по сестринскому делу',
        validUntilOn: null,
        state: 'valid',
      },
    ],
    services: [
      { form: 'stationary', kind: 'household', service: 'Обеспечение площадью жилых помещений' },
      { form: 'stationary', kind: 'medical', service: 'Содействие в получении медицинской помощи' },
      { form: 'semiStationary', kind: 'communicative', service: 'Обучение навыкам общения' },
    ],
    tariffs: [
      {
        form: 'stationary',
        kind: 'household',
        service: 'Обеспечение площадью жилых помещений',
        amount: 123456,
        validFromOn: '2026-01-01',
        validUntilOn: '2026-12-31',
        act: 'Приказ № 15 от 20.12.2025',
      },
    ],
    capacities: [
      { form: 'stationary', total: 100, free: 0, asOfOn: '2026-11-01' },
      { form: 'semiStationary', total: 20, free: 0, asOfOn: '2026-11-01' },
    ],
    inspections: [],
    experience: [{ year: 2025, description: 'Обслужено 118 человек' }],
    extras: [],
    decisions: [
      {
        event: 'submit',
        act: 'СЛУЖЕБНО передача',
        number: null,
        decidedOn: null,
        ground: null,
        decidedBy: null,
      },
      {
        event: 'include',
        act: 'Решение',
        number: '7',
        decidedOn: '2026-03-02',
        ground: 'заявление поставщика',
        decidedBy: 'Управление социальной защиты в Примерном районе',
      },
    ],
  },
};

export const draftProvider: PrintedRecord = {
  status: 'draft',
  registrationNumber: null,
  fields: {
    fullName: 'Автономная некоммерческая организация "Рядом & вместе <дома>"',
    phones: [],
    source: 'СЛУЖЕБНО список',
  },
  lists: {},
};

/** Rows of a list, some with names as long as a name may be; each `marker` is in one row only. */
export function listRows(count: number): readonly PrintedRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    status: ['draft', 'review', 'included', 'excluded'][index % 4] ?? 'draft',
    registrationNumber: index % 4 < 2 ? null : `16-${String(index).padStart(5, '0')}`,
    fields: {
      fullName: `${listMarker(index)} ${longName(index)}`,
      legalAddress: `4233${String(index).padStart(2, '0')}, с. Придуманное, ул. Садовая, д. ${index + 1}`,
      phones: ['+78559271234'],
      serviceForms: ['home', 'stationary'],
      headName: 'Выдуманный Өлкән Җәлилович',
      placesTotal: index,
      placesFree: index % 7,
      placesAsOfOn: '2026-11-01',
    },
    lists: {},
  }));
}

export const listMarker = (index: number): string => `УЧР${String(index).padStart(4, '0')}Х`;

function longName(index: number): string {
  if (index % 50 === 7) return 'социальное обслуживание населения в сельской местности '.repeat(17).trim();
  if (index % 50 === 13) return 'Неразрывноеслово'.repeat(19);
  return 'Комплексный центр социального обслуживания населения «Мәрхәмәт»';
}

export function letterChanges(count: number): readonly LetterChange[] {
  return Array.from({ length: count }, (_, index) => ({
    recordId: `record-${index % 120}`,
    registry: 'Реестр поставщиков социальных услуг',
    title: `Приют № ${index % 120} «Җылы йорт»`,
    field: index % 3 === 0 ? 'Контактные телефоны' : 'Места предоставления услуг: Адрес',
    before: index % 3 === 0 ? '' : `д. "Старая", ${index}`,
    after: `+7 (855) 927-${String(index).padStart(4, '0')}`,
    when: '20.11.2026 10:42',
    who: 'Примерова А. А., Альметьевский отдел',
  }));
}

/** The bundle of the benches asks from another depth than the sources: where resources lie is known to one module. */
function classifier(name: 'okopf' | 'oktmo'): Classifier {
  const file = join(installation().resourcesFolder, 'classifiers', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Classifier;
}
