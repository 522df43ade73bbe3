import type { FontMetrics } from './fontMetrics';

/** Measures text before pdfmake lays it out: widths in points of a column, lines as it will break them. */
export interface TypeFace {
  readonly plain: FontMetrics;
  readonly bold: FontMetrics;
}

/**
 * Lines of a text in a column, each with the space or line end that closes it, so that joined they are the text again.
 * Breaks at spaces only, therefore never fewer lines than pdfmake makes; what is wider than the column is cut.
 */
export function linesOf(text: string, room: number, font: FontMetrics): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const close = (): void => {
    if (line !== '') lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of text.match(/[^ \n]*[ \n]?/gu) ?? []) {
    const width = font.width(word.trimEnd());
    if (used > 0 && used + width > room) close();
    for (const part of width > room ? cut(word, room, font) : [word]) {
      if (used > 0 && used + font.width(part.trimEnd()) > room) close();
      line += part;
      used += font.width(part);
    }
    if (word.endsWith('\n')) close();
  }
  close();
  return lines;
}

/** The widest word of a text: narrower than this a column would cut words in two. */
export function widestWord(text: string, font: FontMetrics): number {
  return Math.max(0, ...text.split(/[ \n]|(?<=[-/])(?=\p{L})/u).map((word) => font.width(word)));
}

function cut(word: string, room: number, font: FontMetrics): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && letter.trim() !== '' && font.width(part + letter) > room) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}
