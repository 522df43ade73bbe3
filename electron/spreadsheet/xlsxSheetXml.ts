import { isPlainDate } from '../../domain/values/plainDate';
import {
  columnLetters,
  type Cell,
  type CellStyle,
  type CellValue,
  type Entry,
  type Formula,
  type Sheet,
} from './workbook';
import type { StyleTable } from './xlsxStyles';
import { xlsxText, xmlText } from './xlsxText';

/** A sheet as XML, piece by piece as its rows come: a large register never stands in memory as a workbook. */
export function* sheetXml(sheet: Sheet, shown: boolean, styles: StyleTable): Generator<string> {
  let piece =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    viewXml(sheet, shown) +
    columnsXml(sheet, styles) +
    '<sheetData>';
  const write = rowWriter(styles);
  let row = 0;
  for (const cells of sheet.rows) {
    row += 1;
    if (row > mostRows) throw new Error(`a sheet of more than ${mostRows} rows`);
    piece += write(row, cells);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData>${protectionXml(sheet)}${filterXml(sheet)}${entriesXml(sheet.entries ?? [])}</worksheet>`;
}

const pieceLength = 64 * 1024;
/** What Excel can hold; it calls a workbook with more damaged. */
const mostRows = 1_048_576;
const mostCharacters = 32_767;
const mostInTitle = 32;
const mostInRefusal = 225;

function viewXml({ frozen = {} }: Sheet, shown: boolean): string {
  const { rows = 0, columns = 0 } = frozen;
  const first = `${columnLetters(columns)}${rows + 1}`;
  const active = `${rows > 0 ? 'bottom' : 'top'}${columns > 0 ? 'Right' : 'Left'}`;
  const pane =
    (columns > 0 ? ` xSplit="${columns}"` : '') +
    (rows > 0 ? ` ySplit="${rows}"` : '') +
    ` topLeftCell="${first}" activePane="${active}" state="frozen"`;
  return (
    `<sheetViews><sheetView${shown ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    (rows + columns === 0
      ? ''
      : `<pane${pane}/><selection pane="${active}" activeCell="${first}" sqref="${first}"/>`) +
    '</sheetView></sheetViews>'
  );
}

function columnsXml({ columns = [] }: Sheet, styles: StyleTable): string {
  const all = columns.map(({ width, style }, index) => {
    const place = `min="${index + 1}" max="${index + 1}" width="${width ?? plainWidth}"`;
    const look = style === undefined ? '' : ` style="${styles.numberOf(style, 'other')}"`;
    return `<col ${place}${look} customWidth="1"/>`;
  });
  return all.length === 0 ? '' : `<cols>${all.join('')}</cols>`;
}

const plainWidth = 9;

function rowWriter(styles: StyleTable): (row: number, cells: readonly Cell[]) => string {
  const letters: string[] = [];
  return (row, cells) => {
    let xml = `<row r="${row}">`;
    cells.forEach((cell, column) => {
      const address = `${(letters[column] ??= columnLetters(column))}${row}`;
      const styled = typeof cell === 'object' && cell !== null && 'value' in cell;
      xml += styled
        ? cellXml(address, cell.value, cell.style, styles)
        : cellXml(address, cell, undefined, styles);
    });
    return `${xml}</row>`;
  };
}

function cellXml(
  address: string,
  value: CellValue,
  style: CellStyle | undefined,
  styles: StyleTable,
): string {
  if (value === null || value === '') {
    return style === undefined ? '' : `<c r="${address}" s="${styles.numberOf(style, 'other')}"/>`;
  }
  if (typeof value === 'string') return textXml(address, styles.numberOf(style, 'text'), value);
  if (typeof value === 'object' && 'day' in value) {
    const serial = serialOf(value.day);
    return serial === undefined
      ? textXml(address, styles.numberOf(style, 'text'), value.day)
      : `<c r="${address}" s="${styles.numberOf(style, 'day')}"><v>${serial}</v></c>`;
  }
  const place = `r="${address}" s="${styles.numberOf(style, 'other')}"`;
  if (typeof value === 'object') return formulaXml(place, value);
  return typeof value === 'number'
    ? `<c ${place}><v>${numberText(value, address)}</v></c>`
    : `<c ${place} t="b"><v>${value ? 1 : 0}</v></c>`;
}

/** Text is never a formula: it stands in an element of its own. The whole of a longer one is in the CSV and the JSON. */
function textXml(address: string, style: number, text: string): string {
  const fitting = text.length > mostCharacters ? `${text.slice(0, mostCharacters - 2)} …` : text;
  const space = /^\s|\s$/.test(fitting) ? ' xml:space="preserve"' : '';
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t${space}>${xlsxText(fitting)}</t></is></c>`;
}

function formulaXml(place: string, { formula, result }: Formula): string {
  const types = { string: ' t="str"', boolean: ' t="b"', number: '' } as const;
  const kind = typeof result as keyof typeof types;
  const shown =
    typeof result === 'string'
      ? xlsxText(result)
      : typeof result === 'number'
        ? numberText(result, formula)
        : String(Number(result));
  return `<c ${place}${types[kind]}><f>${xmlText(formula)}</f><v>${shown}</v></c>`;
}

function numberText(value: number, place: string): string {
  if (!Number.isFinite(value)) throw new Error(`no number in ${place}`);
  return String(value);
}

const msPerDay = 86_400_000;

/** Days as a workbook counts them; its calendar begins in 1900 and holds a 29 February of that year. */
function serialOf(day: string): number | undefined {
  if (!isPlainDate(day)) throw new Error('no day of the calendar');
  const days = (Date.parse(day) - Date.UTC(1899, 11, 31)) / msPerDay;
  if (days < 1) return undefined;
  return days < 60 ? days : days + 1;
}

/** Widths may be changed, and a filter used: neither changes what a cell holds. */
function protectionXml({ locked, filter }: Sheet): string {
  if (locked !== true) return '';
  const allowed = `formatColumns="0" formatRows="0"${filter === undefined ? '' : ' sort="0" autoFilter="0"'}`;
  return `<sheetProtection sheet="1" objects="1" scenarios="1" ${allowed}/>`;
}

const filterXml = ({ filter }: Sheet): string =>
  filter === undefined ? '' : `<autoFilter ref="${xmlText(filter)}"/>`;

function entriesXml(entries: readonly Entry[]): string {
  if (entries.length === 0) return '';
  const all = entries.map(({ cells, rule, refusal }) => {
    const words =
      refusal === undefined
        ? ''
        : ` errorTitle="${xlsxText(refusal.title.slice(0, mostInTitle))}"` +
          ` error="${xlsxText(refusal.text.slice(0, mostInRefusal))}"`;
    const place = `allowBlank="1" showErrorMessage="1"${words} sqref="${xmlText(cells)}"`;
    switch (rule.kind) {
      case 'list':
        return `<dataValidation type="list" ${place}><formula1>"${xmlText(rule.values.join(','))}"</formula1></dataValidation>`;
      case 'listFrom':
        return `<dataValidation type="list" ${place}><formula1>${xmlText(rule.reference)}</formula1></dataValidation>`;
      case 'whole': {
        const { atLeast, atMost } = rule;
        const operator = atMost === undefined ? 'greaterThanOrEqual' : 'between';
        const upper = atMost === undefined ? '' : `<formula2>${atMost}</formula2>`;
        return (
          `<dataValidation type="whole" operator="${operator}" ${place}><formula1>${atLeast}</formula1>${upper}` +
          '</dataValidation>'
        );
      }
    }
  });
  return `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
}
