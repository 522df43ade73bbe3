import Papa from 'papaparse';
import { provider } from '../../../domain/registry/provider/declaration';
import type { FieldDeclaration } from '../../../domain/registry/defineRegistry';
import type { FieldValue } from '../../../domain/registry/fieldKinds';
import { formatField } from '../../../domain/registry/kinds/formatField';
import oktmo from '../../../resources/classifiers/oktmo.json';
import { recordContext } from './fieldContext';
import * as words from './providerWords';
import type { SoundProvider } from './soundProvider';

/**
 * Any number of invented providers, good enough for review, each known by its number: the same number always gives the
 * same provider, no two share a code. Names of organisations repeat now and then, as they do in life.
 */
export function makeProvider(number: number): SoundProvider {
  const dice = createDice(number);
  const municipality = dice.pick(oktmo.entries);
  const isPerson = dice.below(100) < 15;
  const form = dice.pick(words.legalForms);
  const head = makePerson(dice);
  const title = `${dice.pick(words.adjectives)} ${dice.pick(words.nouns)}`;
  const kind = dice.pick(words.kinds);
  const place = `${municipality.centre}, ул. ${dice.pick(words.streets)}, д. ${1 + dice.below(120)}`;
  const year = 2003 + dice.below(20);
  const total = 10 + dice.below(190);
  const serviceForms = dice.pick(words.serviceForms);
  const fullName = isPerson
    ? `Индивидуальный предприниматель ${head}`
    : `${form.name} «${kind} „${title}“», ${municipality.ru}`;
  const fields: Record<string, FieldValue> = {
    entityKind: isPerson ? 'entrepreneur' : 'legalEntity',
    fullName,
    shortName: isPerson ? `ИП ${head}` : `${form.short} «${title}»`,
    stateRegistrationOn: `${year}-0${1 + dice.below(9)}-1${dice.below(10)}`,
    legalForm: isPerson ? null : form.code,
    inn: isPerson ? innOfPerson(number) : innOfEntity(number),
    kpp: isPerson ? null : `16${String(1 + dice.below(98)).padStart(2, '0')}01001`,
    ogrn: isPerson ? ogrnip(number, year) : ogrn(number, year),
    okved: dice.pick(words.okved),
    ownerKind: isPerson ? 'entrepreneur' : form.owner,
    statePurchase: dice.below(2) === 1,
    legalAddress: `42${String(dice.below(10_000)).padStart(4, '0')}, Республика Татарстан, ${place}`,
    oktmo: municipality.code,
    phones: [`+7855${String(dice.below(10_000_000)).padStart(7, '0')}`],
    emails: [`provider${number}@example.ru`],
    headName: head,
    serviceForms,
    placesTotal: total,
    placesFree: dice.below(total),
    placesAsOfOn: '2026-11-20',
    conditions: dice.pick(words.conditions),
  };
  const service = { form: serviceForms[0] ?? 'home', kind: 'household', service: dice.pick(words.services) };
  return {
    fields,
    lists: {
      places: [{ address: place, oktmo: municipality.code }],
      services: [service],
      tariffs: [{ ...service, amount: 1000 * (1 + dice.below(900)), validFromOn: '2026-01-01' }],
      experience: [{ year: 2025, description: `Обслужено ${total * 3} человек` }],
    },
  };
}

/**
 * The table of a district's list: providers `from` … `from + count - 1` as a person would have typed them. Of a hundred
 * rows two say a provider again that stands above them (the name in other quotes), five lack the telephone, three have
 * an ИНН with a slip of the finger.
 */
export function makeProvidersCsv(count: number, from = 0): string {
  const columns = Object.entries<FieldDeclaration>(provider.fields).filter(([field]) =>
    Object.hasOwn(makeProvider(0).fields, field),
  );
  const rows = Array.from({ length: count }, (_, place) => {
    const isTwin = place % 100 === 50 || place % 100 === 99;
    const { fields } = makeProvider(from + (isTwin ? place - 40 : place));
    const cells = columns.map(([field, { kind }]) =>
      formatField(kind, fields[field] ?? null, 'ru', recordContext),
    );
    return cells.map((cell, column) => retype(columns[column]?.[0] ?? '', cell, place % 100, isTwin));
  });
  return `\ufeff${Papa.unparse([columns.map(([, { label }]) => label.ru), ...rows], { delimiter: ';', newline: '\r\n' })}\r\n`;
}

function retype(field: string, cell: string, ofHundred: number, isTwin: boolean): string {
  if (isTwin && field === 'fullName') return cell.replace(/[«»„“]/g, '"').toUpperCase();
  if (field === 'phones' && ofHundred % 20 === 7) return '';
  if (field === 'inn' && ofHundred % 33 === 11) return cell.slice(0, -1);
  return cell;
}

interface Dice {
  /** A whole number from 0 up to `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** mulberry32 over a scrambled number: neighbours must not look alike. */
function createDice(number: number): Dice {
  let state = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
  return {
    below,
    pick<T>(items: readonly T[]) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

function makePerson(dice: Dice): string {
  const [surname, name, father] = [
    dice.pick(words.surnames),
    dice.pick(words.firstNames),
    dice.pick(words.fathers),
  ];
  return name.woman ? `${surname}а ${name.name} ${father}овна` : `${surname} ${name.name} ${father}ович`;
}

const control = (digits: string, weights: readonly number[]): number =>
  (weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11) % 10;
const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** 16 of the republic, the number in the other seven digits: good for ten million. */
function innOfEntity(number: number): string {
  const digits = `16${String(number).padStart(7, '0')}`;
  return `${digits}${control(digits, weights10)}`;
}

function innOfPerson(number: number): string {
  const ten = `16${String(number).padStart(8, '0')}`;
  const eleven = `${ten}${control(ten, [7, ...weights10])}`;
  return `${eleven}${control(eleven, [3, 7, ...weights10])}`;
}

function ogrn(number: number, year: number): string {
  const digits = `1${String(year).slice(2)}16${String(number).padStart(7, '0')}`;
  return `${digits}${(Number(digits) % 11) % 10}`;
}

function ogrnip(number: number, year: number): string {
  const digits = `3${String(year).slice(2)}16${String(number).padStart(9, '0')}`;
  return `${digits}${(Number(digits) % 13) % 10}`;
}
