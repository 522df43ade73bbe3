import { pdfFontFindings } from './pdfFontFindings';
import { pdfMetadataFindings } from './pdfMetadataFindings';
import { askPdf, isDictionary, readPdf, type PdfObjects, type PdfValue } from './pdfObjects';

/**
 * Is it a PDF/A-1b (ISO 19005-1)? veraPDF cannot be had from npm or Debian, so the clauses that this program can
 * break are checked here over what qpdf and poppler read. No finding means conforming as far as checked.
 */
export function pdfPreflight(bytes: Uint8Array): readonly string[] {
  const syntax = askPdf(bytes, 'qpdf', ['--check', 'FILE']);
  const findings = fileFindings(Buffer.from(bytes));
  if (syntax.status !== 0 || /WARNING/.test(syntax.text)) findings.push(`qpdf --check: ${syntax.text}`);
  const pdf = readPdf(bytes);
  return [
    ...findings,
    ...trailerFindings(pdf),
    ...catalogFindings(pdf),
    ...intentFindings(pdf),
    ...pdf.values.flatMap(objectFindings),
    ...contentFindings(pdf),
    ...pdfMetadataFindings(pdf),
    ...pdfFontFindings(pdf),
    ...embeddingFindings(bytes),
  ];
}

/** 6.1.2 header, 6.1.3 trailer, 6.1.7 streams. */
function fileFindings(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const findings: string[] = [];
  if (!text.startsWith('%PDF-1.4\n')) findings.push('6.1.2: no header %PDF-1.4 at the first byte');
  if (!/^%[\x80-\xff]{4}/.test(text.slice(9))) findings.push('6.1.2: no binary comment after the header');
  if (!text.endsWith('%%EOF\n')) findings.push('6.1.3: bytes after %%EOF');
  if (text.split('startxref').length !== 2) findings.push('6.1.3: not exactly one cross-reference section');
  for (const [, offset = ''] of text.slice(text.lastIndexOf('\nxref\n')).matchAll(/^(\d{10}) \d{5} n /gm)) {
    findings.push(...streamFindings(text, Number(offset)));
  }
  return findings;
}

function streamFindings(text: string, offset: number): string[] {
  const object = /^\d+ \d+ obj\n/.exec(text.slice(offset, offset + 40));
  if (object === null) return [`6.1.8: no object at ${offset}`];
  const end = text.indexOf('\nendobj\n', offset);
  const head = text.slice(offset, end).split('\nstream\n')[0] ?? '';
  const length = /\/Length (\d+)/.exec(head)?.[1];
  const start = offset + head.length + '\nstream\n'.length;
  if (length === undefined || !text.startsWith('\nstream\n', offset + head.length)) return [];
  const closed = text.startsWith('\nendstream\nendobj\n', start + Number(length));
  return closed ? [] : [`6.1.7: the Length of the stream at ${offset} is wrong`];
}

function trailerFindings({ trailer }: PdfObjects): string[] {
  const findings: string[] = [];
  const id = trailer['/ID'];
  const whole =
    Array.isArray(id) &&
    id.length === 2 &&
    id.every((part) => typeof part === 'string' && /^[bu]:.{16,}/s.test(part));
  if (!whole) findings.push('6.1.3: no file identifier');
  if (trailer['/Encrypt'] !== undefined) findings.push('6.1.3: encrypted');
  return findings;
}

/** 6.1.11 embedded files, 6.6 actions, 6.9 forms, 6.1.13 optional content. */
function catalogFindings(pdf: PdfObjects): string[] {
  const catalog = pdf.dictionary(pdf.trailer['/Root']);
  const names = pdf.dictionary(catalog['/Names']);
  return [
    ...['/OpenAction', '/AA', '/AcroForm', '/OCProperties'].filter((key) => catalog[key] !== undefined),
    ...['/EmbeddedFiles', '/JavaScript'].filter((key) => names[key] !== undefined),
  ].map((key) => `6.1, 6.6: the catalog has ${key}`);
}

