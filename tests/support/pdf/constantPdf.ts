import { parentPort } from 'node:worker_threads';
import type { PrintAnswer, PrintOrder } from '../../../electron/pdf/printPdf';

/**
 * Stands in the place of `electron/pdf/pdfWorker.ts` where the letter is not what a test is about: every paper is this
 * one empty page. The true worker needs a second of the processor to begin.
 */
const objects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
].map((body, index) => `${index + 1} 0 obj ${body} endobj\n`);
const paper = `%PDF-1.4\n${objects.join('')}trailer << /Root 1 0 R /Size 4 >>\n%%EOF\n`;

parentPort?.on('message', ({ id }: PrintOrder) => {
  parentPort?.postMessage({ id, done: { bytes: Buffer.from(paper), pages: 1 } } satisfies PrintAnswer);
});
