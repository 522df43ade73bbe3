import type { RecordFields } from '../../../domain/registry/fieldKinds';
import { makePerson } from './makePersons';
import { makeProvider } from './makeProviders';

/** Twelve fields, all of them others for every number: of a citizen, all sealed, and of a provider, all open. */
export function personFields(number: number): RecordFields {
  const { givenName, patronymic, snils, phones, location } = makePerson(number);
  const tail = lettersOf(number);
  return {
    ...{ surname: `Галимова${tail}`, givenName: `${givenName}${tail}`, patronymic: `${patronymic}${tail}` },
    ...{ snils, phones, birthOn: dayOf(number), location: `${location}, ${number}` },
    ...{ residenceAddress: `${location}, корпус ${number}`, documentNumber: `92 15 ${number}` },
    ...{ documentIssuer: `Отдел ${number} по вопросам документов`, workAddress: `Завод ${number}` },
    note: `Нужна помощь на дому, дело ${number}`,
  };
}

export function providerFields(number: number): RecordFields {
  const { fields } = makeProvider(number);
  const tail = lettersOf(number);
  const text = (field: string): string => `${String(fields[field])}, ${number}`;
  return {
    ...{ fullName: `Дом-интернат ${tail}`, shortName: `Дом ${tail}`, headName: `Галимова${tail} Алия` },
    ...{ inn: fields['inn'] ?? null, phones: [`+7855${String(number).padStart(7, '0')}`] },
    ...{
      stateRegistrationOn: dayOf(number),
      legalAddress: text('legalAddress'),
      conditions: text('conditions'),
    },
    ...{ experienceText: `Обслужено ${number} человек`, emails: [`provider${number}@example.ru`] },
    ...{ source: `Приказ ${number}`, note: `Нужна проверка, дело ${number}` },
  };
}

/** The number in letters: names hold no figures. */
const lettersOf = (number: number): string =>
  Array.from(String(number), (figure) => 'абвгдежзик'.charAt(Number(figure))).join('');

const dayOf = (number: number): string =>
  new Date(Date.UTC(1950, 0, 1 + number * 3)).toISOString().slice(0, 10);
