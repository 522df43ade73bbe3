import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findByWords, findEntry, findMunicipality } from '../../domain/registry/classifiers';
import type { FieldKind, FieldValue, Option } from '../../domain/registry/fieldKinds';
import { checkValue } from '../../domain/registry/kinds/checkValue';
import { formatField } from '../../domain/registry/kinds/formatField';
import { parseField } from '../../domain/registry/kinds/parseField';
import { shippedRegistries } from '../../domain/registry/shipped';
import { createRegistries } from '../../domain/registry';
import { ownerKinds, serviceForms, serviceKinds } from '../../domain/registry/provider/options';
import type { Parsed } from '../../domain/values/result';
import okopf from '../../resources/classifiers/okopf.json';
import oktmo from '../../resources/classifiers/oktmo.json';
import services from '../../resources/classifiers/services.json';
import providerGrounds from '../../resources/registry/providerGrounds.json';
import { classifiers, recordContext as context } from '../support/record/fieldContext';

const outcome = (parsed: Parsed<FieldValue>): FieldValue => (parsed.ok ? parsed.value : parsed.issue.code);
const parsed = (kind: FieldKind, typed: string) => outcome(parseField(kind, typed, context));
const checked = (kind: FieldKind, value: unknown) => outcome(checkValue(kind, value, context));

const forms: FieldKind = { type: 'choices', options: serviceForms };
const form: FieldKind = { type: 'choice', options: serviceForms };
const place: FieldKind = { type: 'classifier', classifier: 'oktmo' };
const legalForm: FieldKind = { type: 'classifier', classifier: 'okopf' };
const past: FieldKind = { type: 'date', notAfterToday: true, notBefore: '2015-01-01' };
const line: FieldKind = { type: 'text', max: 20 };
const count: FieldKind = { type: 'integer', min: 0, max: 100_000 };

describe('what is typed or stands in a spreadsheet', () => {
  it.each<[FieldKind, string, FieldValue]>([
    [line, '  Дом\u00a0 призрения ', 'Дом призрения'],
    [line, '-', '-'],
    [{ type: 'text', max: 99, lines: 'many' }, 'раз \r\nдва', 'раз\nдва'],
    [past, '5.4', '2026-04-05'],
    [past, '23.11.2026', '2026-11-23'],
    [count, '14\u00a0835', 14835],
    [count, ' — ', null],
    [{ type: 'year' }, '2024', 2024],
    [{ type: 'money' }, '1 234,50', 123450],
    [{ type: 'boolean' }, 'Да', true],
    [{ type: 'boolean' }, 'юк', false],
    [{ type: 'code', code: 'inn' }, '7707 083 893', '7707083893'],
    [{ type: 'code', code: 'kpp' }, '1659ab001', '1659AB001'],
    [{ type: 'code', code: 'snils' }, '123-456-789 64', '12345678964'],
    [{ type: 'codes', code: 'okved2' }, '87.10; 88.10, 87.10', ['87.10', '88.10']],
    [{ type: 'phones' }, '8 (843) 557-20-01; +7 843 557 20 02', ['+78435572001', '+78435572002']],
    [{ type: 'emails' }, 'a@b.ru, c@d.ru', ['a@b.ru', 'c@d.ru']],
    [{ type: 'personName' }, ' Сабирова  Гөлнара ', 'Сабирова Гөлнара'],
    [form, 'Стационарная', 'stationary'],
    [form, 'стационарная форма обслуживания', 'stationary'],
    [form, 'полустационар', 'semiStationary'],
    [form, 'өйдә', 'home'],
    [form, 'home', 'home'],
    [forms, 'стационарная; полустационарная', ['semiStationary', 'stationary']],
    [forms, 'на дому\nполустационарная', ['home', 'semiStationary']],
    [forms, 'Стационарная, стационарная', ['stationary']],
    [place, '92602000', '92602000'],
    [place, '92602000-8', '92602000'],
    [place, '92 602 101 001', '92602101001'],
    [place, 'Азнакаевский р-н', '92602000'],
    [place, 'Азнакаевский  муниципальный район ', '92602000'],
    [place, 'азнакаевский район РТ', '92602000'],
    [place, 'Азнакай муниципаль районы', '92602000'],
    [place, 'г. Казань', '92701000'],
    [place, 'г.о. Набережные Челны', '92730000'],
    [place, 'Яр Чаллы шәһәре', '92730000'],
    [legalForm, 'Государственное автономное учреждение субъекта РФ', '75201'],
    [legalForm, 'ООО', '12300'],
    [legalForm, '7 52 03', '75203'],
  ])('is read: %o %s', (kind, typed, value) => expect(parsed(kind, typed)).toEqual(value));

  it.each<[FieldKind, string, string]>([
    [line, 'длиннее двадцати знаков', 'text.tooLong'],
    [line, 'a\u0007', 'text.control'],
    [past, '24.11.2026', 'date.future'],
    [past, '31.12.2014', 'date.tooEarly'],
    [count, '12,5', 'integer.malformed'],
    [count, '-1', 'integer.outOfRange'],
    [count, '100001', 'integer.outOfRange'],
    [{ type: 'year' }, '26', 'year.malformed'],
    [{ type: 'year' }, 'двадцать', 'year.malformed'],
    [{ type: 'boolean' }, 'может быть', 'boolean.unknown'],
    [{ type: 'choice', options: serviceKinds }, 'социально', 'choice.unknown'],
    [form, 'ст', 'choice.unknown'],
    [forms, 'на дому; на луне', 'choice.unknown'],
    [place, 'Азнакаево', 'classifier.unknown'],
    [place, 'район', 'classifier.unknown'],
    [place, '92603000', 'classifier.unknown'],
    [place, '92000000', 'classifier.unknown'],
    [place, '80701000', 'oktmo.region'],
    [place, '92602000-7', 'oktmo.checksum'],
    [place, 'Азнакаевский муниципальный район (92601000)', 'classifier.unknown'],
    [legalForm, '75299', 'classifier.unknown'],
    [{ type: 'phones' }, '8 (843) 557-20-01, 557-20-02', 'phone.length'],
    [{ type: 'code', code: 'ogrn' }, '1027700132194', 'ogrn.checksum'],
  ])('is refused: %o %s', (kind, typed, code) => expect(parsed(kind, typed)).toBe(code));

  it('is nothing when blank, whatever the kind', () => {
    for (const kind of everyKind()) {
      expect(parsed(kind, ' \u00a0\n')).toBeNull();
      expect(checked(kind, null)).toBeNull();
      expect(formatField(kind, null, 'ru', context)).toBe('');
    }
  });
});