/** 6.2.2 output intent: an embedded RGB profile of a version that PDF 1.4 knows. */
function intentFindings(pdf: PdfObjects): string[] {
  const catalog = pdf.dictionary(pdf.trailer['/Root']);
  const intents = pdf.list(catalog['/OutputIntents']).map(pdf.dictionary);
  const intent = intents.find((one) => one['/S'] === '/GTS_PDFA1');
  if (intent === undefined) return ['6.2.2: no OutputIntent GTS_PDFA1'];
  const profile = pdf.stream(intent['/DestOutputProfile']);
  if (profile === undefined) return ['6.2.2: the OutputIntent has no profile'];
  const { data, dictionary } = profile;
  const findings: string[] = [];
  if (typeof intent['/OutputConditionIdentifier'] !== 'string')
    findings.push('6.2.2: no OutputConditionIdentifier');
  if (data.readUInt32BE(0) !== data.length) findings.push('6.2.2: the profile is cut');
  if (data.toString('latin1', 36, 40) !== 'acsp') findings.push('6.2.2: not an ICC profile');
  if ((data[8] ?? 9) > 2) findings.push('6.2.3: an ICC profile newer than PDF 1.4');
  if (data.toString('latin1', 16, 20) !== 'RGB ' || dictionary['/N'] !== 3) findings.push('6.2.2: not RGB');
  return findings;
}

const forbiddenKeys = [
  '/JS',
  '/AA',
  '/Annots',
  '/TR',
  '/OPI',
  '/Alternates',
  '/EF',
  '/FFilter',
  '/FDecodeParms',
  '/Ref',
];
const forbiddenNames = [
  '/JavaScript',
  '/Launch',
  '/Sound',
  '/Movie',
  '/ResetForm',
  '/ImportData',
  '/LZWDecode',
  '/PS',
];

/** 6.1.10 filters, 6.1.12 limits, 6.2.4 images, 6.4 transparency, 6.5 annotations, 6.6 actions: anywhere. */
function objectFindings(value: PdfValue): string[] {
  if (typeof value === 'string') {
    if (value.length > 65_535) return ['6.1.12: a string too long'];
    return forbiddenNames.includes(value) ? [`6.1, 6.6: ${value}`] : [];
  }
  if (Array.isArray(value)) {
    return [...(value.length > 8191 ? ['6.1.12: an array too long'] : []), ...value.flatMap(objectFindings)];
  }
  if (!isDictionary(value)) return [];
  const findings = forbiddenKeys.filter((key) => value[key] !== undefined).map((key) => `6.1-6.6: ${key}`);
  const opaque = ['/CA', '/ca'].every((key) => value[key] === undefined || value[key] === 1);
  if (!opaque) findings.push('6.4: an opacity other than 1');
  if (!['/Normal', '/Compatible', undefined].includes(value['/BM'] as string | undefined))
    findings.push('6.4: a blend mode');
  if (value['/SMask'] !== undefined && value['/SMask'] !== '/None') findings.push('6.4: a soft mask');
  if (value['/S'] === '/Transparency') findings.push('6.4: a transparency group');
  if (value['/Interpolate'] === true) findings.push('6.2.4: an interpolated image');
  return [...findings, ...Object.values(value).flatMap(objectFindings)];
}

/** 6.2.3: colours of pages are of the output intent (RGB) or grey, set by plain operators. */
function contentFindings(pdf: PdfObjects): string[] {
  const pages = pdf.values.filter(isDictionary).filter((value) => value['/Type'] === '/Page');
  return pages.flatMap((page) => {
    const content = pdf.stream(page['/Contents'])?.data.toString('latin1') ?? '';
    const words = content.replace(/<[^>]*>/g, '').split(/\s+/);
    const spaces = words.filter((_, index) => /^cs$/i.test(words[index + 1] ?? ''));
    return [
      ...words
        .filter((word) => ['k', 'K', 'sh', 'Do', 'BI', 'ri'].includes(word))
        .map((word) => `6.2: operator ${word}`),
      ...spaces.filter((space) => space !== '/DeviceRGB').map((space) => `6.2.3: colour space ${space}`),
      ...(content === '' ? ['6.1: a page without content'] : []),
    ];
  });
}

/** The second opinion of poppler: every font embedded, a subset, with a map to Unicode. */
function embeddingFindings(bytes: Uint8Array): string[] {
  const lines = askPdf(bytes, 'pdffonts', ['FILE']).text.trim().split('\n').slice(2);
  if (lines.length === 0) return ['6.3.4: no fonts'];
  return lines.filter((line) => !/ yes +yes +yes +\d+ +0$/.test(line)).map((line) => `6.3.4: ${line}`);
}
