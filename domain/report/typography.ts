/**
 * Russian typography of printed words: «ёлочки», a dash that does not begin a line, spaces that do not break between
 * № and number, number and unit, initials and surname, an abbreviation and its word, the parts of a telephone. Only quotes, dashes and spaces
 * change; letters and digits never do. Not for values that are shown to be compared (what was, what became).
 */
const hard = '\u00a0';

const rules: readonly (readonly [RegExp, string])[] = [
  [/(?<=^|[\s([«—-])["“”„](?=\S)/gu, '«'],
  [/["“”„]/gu, '»'],
  [/ [-–—] /gu, `${hard}— `],
  [/№ ?(?=[\p{L}\d])/gu, `№${hard}`],
  [/(?<=\d) (?=\d{3}(?!\d))/gu, hard],
  [/(?<=\d) (?=₽|%|руб\.|коп\.|тыс\.|км|мест|чел\.|лет|г\.)/gu, hard],
  [/(?<=(?:^|[^\p{L}])\p{Lu}\.) (?=\p{Lu}(?:\.|\p{Ll}))/gu, hard],
  [/(?<=\p{Lu}\p{Ll}+) (?=\p{Lu}\.\s?\p{Lu}\.)/gu, hard],
  [/(?<=\+7) (?=\()|(?<=\+7\s?\(\d+\)) (?=\d)/gu, hard],
  [/(?<=(?:^|[^\p{L}])(?:г|с|д|п|пп|ст|ч|ул|пр|кв|стр|пос|обл|корп|оф|пом)\.) (?=\S)/giu, hard],
];

/** The same words as they are set on paper. */
export function typographic(text: string): string {
  return rules.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);
}

/** A number with the form of the word that goes with it: `1 запись`, `2 записи`, `5 записей`. */
export function counted(count: number, forms: readonly [one: string, few: string, many: string]): string {
  const category = new Intl.PluralRules('ru').select(count);
  const word = category === 'one' ? forms[0] : category === 'few' ? forms[1] : forms[2];
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/gu, hard)}${hard}${word}`;
}
