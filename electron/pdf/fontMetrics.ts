import { readFile } from 'node:fs/promises';

/**
 * Which characters a TrueType font has and how wide they are, from its tables `cmap` (format 4: the plane of all living
 * alphabets), `hmtx`, `hhea` and `head`. Rows are measured with it before they are laid out. A font that cannot be read
 * so is refused: text set in it could lose letters in silence.
 */
export interface FontMetrics {
  has(code: number): boolean;
  /** Width of a line of text in sizes of type, without kerning. */
  width(text: string): number;
}

const absent = -1;

export async function readFontMetrics(path: string): Promise<FontMetrics> {
  const bytes = await readFile(path);
  const unitsPerSize = bytes.readUInt16BE(tableStart(bytes, 'head') + 18);
  const advances = tableStart(bytes, 'hmtx');
  const lastAdvance = bytes.readUInt16BE(tableStart(bytes, 'hhea') + 34) - 1;
  const widths = new Float64Array(0x10000).fill(absent);
  for (const [code, glyph] of charactersOf(bytes, characterMap(bytes, path))) {
    widths[code] = bytes.readUInt16BE(advances + Math.min(glyph, lastAdvance) * 4) / unitsPerSize;
  }
  return {
    has: (code) => (widths[code] ?? absent) !== absent,
    width(text) {
      let sum = 0;
      for (let index = 0; index < text.length; index += 1)
        sum += Math.max(0, widths[text.charCodeAt(index)] ?? 0);
      return sum;
    },
  };
}

function tableStart(bytes: Buffer, tag: string): number {
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const record = 12 + index * 16;
    if (bytes.toString('latin1', record, record + 4) === tag) return bytes.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function characterMap(bytes: Buffer, path: string): number {
  const cmap = tableStart(bytes, 'cmap');
  for (let index = 0; index < bytes.readUInt16BE(cmap + 2); index += 1) {
    const start = cmap + bytes.readUInt32BE(cmap + 8 + index * 8);
    if (bytes.readUInt16BE(start) === 4) return start;
  }
  throw new Error(`${path}: no character map of format 4`);
}

function* charactersOf(bytes: Buffer, start: number): Generator<readonly [code: number, glyph: number]> {
  const length = bytes.readUInt16BE(start + 6);
  const ends = start + 14;
  const starts = ends + length + 2;
  const deltas = starts + length;
  const offsets = deltas + length;
  for (let segment = 0; segment < length; segment += 2) {
    const first = bytes.readUInt16BE(starts + segment);
    const last = Math.min(bytes.readUInt16BE(ends + segment), 0xfffe);
    const delta = bytes.readUInt16BE(deltas + segment);
    const offset = bytes.readUInt16BE(offsets + segment);
    for (let code = first; code <= last; code += 1) {
      const listed =
        offset === 0 ? code : bytes.readUInt16BE(offsets + segment + offset + (code - first) * 2);
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) yield [code, glyph];
    }
  }
}
