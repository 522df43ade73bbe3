/**
 * Letters of the two state languages. They live here because code elsewhere holds no Cyrillic; nothing but letters
 * belongs here. Order of the Tatar alphabet: А Ә Б … Ж Җ З … Н Ң О Ө П … У Ү Ф Х Һ Ц …
 */
export const alphabet = 'аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя';

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
