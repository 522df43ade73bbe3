import type { ContentTable, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import type { ReportColumn } from '../../domain/report/reportModel';
import { columnWidths } from './columnWidths';
import type { FontMetrics } from './fontMetrics';
import { cellPadding, headFill, lineRatio, ruleWidth, textHeight, textWidth, type Paper } from './pdfStyles';
import { linesOf, type TypeFace } from './textMeasure';

/**
 * Ruled tables. A row is kept whole on one page; pdfmake cuts off what is longer than a page when told so, therefore
 * a long row is first parted into rows without a rule between them, each well below a page. No cell may be lost.
 */
export interface RuledTable {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly head: boolean;
  /** Repeated above the head on every page, so that a table that goes on still says what it is. */
  readonly caption?: string | undefined;
  readonly totals?: readonly string[] | undefined;
  readonly fontSize: number;
  /** False for a table that continues the one above it. */
  readonly topRule?: boolean;
}

interface Band {
  readonly cells: readonly string[];
  readonly first: boolean;
  readonly last: boolean;
  readonly bold?: boolean;
}

/** How wide columns are, in sizes of type, and how many lines a band may have. */
interface Room {
  readonly widths: readonly number[];
  readonly lines: number;
}

/** The share of a page that one band of a row may take; pdfmake breaks lines a little otherwise than they are measured. */
const tallest = 0.75;

/** A table as wide as the text. */
export function tableLayout(table: RuledTable, paper: Paper, face: TypeFace): ContentTable {
  const { columns, rows, totals, fontSize } = table;
  const borders = columns.length * 2 * cellPadding.across + (columns.length + 1) * ruleWidth;
  const widths = columnWidths(columns, rows, textWidth(paper) - borders, fontSize, face);
  const lines = Math.floor((textHeight(paper) * tallest) / (fontSize * lineRatio));
  const room = { widths: widths.map((width) => width / fontSize), lines };
  const bands = [
    ...rows.flatMap((row) => bandsOf(row, room, face.plain)),
    ...(totals === undefined
      ? []
      : bandsOf(totals, room, face.bold).map((band) => ({ ...band, bold: true }))),
  ];
  const heads = headRows(table);
  return {
    fontSize,
    layout: ruled(heads.length, bands, table),
    table: {
      widths,
      headerRows: heads.length,
      ...(heads.length > 0 && bands.length > 0 ? { keepWithHeaderRows: 1 } : {}),
      dontBreakRows: true,
      body: [...heads, ...bands.map((band) => bandCells(band, columns))],
    },
  };
}

function headRows({ columns, head, caption }: RuledTable): TableCell[][] {
  const rows: TableCell[][] = [];
  if (caption !== undefined) {
    const captionCell: TableCell = {
      text: caption,
      bold: true,
      colSpan: columns.length,
      border: [false, false, false, false],
    };
    rows.push([captionCell, ...columns.slice(1).map(() => ({}))]);
  }
  if (head) {
    rows.push(
      columns.map(({ title }) => ({ text: title, bold: true, alignment: 'center', fillColor: headFill })),
    );
  }
  return rows;
}

function bandCells({ cells, first, last, bold }: Band, columns: readonly ReportColumn[]): TableCell[] {
  return columns.map(({ align }, index) => ({
    text: cells[index] ?? '',
    ...(align === 'left' ? {} : { alignment: align }),
    ...(bold === true ? { bold } : {}),
    ...(first && last ? {} : { border: [true, first, true, last] }),
  }));
}

function ruled(heads: number, bands: readonly Band[], { caption, topRule }: RuledTable): CustomTableLayout {
  return {
    hLineWidth: (line) => (line === 0 && (caption !== undefined || topRule === false) ? 0 : ruleWidth),
    vLineWidth: () => ruleWidth,
    paddingLeft: () => cellPadding.across,
    paddingRight: () => cellPadding.across,
    paddingTop: (row) => (bands[row - heads]?.first === false ? 0 : cellPadding.along),
    paddingBottom: (row) => (bands[row - heads]?.last === false ? 0 : cellPadding.along),
  };
}

/** One row as one band, or as several of so many lines when a cell has more. */
function bandsOf(row: readonly string[], room: Room, font: FontMetrics): Band[] {
  const cells = row.map((text, index) => linesOf(text, room.widths[index] ?? 0, font));
  const longest = Math.max(...cells.map((lines) => lines.length));
  if (longest <= room.lines) return [{ cells: row, first: true, last: true }];
  const count = Math.ceil(longest / room.lines);
  return Array.from({ length: count }, (_, band) => ({
    cells: cells.map((lines) => textOf(lines.slice(band * room.lines, (band + 1) * room.lines))),
    first: band === 0,
    last: band === count - 1,
  }));
}

const textOf = (lines: readonly string[]): string => lines.join('').replace(/[ \n]$/u, '');
