/**
 * Text as the font can set it. Letters with a mark apart become one letter, spaces of odd width become plain ones,
 * what has no shape goes. A character the font lacks is named by its code, `[U+4E2D]`: a reader sees that something
 * stands there, which an empty box or nothing would hide.
 */
const plain = /^[\n\u0020-\u007e\u0400-\u045f\u00a0\u00ab\u00bb\u2014\u2116]*$/u;
const spaces = /[\t\u2000-\u200a\u205f\u3000]/gu;
const shapeless = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]/gu;

/** Makes the function for fonts that have these characters. */
export function createPrintableText(has: (code: number) => boolean): (text: string) => string {
  const setOrNamed = (character: string): string => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n' || has(code)) return character;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  };
  return (text) => {
    if (plain.test(text)) return text;
    const cleaned = text
      .normalize('NFC')
      .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
      .replace(/\u202f/gu, '\u00a0')
      .replace(spaces, ' ')
      .replace(shapeless, (character) => (character === '\n' ? character : ''));
    return Array.from(cleaned, setOrNamed).join('');
  };
}
