/**
 * What pdfkit leaves to be done for PDF/A-1b (ISO 19005-1), done on its document before it is written:
 * - its `CIDSet` and `W` list the glyphs of the text, yet the embedded font also holds their parts (the Cyrillic «А» of
 *   PT Serif is made of the Latin one); 6.3.5 and 6.3.6 want every glyph of the font there;
 * - its XMP puts titles in unescaped, so that an ampersand makes it no XML (6.7.2);
 * - its file identifier is made of the title and the date only (6.1.3): here of the whole content.
 * The rest (OutputIntent, `pdfaid`, fonts, no transparency) pdfkit does right and `tests/support/pdf/pdfPreflight.ts` checks.
 */
interface EmbeddedFont {
  /** Absent while no text was set in the font. */
  readonly dictionary?: unknown;
  readonly scale: number;
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  readonly subset: { readonly glyphs: readonly number[]; encode(): unknown };
  readonly font: {
    getGlyph(id: number): { readonly advanceWidth: number };
    stringsForGlyph(id: number): readonly string[];
  };
}

interface UnfinishedDocument {
  _id: Uint8Array;
  info: Record<string, unknown>;
  _addInfo: () => void;
  readonly _fontFamilies: Readonly<Record<string, EmbeddedFont>>;
}

const unknownLetter = 0xfffd;

/** Completes a laid out document of pdfkit that has not been ended. `identity` names the content: 16 bytes. */
export function completeArchive(document: object, identity: Uint8Array): void {
  if (!isUnfinished(document))
    throw new Error('pdfkit keeps its document in another way than archivePdf knows');
  document._id = identity;
  for (const font of Object.values(document._fontFamilies)) {
    if (font.dictionary !== undefined && font.dictionary !== null) declareParts(font);
  }
  const addInfo = document._addInfo.bind(document);
  document._addInfo = () => {
    const { info } = document;
    document.info = Object.fromEntries(Object.entries(info).map(([key, value]) => [key, escaped(value)]));
    addInfo();
    document.info = info;
  };
}

/** Encoding once takes the parts of glyphs in; then they can be given a width and a place in the CIDSet. */
function declareParts({ subset, font, widths, unicode, scale }: EmbeddedFont): void {
  subset.encode();
  for (const [cid, glyphId] of subset.glyphs.entries()) {
    widths[cid] ??= font.getGlyph(glyphId).advanceWidth * scale;
    unicode[cid] ??= [font.stringsForGlyph(glyphId)[0]?.codePointAt(0) ?? unknownLetter];
  }
}

function escaped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function isUnfinished(document: object): document is UnfinishedDocument {
  return ['_id', 'info', '_addInfo', '_fontFamilies'].every((name) => name in document);
}
