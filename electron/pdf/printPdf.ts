import { Worker } from 'node:worker_threads';
import type { ReportModel } from '../../domain/report/reportModel';

/**
 * Makes PDFs in a worker thread, so that a long table does not stop the window. A worker that dies (out of memory, a
 * bug) fails the papers it was given, never leaves them waiting, and the next paper starts a new one. Between papers
 * the worker does not keep the process alive.
 */
export interface PrintSettings {
  /** Where PTSerif-*.ttf lie: `resources/fonts`. */
  readonly fontsFolder: string;
}

export interface PdfPrinterDeps extends PrintSettings {
  /** The built `pdfWorker.ts`. */
  readonly workerScript: string | URL;
}

export interface PrintedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

export interface PdfPrinter {
  print(model: ReportModel): Promise<PrintedPdf>;
  /** Ends the worker; papers under way fail. */
  close(): Promise<void>;
}

export interface PrintOrder {
  readonly id: number;
  readonly model: ReportModel;
}
export type PrintAnswer =
  { readonly id: number; readonly done: PrintedPdf } | { readonly id: number; readonly reason: string };

interface Waiting {
  resolve(done: PrintedPdf): void;
  reject(error: Error): void;
}
interface Press {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Far above what a list of 10 000 rows takes; beyond it the thread ends instead of the program. */
const memoryLimitMb = 1536;

/** Nothing is started before the first paper. */
export function createPdfPrinter({ fontsFolder, workerScript }: PdfPrinterDeps): PdfPrinter {
  let press: Press | undefined;
  let orders = 0;
  let closed = false;

  const start = (): Press => {
    const settings: PrintSettings = { fontsFolder };
    const worker = new Worker(workerScript, {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
    });
    const started: Press = { worker, waiting: new Map() };
    const end = (reason: string): void => {
      if (press === started) press = undefined;
      failAll(started, reason);
    };
    worker.on('message', (answer: PrintAnswer) => deliver(started, answer));
    worker.on('error', (error) => end(`the PDF worker failed: ${String(error)}`));
    worker.on('exit', (code) => end(`the PDF worker ended with code ${code}`));
    return started;
  };

  return {
    print(model) {
      if (closed) return Promise.reject(new Error('the PDF printer is closed'));
      press ??= start();
      const { worker, waiting } = press;
      const id = (orders += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, model } satisfies PrintOrder);
      });
    },
    async close() {
      closed = true;
      await press?.worker.terminate();
    },
  };
}

function deliver({ worker, waiting }: Press, answer: PrintAnswer): void {
  const order = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (waiting.size === 0) worker.unref();
  if ('done' in answer) order?.resolve(answer.done);
  else order?.reject(new Error(`the PDF could not be made: ${answer.reason}`));
}

function failAll({ waiting }: Press, reason: string): void {
  for (const { reject } of waiting.values()) reject(new Error(reason));
  waiting.clear();
}
