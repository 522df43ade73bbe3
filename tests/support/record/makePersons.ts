import { checkSnils } from '../../../domain/values/snils';
import oktmo from '../../../resources/classifiers/oktmo.json';

/**
 * Any number of invented citizens, each known by its number: the same number always gives the same citizen, no two share
 * a СНИЛС. A few surnames are common and most are rare, as in life: every hundredth citizen or so bears the commonest.
 */
const tatarRoots =
  words(`Хайрулл Галим Шайхутд Хабибулл Сафин Нигматулл Гариф Закир Гайнутд Ахмет Мухаметз Валиулл
  Хуснутд Шарафутд Миннулл Гиззатулл Сабир Фахрутд Зиннат Латып Ибрагим Гильмутд Хамидулл Мингаз Садрут Камал Файзулл
  Юсуп Рахматулл Тимербул Бикмулл Зарип Каюм Нуриахмет Сибгатулл Хисамутд Ямалетд Гимад Исхак Вагап Агзам Бадрут Гатаулл
  Давлетш Зайнулл Иделбай Кашап Магдее Насыбулл Рамазан Салимз Тухватулл Фатхутд Хакимз Шакир Яхья Әхмәт Җәләл Һади
  Мөхәммәтш Гыйльметд Сәлах Фәйрушт Чулпаней Акчурыш Бурангуж Мырзакай Сөембик Таһирж Өметбай`);
const russianRoots =
  words(`Иван Петр Сидор Кузнец Смирн Васил Михайл Федор Андре Степан Егор Павл Семен Голуб Виноград
  Воробь Соловь Зайц Медвед Лебед Козл Новик Мороз Волк Никит Захар Борис Корол Герасим Пономар Григорь Лазар Ершов
  Щербак Королев Осип Колесник Ермол Самсон Ячмен Березк Ключар Полднев Заречн Подсолн Верстов Мостовщик Ладожск Озерк`);
const men =
  words(`Айрат Марат Ильдар Рустем Ринат Фанис Ильнур Азат Булат Тимур Рамиль Наиль Салават Вәсил Габдулла
  Александр Сергей Дмитрий Алексей Николай Иван Михаил Андрей Пётр Артём Семён Фёдор`);
const women =
  words(`Алсу Гузель Лилия Айгуль Гульнара Резеда Зөлфия Әминә Наилә Миляуша Ләйсән Диляра Рәмзия Алия
  Елена Ольга Наталья Татьяна Анна Мария Ирина Светлана Екатерина Алёна`);
const streets = words('Приозёрная Полевая Берёзовая Луговая Мостовая Ключевая Рябиновая Яблоневая');

export interface MadePerson {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly sex: string;
  readonly birthOn: string;
  readonly snils: string;
  readonly location: string;
  readonly territory: string;
  readonly residenceAddress: string;
  readonly phones: readonly string[];
  readonly documentKind: string;
  readonly documentNumber: string;
  readonly documentIssuedOn: string;
  readonly note: string;
}

export function makePerson(number: number): MadePerson {
  const roll = diceOf(number);
  const isTatar = roll(100) < 55;
  const isWoman = roll(100) < 54;
  const stem = isTatar ? `${rare(tatarRoots, roll)}ин` : `${rare(russianRoots, roll)}ов`;
  const father = rare(men, roll);
  const isDouble = isWoman && roll(100) < 2;
  const surname = `${stem}${isWoman ? 'а' : ''}${isDouble ? `-${rare(russianRoots, roll)}ова` : ''}`;
  const place = oktmo.entries[roll(oktmo.entries.length)];
  const address = `${place?.centre ?? ''}, ул. ${rare(streets, roll)}, д. ${1 + roll(150)}, кв. ${1 + roll(90)}`;
  const day = (from: number, years: number): string =>
    `${from + roll(years)}-${two(1 + roll(12))}-${two(1 + roll(28))}`;
  return {
    surname,
    givenName: rare(isWoman ? women : men, roll),
    patronymic: `${father}${isWoman ? 'овна' : 'ович'}`,
    sex: isWoman ? 'female' : 'male',
    birthOn: day(1930, 80),
    snils: snilsOf(number),
    location: address,
    territory: place?.code ?? '',
    residenceAddress: address,
    phones: [`+7917${String(roll(10_000_000)).padStart(7, '0')}`],
    documentKind: 'passport',
    documentNumber: `92 ${two(roll(24))} ${String(roll(1_000_000)).padStart(6, '0')}`,
    documentIssuedOn: day(2005, 20),
    note: `Нужна помощь на дому, дело ${number}`,
  };
}

/** The number in the first nine digits, beyond those that were given without a control. */
export function snilsOf(number: number): string {
  const digits = String(100_000_000 + number);
  const control = Array.from({ length: 100 }, (_none, value) => digits + two(value));
  const snils = control.find((code) => checkSnils(code) === null);
  if (snils === undefined) throw new Error('no control fits');
  return snils;
}

/** Earlier words come more often, none never. */
const rare = (list: readonly string[], roll: (limit: number) => number): string =>
  list[Math.floor(list.length * (roll(1_000_000) / 1_000_000) ** 1.6)] ?? '';

function words(text: string): readonly string[] {
  return text.split(/\s+/u);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** mulberry32 over a scrambled number: neighbours must not look alike. */
function diceOf(number: number): (limit: number) => number {
  let state = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}
