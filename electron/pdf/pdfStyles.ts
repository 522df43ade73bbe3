import { join } from 'node:path';
import type { ReportKind } from '../../domain/report/reportModel';

/**
 * How papers look: ГОСТ Р 7.0.97-2025 with its margins (not less than 20, 10, 20, 20 mm; 30 mm on the left of what is
 * kept for more than ten years), sizes of type (12-14, smaller in tables) and PT Serif, which has every Tatar letter
 * and the rouble sign. All lengths leave here in points.
 */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export interface Paper {
  readonly orientation: 'portrait' | 'landscape';
  readonly width: number;
  readonly height: number;
  readonly margins: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly tableSize: number;
  readonly pairsSize: number;
}

const margins = { left: mm(20), top: mm(20), right: mm(10), bottom: mm(20) };
const keptLong = { ...margins, left: mm(30) };
const portrait = { orientation: 'portrait', width: mm(210), height: mm(297) } as const;
const landscape = { orientation: 'landscape', width: mm(297), height: mm(210) } as const;

/** The registry is kept for ever, letters are not. */
export const papers: Readonly<Record<ReportKind, Paper>> = {
  extract: { ...portrait, margins: keptLong, tableSize: 9, pairsSize: 10 },
  list: { ...landscape, margins: keptLong, tableSize: 9, pairsSize: 10 },
  letter: { ...portrait, margins, tableSize: 9, pairsSize: 10 },
  act: { ...portrait, margins, tableSize: 9, pairsSize: 10 },
};

/** Room for text between the margins. */
export const textWidth = ({ width, margins: { left, right } }: Paper): number => width - left - right;
export const textHeight = ({ height, margins: { top, bottom } }: Paper): number => height - top - bottom;

export const textSize = 12;
export const smallSize = 10;
/** Of a line of type, in sizes: PT Serif's own 1.325. */
export const lineRatio = 1.325;
export const paragraphIndent = mm(12.5);
/** From the edge of the sheet to the page number. */
export const pageLabelTop = mm(10);
/** Longest line of a requisite in the corner layout. */
export const cornerWidth = mm(80);
export const ruleWidth = 0.5;
export const headFill = '#eeeeee';
export const cellPadding = { across: 4, along: 2.5 } as const;

export const fontFamily = 'PT Serif';
export interface FontFiles {
  readonly normal: string;
  readonly bold: string;
}

/** The only files that making a PDF may open. */
export function fontFiles(fontsFolder: string): FontFiles {
  return {
    normal: join(fontsFolder, 'PTSerif-Regular.ttf'),
    bold: join(fontsFolder, 'PTSerif-Bold.ttf'),
  };
}
