import type { FieldValue, ListRow } from '../../../domain/registry/fieldKinds';

/** An invented provider that lacks nothing for inclusion on 23.11.2026. */
export interface SoundProvider {
  readonly fields: Record<string, FieldValue>;
  readonly lists: Record<string, readonly ListRow[]>;
}

const service = { form: 'stationary', kind: 'household', service: 'Обеспечение питанием' };

export const soundProvider = (): SoundProvider => ({
  fields: {
    entityKind: 'legalEntity',
    fullName: 'ГАУСО «Дом-интернат „Тихая заводь“»',
    shortName: 'ДИ «Тихая заводь»',
    stateRegistrationOn: '2002-08-14',
    legalForm: '75201',
    inn: '1655000003',
    kpp: '165501001',
    ogrn: '1021600000003',
    legalAddress: '423330, Республика Татарстан, г. Азнакаево, ул. Тихая, 1',
    oktmo: '92602000',
    phones: ['+78559271234'],
    emails: ['dom@zavod.example'],
    headName: 'Сабирова Гөлнара Җәүдәт кызы',
    serviceForms: ['stationary'],
    placesTotal: 60,
    placesFree: 4,
    placesAsOfOn: '2026-11-20',
    conditions: 'Двухместные комнаты',
  },
  lists: {
    places: [{ address: 'г. Азнакаево, ул. Тихая, 1', oktmo: '92602101' }],
    licences: [
      {
        number: 'ЛО-16-01',
        issuedOn: '2020-01-01',
        authority: 'Минздрав',
        activity: 'Медицинская',
        state: 'valid',
      },
    ],
    services: [service],
    tariffs: [
      { ...service, amount: 120000, validFromOn: '2025-01-01', validUntilOn: '2025-12-31' },
      { ...service, amount: 130000, validFromOn: '2026-01-01' },
    ],
    capacities: [{ form: 'stationary', total: 60, free: 4, asOfOn: '2026-11-20' }],
    inspections: [
      { body: 'Ведомство', inspectedOn: '2025-05-05', subject: 'Питание', result: 'Замечаний нет' },
    ],
    experience: [{ year: 2025, description: 'Обслужено 60 человек' }],
  },
});
