import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInn } from '../../domain/values/inn';
import { checkKpp } from '../../domain/values/kpp';
import { checkOgrn, checkOgrnip, checkOgrnOrOgrnip, yearOfOgrn } from '../../domain/values/ogrn';
import { checkOktmo, oktmoControl } from '../../domain/values/oktmo';
import { checkOkved2 } from '../../domain/values/okved2';
import type { IssueBody } from '../../domain/values/result';
import { checkSnils, formatSnils, normaliseSnils } from '../../domain/values/snils';
import oktmo from '../../resources/classifiers/oktmo.json';

const codeOf = (issue: IssueBody | null): string | null => issue?.code ?? null;
/** The code with another digit at one place. */
function withOtherDigit(code: string, place: number, shift: number): string {
  const digit = (Number(code[place]) + shift) % 10;
  return code.slice(0, place) + String(digit) + code.slice(place + 1);
}

/** The code that begins so and is good, found by trying every ending. */
function completed(
  start: string,
  endings: number,
  check: (code: string) => IssueBody | null,
): string | undefined {
  for (let ending = 0; ending < 10 ** endings; ending++) {
    const code = start + String(ending).padStart(endings, '0');
    if (check(code) === null) return code;
  }
  return undefined;
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

describe('ИНН', () => {
  it.each(['7707083893', '7736207543', '7736050003', '7707049388', '1655000003', '1655000050'])(
    'takes %s of a legal entity',
    (inn) => expect(checkInn(inn)).toBeNull(),
  );
  it.each(['500100732259', '165000000138', '165512345632', '165998765447', '160000000080'])(
    'takes %s of a person',
    (inn) => expect(checkInn(inn)).toBeNull(),
  );
  it.each([
    ['7707083894', 'inn.checksum'],
    ['500100732258', 'inn.checksum'],
    ['500100732269', 'inn.checksum'],
    ['0000000000', 'inn.zeros'],
    ['000000000000', 'inn.zeros'],
    ['77070838931', 'inn.length'],
    ['', 'inn.length'],
    ['770708389O', 'inn.letters'],
    ['-707083893', 'inn.letters'],
    ['٧٧٠٧٠٨٣٨٩٣', 'inn.letters'],
  ])('refuses %s: %s', (inn, code) => expect(codeOf(checkInn(inn))).toBe(code));
  it('overlooks spaces and U+00A0', () => {
    expect(checkInn(' 7707\u00a0083893 ')).toBeNull();
  });
  it.each([
    [9, 1],
    [10, 2],
  ])(
    'catches any one changed digit of %d and %d of control, save that remainders 0 and 10 look alike',
    (own, controls) => {
      fc.assert(
        fc.property(
          digits(own),
          fc.nat(own + controls - 1),
          fc.integer({ min: 1, max: 9 }),
          (start, place, shift) => {
            const inn = completed(start, controls, checkInn);
            fc.pre(inn !== undefined);
            const passed = checkInn(withOtherDigit(inn, place, shift)) === null;
            expect(passed && Number(inn.slice(own)) !== 0).toBe(false);
          },
        ),
      );
    },
  );
});

describe('ОГРН and ОГРНИП', () => {
  it.each([
    '1027700132195',
    '1027700229193',
    '1027700070518',
    '1027700198767',
    '1021600000003',
    '1021600000070',
  ])('takes %s of a legal entity', (ogrn) => {
    expect(checkOgrn(ogrn)).toBeNull();
    expect(checkOgrnOrOgrnip(ogrn)).toBeNull();
    expect(codeOf(checkOgrnip(ogrn))).toBe('ogrnip.length');
  });
  it.each([
    '304500116000157',
    '315169000123457',
    '323169000456781',
    '304161000000011',
    '324169000999992',
    '304161000000100',
  ])('takes %s of an entrepreneur', (ogrnip) => {
    expect(checkOgrnip(ogrnip)).toBeNull();
    expect(checkOgrnOrOgrnip(ogrnip)).toBeNull();
    expect(codeOf(checkOgrn(ogrnip))).toBe('ogrn.length');
  });
  it.each([
    ['1027700132194', 'ogrn.checksum'],
    ['304500116000158', 'ogrnip.checksum'],
    ['0000000000000', 'ogrn.zeros'],
    ['000000000000000', 'ogrnip.zeros'],
    ['2027700132195', 'ogrn.firstDigit'],
    ['104500116000157', 'ogrnip.firstDigit'],
    ['10277001321', 'ogrn.length'],
    ['102770013219Х', 'ogrn.letters'],
  ])('refuses %s: %s', (ogrn, code) => expect(codeOf(checkOgrnOrOgrnip(ogrn))).toBe(code));
  it('tells the year of the entry', () => {
    expect(yearOfOgrn('1027700132195')).toBe(2002);
    expect(yearOfOgrn('323169000456781')).toBe(2023);
  });
  it('catches any one changed digit, save that remainders 0 and 10 share the digit 0', () => {
    fc.assert(
      fc.property(
        digits(11),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (rest, place, shift) => {
          const ogrn = completed(`1${rest}`, 1, checkOgrn);
          fc.pre(ogrn !== undefined);
          const passed = checkOgrn(withOtherDigit(ogrn, place, shift)) === null;
          expect(passed && !ogrn.endsWith('0')).toBe(false);
        },
      ),
    );
  });
});

describe('КПП', () => {
  it.each(['165901001', '1659AB001', ' 165901001\u00a0'])('takes %s', (kpp) =>
    expect(checkKpp(kpp)).toBeNull(),
  );
  it.each([
    ['16590100', 'kpp.length'],
    ['000000000', 'kpp.zeros'],
    ['1659АВ001', 'kpp.letters'],
    ['A65901001', 'kpp.letters'],
    ['16590100B', 'kpp.letters'],
  ])('refuses %s: %s', (kpp, code) => expect(codeOf(checkKpp(kpp))).toBe(code));
});

describe('СНИЛС', () => {
  it.each([
    '112-233-445 95',
    '087-654-303 00',
    '123-456-789 64',
    '100-200-300 30',
    '160-160-160 07',
    '11223344595',
  ])('takes %s', (snils) => expect(checkSnils(snils)).toBeNull());
  it('does not judge numbers given before the control', () => {
    expect(checkSnils('001-001-998 55')).toBeNull();
    expect(codeOf(checkSnils('001-001-999 55'))).toBe('snils.checksum');
  });
  it.each([
    ['112-233-445 96', 'snils.checksum'],
    ['112-233-445 9', 'snils.length'],
    ['112-233-44А 95', 'snils.letters'],
    ['000-000-000 00', 'snils.zeros'],
  ])('refuses %s: %s', (snils, code) => expect(codeOf(checkSnils(snils))).toBe(code));
  it('reads back what it writes', () => {
    expect(formatSnils('12345678964')).toBe('123-456-789 64');
    expect(normaliseSnils('123\u2013456\u2013789 64')).toBe('12345678964');
  });
  it('catches any one changed digit of the control', () => {
    fc.assert(
      fc.property(
        digits(9),
        fc.integer({ min: 9, max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (start, place, shift) => {
          fc.pre(Number(start) > 1_001_998);
          const snils = completed(start, 2, checkSnils);
          fc.pre(snils !== undefined);
          expect(codeOf(checkSnils(withOtherDigit(snils, place, shift)))).toBe('snils.checksum');
        },
      ),
    );
  });
});

describe('ОКТМО', () => {
  it.each(oktmo.entries.map(({ code, controlDigit }) => [code, controlDigit] as const))(
    'finds the control number of %s: %d',
    (code, control) => expect(oktmoControl(code)).toBe(control),
  );
  it('knows 45 municipalities and takes the second pass for some of them', () => {
    expect(oktmo.entries).toHaveLength(45);
    expect(oktmoControl('92000000')).toBe(2);
    expect(oktmoControl('92607000')).toBe(0);
  });
  it.each([
    ['92701000', null],
    ['92701000-6', null],
    ['92701000 – 6', null],
    ['92602101', null],
    ['92602101001', null],
    ['92701000-7', 'oktmo.checksum'],
    ['9270100', 'oktmo.length'],
    ['927010006', 'oktmo.length'],
    ['00000000', 'oktmo.zeros'],
    ['9270l000', 'oktmo.letters'],
  ])('judges %s: %s', (code, issue) => expect(codeOf(checkOktmo(code))).toBe(issue));
});

describe('ОКВЭД2', () => {
  it.each(['87', '87.3', '87.30', '88.10.1', '88.99.12'])('takes %s', (code) =>
    expect(checkOkved2(code)).toBeNull(),
  );
  it.each(['8', '87.', '87.300', '87.30.', '87,30', '87.30.1.1', '00', '00.00', ''])('refuses %s', (code) =>
    expect(codeOf(checkOkved2(code))).toBe('okved2.malformed'),
  );
});
