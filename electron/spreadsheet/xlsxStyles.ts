import type { CellStyle } from './workbook';
import { xmlText } from './xlsxText';

/**
 * The styles of a workbook, each written once and named by number from its cells. Cells are asked for while they are
 * written, so that the part of styles is written after the sheets.
 */
export interface StyleTable {
  /** The number of a style for a cell of this kind; 0 is the plain one. */
  numberOf(style: CellStyle | undefined, kind: CellKind): number;
  xml(): string;
}

/** A text stays text when somebody types into its cell, a day is shown as a day: by the format, unless one is given. */
export type CellKind = 'text' | 'day' | 'other';

const formatsOfKinds: Readonly<Record<CellKind, string>> = {
  text: '@',
  day: 'dd.mm.yyyy',
  other: 'General',
};

export function createStyleTable(): StyleTable {
  const formats = listOf(builtInFormats);
  const fonts = listOf([fontXml('')]);
  // The first two are what Excel expects there, whatever they say.
  const fills = listOf([fillXml('none'), fillXml('gray125')]);
  const styles = listOf<string>([]);
  const known = new Map<CellStyle, Partial<Record<CellKind, number>>>();

  function add(style: CellStyle, kind: CellKind): number {
    const format = formats.numberOf(style.format ?? formatsOfKinds[kind]);
    const font = fonts.numberOf(fontXml(style.bold === true ? '<b/>' : ''));
    const fill = fills.numberOf(style.fill === undefined ? fillXml('none') : solidXml(style.fill));
    return styles.numberOf(
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" ` +
        `applyFont="1" applyFill="1" applyAlignment="1" applyProtection="1">${alignmentXml(style)}` +
        `<protection locked="${style.unlocked === true ? 0 : 1}"/></xf>`,
    );
  }

  const plain: CellStyle = {};
  const table: StyleTable = {
    numberOf(style = plain, kind) {
      let numbers = known.get(style);
      if (numbers === undefined) known.set(style, (numbers = {}));
      return (numbers[kind] ??= add(style, kind));
    },
    xml: () => stylesXml(formats.all, fonts.all, fills.all, styles.all),
  };
  table.numberOf(plain, 'other');
  return table;
}

/** Formats that have a number in every workbook; the numbers up to 163 are taken. */
const builtInFormats: readonly (string | undefined)[] = Object.assign(
  new Array<undefined>(164).fill(undefined),
  { 0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 49: '@' },
);

function listOf<T>(first: readonly T[]) {
  const all = [...first];
  const numbers = new Map(all.map((one, number) => [one, number]));
  return {
    all,
    numberOf(one: T): number {
      const known = numbers.get(one);
      if (known !== undefined) return known;
      numbers.set(one, all.length);
      return all.push(one) - 1;
    },
  };
}

const fontXml = (weight: string): string => `<font>${weight}<sz val="11"/><name val="Calibri"/></font>`;
const fillXml = (pattern: string): string => `<fill><patternFill patternType="${pattern}"/></fill>`;
const solidXml = (color: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${xmlText(color)}"/></patternFill></fill>`;

function alignmentXml({ align, top, wrap }: CellStyle): string {
  const words = [
    align === undefined ? '' : ` horizontal="${align}"`,
    top === true ? ' vertical="top"' : '',
    wrap === true ? ' wrapText="1"' : '',
  ].join('');
  return words === '' ? '' : `<alignment${words}/>`;
}

function stylesXml(
  formats: readonly (string | undefined)[],
  fonts: readonly string[],
  fills: readonly string[],
  styles: readonly string[],
): string {
  const own = formats.flatMap((format, number) =>
    format === undefined || number < builtInFormats.length
      ? []
      : [`<numFmt numFmtId="${number}" formatCode="${xmlText(format)}"/>`],
  );
  return (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    (own.length === 0 ? '' : counted('numFmts', own)) +
    counted('fonts', fonts) +
    counted('fills', fills) +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    counted('cellXfs', styles) +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

const counted = (element: string, all: readonly string[]): string =>
  `<${element} count="${all.length}">${all.join('')}</${element}>`;
