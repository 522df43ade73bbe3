import { readFile } from 'node:fs/promises';
import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';
import { cellAddress } from '../../electron/spreadsheet/workbook';

/** A cell as LibreOffice understood it. */
export interface OfficeCell {
  readonly type: string;
  readonly value: string;
  readonly formula: string | undefined;
  readonly style: string;
  readonly validation: string | undefined;
}

const spaces = {
  office: 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  table: 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  style: 'urn:oasis:names:tc:opendocument:xmlns:style:1.0',
  number: 'urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0',
  fo: 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0',
  config: 'urn:oasis:names:tc:opendocument:xmlns:config:1.0',
};

/** A workbook that LibreOffice saved as one XML file (.fods). A path names elements by the usual prefixes. */
export async function readFlatOds(file: string) {
  const document = XmlDocument.fromBuffer(await readFile(file), {
    // A flat file has long lines.
    option: ParseOption.XML_PARSE_HUGE,
  });
  const all = (path: string): string[] => document.find(path, spaces).map((node) => node.content);
  return {
    all,
    one: (path: string): string | undefined => all(path)[0],
    cells: (sheet: string): ReadonlyMap<string, OfficeCell> => cellsOf(document, sheet),
  };
}

function cellsOf(document: XmlDocument, sheet: string): ReadonlyMap<string, OfficeCell> {
  const cells = new Map<string, OfficeCell>();
  const styles = columnStyles(document, sheet);
  let row = 0;
  for (const line of document.find(`//table:table[@table:name="${sheet}"]//table:table-row`, spaces)) {
    row += 1;
    let column = 0;
    for (const cell of line.find('table:table-cell | table:covered-table-cell', spaces)) {
      const repeated = Number(attribute(cell, 'number-columns-repeated', 'table') ?? 1);
      for (let times = 0; times < Math.min(repeated, mostRepeated); times += 1)
        cells.set(cellAddress(row, column + times), read(cell, styles[column + times]));
      column += repeated;
    }
    row += Number(attribute(line, 'number-rows-repeated', 'table') ?? 1) - 1;
  }
  return cells;
}

const mostRepeated = 50;

/** The styles that cells of a column have when they name none. */
function columnStyles(document: XmlDocument, sheet: string): string[] {
  const columns = document.find(`//table:table[@table:name="${sheet}"]//table:table-column`, spaces);
  return columns.flatMap((column) => {
    const repeated = Number(attribute(column, 'number-columns-repeated', 'table') ?? 1);
    const style = attribute(column, 'default-cell-style-name', 'table') ?? '';
    return new Array<string>(Math.min(repeated, mostRepeated)).fill(style);
  });
}

function read(cell: ReturnType<XmlDocument['find']>[number], columnStyle = ''): OfficeCell {
  const type = attribute(cell, 'value-type', 'office') ?? '';
  const named = {
    float: 'value',
    percentage: 'value',
    currency: 'value',
    date: 'date-value',
    boolean: 'boolean-value',
  };
  const kept = Object.hasOwn(named, type)
    ? attribute(cell, named[type as keyof typeof named], 'office')
    : cell.find('text:p', spaces).map(textOf).join('\n');
  return {
    type,
    value: kept ?? '',
    formula: attribute(cell, 'formula', 'table'),
    style: attribute(cell, 'style-name', 'table') ?? columnStyle,
    validation: attribute(cell, 'content-validation-name', 'table'),
  };
}

const textOf = (paragraph: { readonly content: string }): string => paragraph.content;

const attribute = (node: unknown, name: string, prefix: keyof typeof spaces): string | undefined =>
  node instanceof XmlElement ? node.attr(name, prefix)?.value : undefined;
