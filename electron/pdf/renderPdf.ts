import { createHash } from 'node:crypto';
import pdfmake from 'pdfmake';
import type { ReportModel } from '../../domain/report/reportModel';
import { completeArchive } from './archivePdf';
import { readFontMetrics } from './fontMetrics';
import { fontFamily, fontFiles } from './pdfStyles';
import { createPrintableText } from './printableText';
import { reportLayout } from './reportLayout';

/**
 * Content -> bytes of a PDF/A-1b, by pdfmake, in the worker only: it takes a second of computing for a long table. The
 * same model gives the same bytes. pdfmake may open the font files and nothing else, neither on disk nor on a network.
 */
export interface RenderedPdf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

export interface PdfRenderer {
  render(model: ReportModel): Promise<RenderedPdf>;
}

/** Prepares pdfmake, of which a thread has one, for the fonts of this folder. */
export async function createPdfRenderer(fontsFolder: string): Promise<PdfRenderer> {
  const files = fontFiles(fontsFolder);
  const allowed: ReadonlySet<string> = new Set(Object.values(files));
  pdfmake.setFonts({ [fontFamily]: { ...files } });
  pdfmake.setLocalAccessPolicy((path) => allowed.has(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const [plain, bold] = await Promise.all([readFontMetrics(files.normal), readFontMetrics(files.bold)]);
  const printable = createPrintableText((code) => plain.has(code) && bold.has(code));

  return {
    async render(given) {
      const model = withEachText(given, printable);
      const document = await pdfmake
        .createPdf({ ...reportLayout(model, { plain, bold }), ...archiveOptions(model) })
        .getStream();
      completeArchive(document, identityOf(model));
      const { start, count } = document.bufferedPageRange();
      return { bytes: await bytesOf(document), pages: start + count };
    },
  };
}

function archiveOptions({ fileTitle, header, madeOn }: ReportModel) {
  return {
    version: '1.4',
    subset: 'PDF/A-1b',
    info: {
      title: fileTitle,
      author: header.organisation[0] ?? '',
      creator: 'Yardam',
      creationDate: new Date(`${madeOn}T00:00:00Z`),
    },
  } as const;
}

function withEachText(model: ReportModel, change: (text: string) => string): ReportModel {
  const changed = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? change(value) : value;
  return JSON.parse(JSON.stringify(model), changed) as ReportModel;
}

const identityOf = (model: ReportModel): Uint8Array =>
  createHash('sha256').update(JSON.stringify(model)).digest().subarray(0, 16);

function bytesOf(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
    document.end();
  });
}
