import { maxUploadBytes } from '../files/fileStore';
import { maxColumns, maxRows, type TableRow } from './table';
import type { CellFormats } from './xlsxFormats';
import { BadWorkbook, type XlsxPackage, type XmlHandler } from './xlsxPackage';

/** Reads the rows of one sheet: texts, results of formulas, texts of links. Blank rows are left out at once. */
export async function readSheetRows(
  parts: XlsxPackage,
  part: string,
  strings: readonly string[],
  formats: CellFormats,
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  await parts.readPart(part, sheetHandler(rows, strings, formats));
  return rows;
}

function sheetHandler(rows: TableRow[], strings: readonly string[], formats: CellFormats): XmlHandler {
  const text = textCollector();
  let row = 0;
  let column = -1;
  let cell: { type: string; style: number } | undefined;
  let cells = new Map<number, string>();

  return {
    open(element, attributes) {
      text.open(element);
      if (element === 'row') {
        row = attributes['r'] === undefined ? row + 1 : wholeNumber(attributes['r']);
        column = -1;
        cells = new Map();
      } else if (element === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) };
        text.take();
      }
    },
    text: (piece) => text.add(piece),
    close(element) {
      text.close(element);
      if (element === 'c' && cell !== undefined) {
        const shown = cellText(text.take(), cell.type, cell.style, strings, formats).trim();
        if (shown !== '') cells.set(Math.min(column, farthestColumn), shown);
        cell = undefined;
      } else if (element === 'row' && cells.size > 0) {
        rows.push({ row, cells: spread(cells) });
        if (rows.length > maxRows + 1) throw new BadWorkbook('too many rows', true);
      }
      return element !== 'sheetData';
    },
  };
}

/** All columns beyond the limit are one: a line of 16 000 columns must be refused without costing memory. */
const farthestColumn = 2 * maxColumns;

const spread = (cells: ReadonlyMap<number, string>): string[] =>
  Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, column) => cells.get(column) ?? '');

function cellText(
  value: string,
  type: string,
  style: number,
  strings: readonly string[],
  formats: CellFormats,
): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'n':
      return formats.numberText(value.trim(), style);
    case 'd':
      return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    case 'str':
    case 'inlineStr':
      return unescapeText(value);
    default:
      return value;
  }
}

/** The table of texts that cells name by number. */
export async function readSharedStrings(parts: XlsxPackage, part: string): Promise<string[]> {
  const strings: string[] = [];
  const text = textCollector();
  let length = 0;
  await parts.readPart(part, {
    open: (element) => text.open(element),
    text: (piece) => text.add(piece),
    close(element) {
      text.close(element);
      if (element !== 'si') return undefined;
      const whole = unescapeText(text.take());
      length += whole.length;
      if (length > maxUploadBytes) throw new BadWorkbook('too much text', true);
      strings.push(whole);
      return undefined;
    },
  });
  return strings;
}

/** Gathers what stands in `t` and `v`, runs of rich text in a row, without readings of hieroglyphs (`rPh`). */
function textCollector() {
  let gathered = '';
  let inText = false;
  let inReading = false;
  return {
    open(element: string): void {
      if (element === 'rPh') inReading = true;
      else if (element === 't' || element === 'v') inText = !inReading;
    },
    close(element: string): void {
      if (element === 'rPh') inReading = false;
      else if (element === 't' || element === 'v') inText = false;
    },
    add(piece: string): void {
      if (inText) gathered += piece;
    },
    take(): string {
      const whole = gathered;
      gathered = '';
      return whole;
    },
  };
}

/** `_x000D_` is how XLSX writes a sign that XML cannot hold. */
const unescapeText = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new BadWorkbook(`line number ${text}`);
  return number;
}

/** `AB12` -> 27. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) throw new BadWorkbook(`cell ${reference}`);
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
