/**
 * Letters of the two state languages. They live here because code elsewhere holds no Cyrillic; nothing but letters
 * belongs here. Order of the Tatar alphabet: А Ә Б … Ж Җ З … Н Ң О Ө П … У Ү Ф Х Һ Ц …
 */
export const alphabet = 'аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя';

/** Latin letters that look like Cyrillic ones. */
export const lookAlikes: Readonly<Record<string, string>> = {
  ...{ A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У' },
  ...{ a: 'а', c: 'с', e: 'е', h: 'һ', k: 'к', m: 'м', o: 'о', p: 'р', x: 'х', y: 'у' },
};
export const cyrillicLetter = /\p{Script=Cyrillic}/u;

/** Letters that people write one for the other. */
export const foldedLetters: readonly (readonly [string, string])[] = [['ё', 'е']];

/** Each Tatar letter and the Russian letter it follows. */
export const lettersAfter: readonly (readonly [string, string])[] = [
  ['ә', 'а'],
  ['җ', 'ж'],
  ['ң', 'н'],
  ['ө', 'о'],
  ['ү', 'у'],
  ['һ', 'х'],
];

/** The last sign of the Cyrillic block: greater than any letter of either language when bytes are compared. */
export const afterAnyLetter = '\u04ff';
