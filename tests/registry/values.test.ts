import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmail } from '../../domain/values/email';
import { foldText, titleKey } from '../../domain/values/foldText';
import { formatMoney, maxMoney, parseMoney } from '../../domain/values/money';
import { parsePersonName } from '../../domain/values/personName';
import { formatPhone, parsePhone } from '../../domain/values/phone';
import { daysBetween, formatPlainDate, isPlainDate, parsePlainDate } from '../../domain/values/plainDate';
import { plainText } from '../../domain/values/plainText';
import type { Parsed } from '../../domain/values/result';

const today = '2026-11-23';
/** The value, or the code of the issue. */
const outcome = <T>(parsed: Parsed<T>): T | string => (parsed.ok ? parsed.value : parsed.issue.code);

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

describe('telephone', () => {
  it.each([
    '8 (85592) 7-12-34',
    '+7 85592 71234',
    '+7 (855) 927-12-34',
    '(85592) 7-12-34',
    '8-855-927-12-34',
    'тел.: 8 855 92 7 12 34',
    '7\u00a0855\u00a092\u00a071234',
    '8559271234',
  ])('reads %s', (typed) => expect(outcome(parsePhone(typed))).toBe('+78559271234'));
  it.each([
    ['7-12-34', 'phone.length'],
    ['+7 855 927 12', 'phone.length'],
    ['8 855 927 12 345', 'phone.length'],
    ['+375 17 123 45 67', 'phone.country'],
    ['+8 855 927 12 34', 'phone.country'],
    ['8 (055) 927-12-34', 'phone.areaCode'],
    ['8 855 927 12 34 доб. 5', 'phone.letters'],
    ['нет', 'phone.length'],
  ])('refuses %s: %s', (typed, code) => expect(outcome(parsePhone(typed))).toBe(code));
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.constantFrom('3', '4', '8', '9'), digits(9), (first, rest) => {
        const phone = `+7${first}${rest}`;
        expect(outcome(parsePhone(formatPhone(phone)))).toBe(phone);
      }),
    );
    expect(formatPhone('+78559271234')).toBe('+7 (855) 927-12-34');
  });
});

describe('e-mail', () => {
  it.each([
    ['Dipi.Aznakay@Tatar.RU', 'Dipi.Aznakay@tatar.ru'],
    [' mailto:a+b@c-d.tatarstan.ru ', 'a+b@c-d.tatarstan.ru'],
    ['дом@интернат.рф', 'дом@интернат.рф'],
  ])('reads %s', (typed, kept) => expect(outcome(parseEmail(typed))).toBe(kept));
  it.each([
    'a',
    '@b.ru',
    'a@b',
    'a..b@c.ru',
    '.a@c.ru',
    'a b@c.ru',
    'a@-b.ru',
    'a@b.12',
    'a@b..ru',
    'a@b@c.ru',
    'a@b.ru,',
  ])('refuses %s', (typed) => expect(outcome(parseEmail(typed))).toBe('email.malformed'));
  it('is not slow on a hostile address', () => {
    const started = process.cpuUsage();
    parseEmail(`${'a.'.repeat(50_000)}@${'b-'.repeat(50_000)}`);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
  });
});

describe('name of a person', () => {
  it.each([
    ['Сабирова Гөлнара Җәүдәт кызы', 'Сабирова Гөлнара Җәүдәт кызы'],
    ['  Петрова\u00a0‑ Ёлкина   Анна ', 'Петрова-Ёлкина Анна'],
    ['O’Brien Mary-Ann', "O'Brien Mary-Ann"],
    ['Һидиятуллин Үзбәк Ңәмәтович', 'Һидиятуллин Үзбәк Ңәмәтович'],
  ])('reads %s', (typed, kept) => expect(outcome(parsePersonName(typed))).toBe(kept));
  it.each([
    ['Сабирова', 'personName.incomplete'],
    ['Сабирова Г. Җ.', 'personName.letters'],
    ['Сабирова Гөлнара2', 'personName.letters'],
    ['Сабирова -', 'personName.letters'],
    ['Cабирова Гөлнара', 'personName.mixedScript'],
  ])('refuses %s: %s', (typed, code) => expect(outcome(parsePersonName(typed))).toBe(code));
});

