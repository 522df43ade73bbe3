import type { XlsxPackage } from './xlsxPackage';

/**
 * How a workbook shows its numbers. A date in XLSX is a number with a date format, and a code padded with zeros is a
 * number with a format of zeros: without the formats both would come out as other values.
 */
export interface CellFormats {
  /** The text of a number as its cell's style shows it. */
  numberText(value: string, style: number): string;
}

export async function readCellFormats(
  parts: XlsxPackage,
  stylesPart: string | undefined,
  from1904: boolean,
): Promise<CellFormats> {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let inCellStyles = false;
  if (stylesPart !== undefined) {
    await parts.readPart(stylesPart, {
      open(element, { numFmtId = '0', formatCode = '' }) {
        if (element === 'numFmt') custom.set(Number(numFmtId), formatCode);
        else if (element === 'cellXfs') inCellStyles = true;
        else if (element === 'xf' && inCellStyles) ids.push(Number(numFmtId));
      },
      close(element) {
        if (element === 'cellXfs') inCellStyles = false;
        return undefined;
      },
    });
  }
  return {
    numberText(value, style) {
      const number = Number(value);
      if (value === '' || !Number.isFinite(number)) return value;
      const id = ids[style] ?? 0;
      const format = custom.get(id) ?? '';
      if (isDateFormat(id, format)) return dateText(number, from1904) ?? plainNumber(number);
      return /^0+$/.test(format) ? plainNumber(number).padStart(format.length, '0') : plainNumber(number);
    },
  };
}

/** Format numbers that mean a date or a time in every workbook. */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

function isDateFormat(id: number, format: string): boolean {
  if (format === '') return builtInDates.some(([from, to]) => id >= from && id <= to);
  const bare = format.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

const msPerDay = 86_400_000;

/** Days from the workbook's epoch -> `YYYY-MM-DD`, with the time when there is one; a time alone has no day. */
function dateText(serial: number, from1904: boolean): string | undefined {
  const leapOf1900 = !from1904 && serial < 60 ? 1 : 0;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30 + leapOf1900);
  const minutes = Math.round(serial * 1440);
  const date = new Date(epoch + (minutes * msPerDay) / 1440);
  if (serial < 0 || !(date.getTime() < Date.UTC(10_000, 0, 1))) return undefined;
  const [day = '', time = ''] = date.toISOString().split('T');
  if (serial < 1) return time.slice(0, 5);
  return minutes % 1440 === 0 ? day : `${day} ${time.slice(0, 5)}`;
}

/** Spreadsheets keep 15 digits; no exponent, so that a code typed as a number stays a code. */
function plainNumber(number: number): string {
  const kept = Number(number.toPrecision(15));
  if (Number.isInteger(kept)) return BigInt(kept).toString();
  const text = Math.abs(kept) < 1e-6 ? kept.toFixed(15).replace(/0+$/, '') : String(kept);
  return text.replace('.', ',');
}
