import { parentPort, workerData } from 'node:worker_threads';
import { createPdfRenderer } from './renderPdf';
import type { PrintOrder, PrintAnswer, PrintSettings } from './printPdf';

/** Entry of the worker thread: orders come in, papers go out one after another. `printPdf.ts` is its other end. */
if (parentPort === null) throw new Error('pdfWorker runs in a worker thread');
const port = parentPort;
const { fontsFolder } = workerData as PrintSettings;
const renderer = createPdfRenderer(fontsFolder);

port.on('message', ({ id, model }: PrintOrder) => {
  void print(id, model);
});

async function print(id: number, model: PrintOrder['model']): Promise<void> {
  try {
    const { bytes, pages } = await (await renderer).render(model);
    port.postMessage({ id, done: { bytes, pages } } satisfies PrintAnswer, [bytes.buffer]);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ id, reason } satisfies PrintAnswer);
  }
}