describe('a JSON value of unknown origin', () => {
  it.each<[FieldKind, unknown, string]>([
    [line, 5, 'field.malformed'],
    [line, ['а'], 'field.malformed'],
    [past, '05.04.2026', 'date.malformed'],
    [past, 20260405, 'field.malformed'],
    [count, '5', 'integer.malformed'],
    [count, 1.5, 'integer.malformed'],
    [count, Number.NaN, 'integer.malformed'],
    [{ type: 'year' }, 1899, 'year.malformed'],
    [{ type: 'money' }, 0.5, 'money.malformed'],
    [{ type: 'money' }, -1, 'money.negative'],
    [{ type: 'money' }, 1e15, 'money.tooLarge'],
    [{ type: 'boolean' }, 'да', 'field.malformed'],
    [{ type: 'boolean' }, 1, 'field.malformed'],
    [form, 'стационарная', 'choice.unknown'],
    [form, 'toString', 'choice.unknown'],
    [forms, 'home', 'field.malformed'],
    [forms, ['home', 1], 'field.malformed'],
    [place, 'Азнакаевский район', 'oktmo.letters'],
    [{ type: 'phones' }, [null], 'field.malformed'],
    [{ type: 'emails' }, ['a@b.ru', 'a@'], 'email.malformed'],
    [line, { toString: 'a' }, 'field.malformed'],
  ])('is refused: %o %o', (kind, value, code) => expect(checked(kind, value)).toBe(code));

  it('keeps a set of choices in one order and each item once', () => {
    expect(checked(forms, ['stationary', 'home', 'stationary', ''])).toEqual(['home', 'stationary']);
    expect(checked(forms, [])).toBeNull();
    expect(checked({ type: 'phones' }, [' ', ''])).toBeNull();
    expect(checked({ type: 'phones' }, ['8 843 557-20-01', '+78435572001', ' '])).toEqual(['+78435572001']);
  });

  it('never throws and, once kept, stays as it is', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom(...samples()));
    fc.assert(
      fc.property(fc.constantFrom(...everyKind()), anything, (kind, value) => {
        const first = checkValue(kind, value, context);
        if (first.ok) expect(checkValue(kind, first.value, context)).toEqual(first);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('words for people', () => {
  it.each<[FieldKind, FieldValue, 'ru' | 'tt', string]>([
    [past, '2026-04-05', 'ru', '05.04.2026'],
    [{ type: 'money' }, 123450, 'ru', '1\u00a0234,50'],
    [{ type: 'boolean' }, true, 'ru', 'да'],
    [{ type: 'boolean' }, false, 'tt', 'юк'],
    [forms, ['home', 'stationary'], 'ru', 'на дому, стационарная'],
    [forms, ['home', 'stationary'], 'tt', 'өйдә, стационар'],
    [place, '92602000', 'ru', 'Азнакаевский муниципальный район'],
    [place, '92602000', 'tt', 'Азнакай'],
    [place, '92602101', 'ru', 'Азнакаевский муниципальный район (92602101)'],
    [legalForm, '75201', 'ru', 'Государственные автономные учреждения субъектов Российской Федерации'],
    [{ type: 'phones' }, ['+78435572001', '+78559271234'], 'ru', '+7 (843) 557-20-01, +7 (855) 927-12-34'],
    [{ type: 'code', code: 'snils' }, '12345678964', 'ru', '123-456-789 64'],
    [count, 14835, 'ru', '14835'],
    [form, 'ofNewerVersion', 'ru', 'ofNewerVersion'],
  ])('%o %o %s', (kind, value, language, words) => {
    expect(formatField(kind, value, language, context)).toBe(words);
  });

  it('are read back as the value they say, in both languages', () => {
    fc.assert(
      fc.property(kindAndValue, fc.constantFrom('ru', 'tt'), ([kind, value], language) => {
        expect(checked(kind, value)).toEqual(value);
        expect(parsed(kind, formatField(kind, value, language, context))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('classifiers that ship', () => {
  it('are found by code and by every spelling they list, in both languages', () => {
    for (const name of ['oktmo', 'okopf'] as const) {
      for (const entry of classifiers[name].entries) {
        expect(findEntry(classifiers[name], entry.code)).toBe(entry);
        for (const words of [entry.ru, entry.tt, ...(entry.also ?? [])]) {
          expect(findByWords(name, words, classifiers)).toBe(entry);
        }
      }
    }
    expect(findMunicipality(classifiers.oktmo, '92602101')?.code).toBe('92602000');
  });
  it('are not guessed by words that two entries share', () => {
    const twice = { ...okopf, entries: [...okopf.entries, { code: '99999', ru: 'ООО', tt: 'ООО' }] };
    expect(findByWords('okopf', 'ООО', { oktmo, okopf: twice })).toBeUndefined();
  });
  it('have unique codes, words in both languages and a source', () => {
    for (const list of [oktmo, okopf, services, providerGrounds]) {
      expect(list.source).not.toBe('');
      expect(new Set(list.entries.map(({ code }) => code)).size).toBe(list.entries.length);
      expect(list.entries.filter(({ ru, tt }) => ru === '' || tt === '')).toEqual([]);
    }
  });
  it('name services of the eight kinds and grounds of the decisions only', () => {
    expect(new Set(services.entries.map(({ group }) => group))).toEqual(
      new Set(serviceKinds.map(({ code }) => code)),
    );
    expect(new Set(providerGrounds.entries.map(({ group }) => group))).toEqual(
      new Set(['include', 'return', 'change', 'exclude', 'grant', 'refuse']),
    );
  });
});

/** Every kind that a declared field has, and those no field has yet. */
function everyKind(): readonly FieldKind[] {
  const declared = createRegistries(shippedRegistries).all.flatMap(({ fields }) =>
    Object.values(fields).map(({ kind }) => kind),
  );
  return [...declared, { type: 'code', code: 'snils' }];
}

/** Texts on the edge of being values of some kind. */
function samples(): readonly string[] {
  const texts = [
    '7707083893',
    '2026-04-05',
    'home',
    '92602000-8',
    '8 843 557-20-01',
    'Ab@C.ru',
    "О'Ё Ә - Ю",
    '87.10',
  ];
  return texts.map((text) => ` ${text}\u00a0`);
}

const codes = (options: readonly Option[]) => fc.constantFrom(...options.map(({ code }) => code));
const constantKind = (kind: FieldKind, values: fc.Arbitrary<FieldValue>) =>
  fc.tuple(fc.constant(kind), values);
const phone = fc.nat(999_999_999).map((number) => `+78${String(number).padStart(9, '0')}`);

const kindAndValue = fc.oneof(
  constantKind(line, fc.stringMatching(/^[а-яёәң«»"№0-9-]{1,20}$/)),
  constantKind(
    { type: 'date' },
    fc.nat(99_999).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  ),
  constantKind(count, fc.nat(100_000)),
  constantKind({ type: 'year' }, fc.integer({ min: 1900, max: 2100 })),
  constantKind({ type: 'money' }, fc.nat(2_000_000_000)),
  constantKind({ type: 'boolean' }, fc.boolean()),
  constantKind({ type: 'choice', options: ownerKinds }, codes(ownerKinds)),
  constantKind({ type: 'choice', options: serviceKinds }, codes(serviceKinds)),
  constantKind(
    forms,
    fc.subarray(
      serviceForms.map(({ code }) => code),
      { minLength: 1 },
    ),
  ),
  constantKind(
    place,
    fc.constantFrom(...oktmo.entries.flatMap(({ code }) => [code, `${code.slice(0, 5)}101`])),
  ),
  constantKind(legalForm, fc.constantFrom(...okopf.entries.map(({ code }) => code))),
  constantKind({ type: 'phones' }, fc.uniqueArray(phone, { minLength: 1, maxLength: 3 })),
  constantKind({ type: 'code', code: 'snils' }, fc.constantFrom('12345678964', '11223344595', '16016016007')),
);