describe('money', () => {
  it.each([
    ['1 234,50', 123450],
    ['1\u00a0234.5', 123450],
    ['1234', 123400],
    ['0', 0],
    ['12,', 1200],
    ['99 ₽', 9900],
    ['-0,00', 0],
  ])('reads %s', (typed, kopecks) => expect(outcome(parseMoney(typed))).toBe(kopecks));
  it.each([
    ['1,234', 'money.fraction'],
    ['1.234,50', 'money.malformed'],
    ['-5', 'money.negative'],
    ['12 тыс.', 'money.malformed'],
    ['10000000000', 'money.tooLarge'],
    [',5', 'money.malformed'],
    ['', 'money.malformed'],
  ])('refuses %s: %s', (typed, code) => expect(outcome(parseMoney(typed))).toBe(code));
  it('reads back what it writes, to the last kopeck', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxMoney }), (amount) => {
        expect(outcome(parseMoney(formatMoney(amount)))).toBe(amount);
      }),
    );
    expect(formatMoney(123450)).toBe('1\u00a0234,50');
    expect(formatMoney(maxMoney)).toBe('9\u00a0999\u00a0999\u00a0999,99');
    expect(formatMoney(7)).toBe('0,07');
  });
});

describe('day of the calendar', () => {
  it.each([
    ['5.4', '2026-04-05'],
    ['05.04.26', '2026-04-05'],
    ['05.04.2026', '2026-04-05'],
    ['5/4/2026', '2026-04-05'],
    ['2026-04-05', '2026-04-05'],
    [' 05.04.2026 г. ', '2026-04-05'],
    ['29.02.2024', '2024-02-29'],
    ['1.1.46', '2046-01-01'],
    ['1.1.47', '1947-01-01'],
    ['1.1.99', '1999-01-01'],
    ['1.1.00', '2000-01-01'],
  ])('reads %s', (typed, date) => expect(outcome(parsePlainDate(typed, today))).toBe(date));
  it.each([
    ['29.02.2026', 'date.absent'],
    ['31.11.2026', 'date.absent'],
    ['2026-13-01', 'date.absent'],
    ['29.02.1900', 'date.absent'],
    ['00.01.2026', 'date.absent'],
    ['01.01.0026', 'date.absent'],
    ['вчера', 'date.malformed'],
    ['5', 'date.malformed'],
    ['5.4.', 'date.malformed'],
    ['05.04.202', 'date.malformed'],
    ['', 'date.malformed'],
  ])('refuses %s: %s', (typed, code) => expect(outcome(parsePlainDate(typed, today))).toBe(code));
  it('agrees with the calendar of the platform and reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1800-01-01'), max: new Date('2200-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
          expect(isPlainDate(day)).toBe(true);
          expect(outcome(parsePlainDate(formatPlainDate(day), today))).toBe(day);
          expect(day < next).toBe(true);
          expect(daysBetween(day, next)).toBe(1);
          expect(daysBetween(next, day)).toBe(-1);
        },
      ),
    );
  });
  it.each(['2026-02-30', '2026-4-5', '0026-04-05', '2026-04-05T00:00:00Z', '', 20260405, null])(
    'is not %s',
    (value) => expect(isPlainDate(value)).toBe(false),
  );
});

describe('text', () => {
  it('folds letters, quotes, hyphens and spaces, and keeps Tatar letters', () => {
    expect(foldText(' ГАУСО «Дом\u00a0-\u00a0интернат „Ёлочка“», №\u00a02! ')).toBe(
      'гаусо дом интернат елочка 2',
    );
    expect(foldText('Әлмәт ҖЫР Һәм Ңө Ү')).toBe('әлмәт җыр һәм ңө ү');
    expect(foldText('и\u0306од')).toBe('йод');
    expect(foldText(' —«»— ')).toBe('');
  });
  it('puts titles in the order of both alphabets by bytes alone', () => {
    const letters = 'АӘБВГДЕЁЖҖЗИЙКЛМНҢОӨПРСТУҮФХҺЦЧШЩЪЫЬЭЮЯ';
    const words = fc
      .array(fc.constantFrom(...Array.from(letters), ' '), { minLength: 1, maxLength: 6 })
      .map((list) => list.join(''));
    const collator = new Intl.Collator('ru', { sensitivity: 'base' });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [a, b] = [foldText(one), foldText(other)];
        const bytes = Buffer.compare(Buffer.from(titleKey(one)), Buffer.from(titleKey(other)));
        expect(Math.sign(bytes)).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 2000 },
    );
  });
  it('sorts titles with leading quotes by their letters', () => {
    const titles = ['«Яр»', 'Әниләр', '"Аю"', 'Баян', '«Ая»'];
    expect(titles.toSorted((one, other) => (titleKey(one) < titleKey(other) ? -1 : 1))).toEqual([
      '"Аю"',
      '«Ая»',
      'Әниләр',
      'Баян',
      '«Яр»',
    ]);
  });
  it('is kept in one form, with lines only where they matter', () => {
    expect(plainText('  а\u00a0\t б \r\n в ', false)).toBe('а б в');
    expect(plainText('  а\u00a0\t б \r\n\r\n в \n', true)).toBe('а б\n\nв');
    expect(plainText('а\u0000б', false)).toBeNull();
    expect(plainText('а\ud800б', true)).toBeNull();
    expect(plainText('а😀б', true)).toBe('а😀б');
  });
});
