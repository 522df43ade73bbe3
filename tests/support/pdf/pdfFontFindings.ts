import { isDictionary, type PdfDictionary, type PdfObjects, type PdfValue } from './pdfObjects';

/** 6.3 of ISO 19005-1 over composite TrueType fonts, the only kind this program embeds. */
export function pdfFontFindings(pdf: PdfObjects): string[] {
  const fonts = pdf.values.filter(isDictionary).filter((value) => value['/Type'] === '/Font');
  return fonts.flatMap((font) => {
    if (font['/Subtype'] === '/CIDFontType2') return descendantFindings(pdf, font);
    return font['/Subtype'] === '/Type0'
      ? compositeFindings(pdf, font)
      : [`6.3: a font of kind ${nameOf(font['/Subtype'])}`];
  });
}

function compositeFindings(pdf: PdfObjects, font: PdfDictionary): string[] {
  const findings: string[] = [];
  if (font['/Encoding'] !== '/Identity-H') findings.push('6.3.3: another encoding than Identity-H');
  if (pdf.stream(font['/ToUnicode']) === undefined) findings.push('6.3.8: no ToUnicode');
  if (pdf.list(font['/DescendantFonts']).length !== 1) findings.push('6.3.3: not one descendant font');
  return findings;
}

function descendantFindings(pdf: PdfObjects, font: PdfDictionary): string[] {
  const descriptor = pdf.dictionary(font['/FontDescriptor']);
  const file = pdf.stream(descriptor['/FontFile2']);
  if (file === undefined) return ['6.3.4: a font that is not embedded'];
  const name = nameOf(descriptor['/FontName']);
  const findings: string[] = [];
  if (!/^\/[A-Z]{6}\+/.test(name)) findings.push(`6.3.5: ${name} is not named a subset`);
  if (font['/CIDToGIDMap'] !== '/Identity') findings.push('6.3.3: no CIDToGIDMap');
  const glyphs = advances(file.data);
  const cidSet = pdf.stream(descriptor['/CIDSet'])?.data;
  if (cidSet === undefined) return [...findings, `6.3.5: ${name} has no CIDSet`];
  const listed = glyphs.map((_, cid) => ((cidSet[cid >> 3] ?? 0) & (0x80 >> (cid & 7))) !== 0);
  const missing = listed.filter((there) => !there).length;
  if (missing > 0) findings.push(`6.3.5: the CIDSet of ${name} lacks ${missing} of ${glyphs.length} glyphs`);
  const declared = declaredWidths(pdf.list(font['/W']));
  const wrong = glyphs.filter((width, cid) => Math.abs((declared.get(cid) ?? 1000) - width) > 1).length;
  if (wrong > 0) findings.push(`6.3.6: ${wrong} widths of ${name} are not those of the font`);
  return findings;
}

const nameOf = (value: PdfValue | undefined): string => (typeof value === 'string' ? value : 'no name');

/** Widths of the embedded font in thousandths, by glyph. */
function advances(font: Buffer): number[] {
  const table = (tag: string): number => {
    const count = font.readUInt16BE(4);
    const records = Array.from({ length: count }, (_, index) => 12 + index * 16);
    const record = records.find((start) => font.toString('latin1', start, start + 4) === tag);
    if (record === undefined) throw new Error(`the embedded font has no ${tag}`);
    return font.readUInt32BE(record + 8);
  };
  const unitsPerSize = font.readUInt16BE(table('head') + 18);
  const last = font.readUInt16BE(table('hhea') + 34) - 1;
  const hmtx = table('hmtx');
  const count = font.readUInt16BE(table('maxp') + 4);
  return Array.from(
    { length: count },
    (_, glyph) => (font.readUInt16BE(hmtx + Math.min(glyph, last) * 4) * 1000) / unitsPerSize,
  );
}

function declaredWidths(list: readonly PdfValue[]): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  list.forEach((entry, index) => {
    const first = list[index - 1];
    if (!Array.isArray(entry) || typeof first !== 'number') return;
    entry.forEach((width, offset) => widths.set(first + offset, Number(width)));
  });
  return widths;
}
