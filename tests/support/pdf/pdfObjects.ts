import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

/** A PDF taken apart by programs that did not make it: qpdf for objects, poppler for text and fonts. */
export type PdfValue = string | number | boolean | null | PdfValue[] | PdfDictionary;
export interface PdfDictionary {
  readonly [key: string]: PdfValue;
}
export interface PdfStream {
  readonly dictionary: PdfDictionary;
  /** As it stands in the file. */
  readonly raw: Buffer;
  readonly data: Buffer;
}

export interface PdfObjects {
  readonly trailer: PdfDictionary;
  readonly streams: readonly PdfStream[];
  /** Every object, dictionaries of streams too. */
  readonly values: readonly PdfValue[];
  value(of: PdfValue | undefined): PdfValue;
  dictionary(of: PdfValue | undefined): PdfDictionary;
  list(of: PdfValue | undefined): readonly PdfValue[];
  stream(of: PdfValue | undefined): PdfStream | undefined;
}

interface QpdfObject {
  readonly value?: PdfValue;
  readonly stream?: { readonly dict: PdfDictionary; readonly data: string };
}

export function readPdf(bytes: Uint8Array): PdfObjects {
  const json = withFile(bytes, (path) =>
    execFileSync(
      'qpdf',
      ['--warning-exit-0', '--json=2', '--json-stream-data=inline', '--decode-level=none', path],
      {
        maxBuffer: 1 << 30,
        stdio: ['ignore', 'pipe', 'ignore'],
        encoding: 'utf8',
      },
    ),
  );
  const { qpdf } = JSON.parse(json) as { qpdf: readonly [unknown, Readonly<Record<string, QpdfObject>>] };
  const objects = new Map(Object.entries(qpdf[1]).map(([key, object]) => [key.replace(/^obj:/, ''), object]));
  const streams = new Map(
    [...objects].flatMap(([key, { stream }]) => (stream ? [[key, streamOf(stream)]] : [])),
  );
  const value = (of: PdfValue | undefined): PdfValue => {
    if (typeof of !== 'string' || !/^\d+ \d+ R$/.test(of)) return of ?? null;
    const object = objects.get(of);
    return object?.value ?? object?.stream?.dict ?? null;
  };
  return {
    trailer: dictionaryOf(objects.get('trailer')?.value ?? null),
    streams: [...streams.values()],
    values: [...objects].flatMap(([key, object]) =>
      key === 'trailer' ? [] : [object.value ?? object.stream?.dict ?? null],
    ),
    value,
    dictionary: (of) => dictionaryOf(value(of)),
    list: (of) => {
      const found = value(of);
      return Array.isArray(found) ? found : [];
    },
    stream: (of) => (typeof of === 'string' ? streams.get(of) : undefined),
  };
}

export const isDictionary = (value: PdfValue): value is PdfDictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dictionaryOf = (value: PdfValue): PdfDictionary => (isDictionary(value) ? value : {});

function streamOf({ dict, data }: { readonly dict: PdfDictionary; readonly data: string }): PdfStream {
  const raw = Buffer.from(data, 'base64');
  return { dictionary: dict, raw, data: dict['/Filter'] === '/FlateDecode' ? inflateSync(raw) : raw };
}

/** Text page by page in the order it is drawn. */
export function pdfPageTexts(bytes: Uint8Array): readonly string[] {
  const text = withFile(bytes, (path) =>
    execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
  return text.replace(/\f$/, '').split('\f');
}

/** What a program says about the file; its standard error with it. */
export function askPdf(
  bytes: Uint8Array,
  program: 'qpdf' | 'pdffonts' | 'pdfinfo' | 'pdftotext',
  args: readonly string[],
) {
  return withFile(bytes, (path) => {
    const { status, stdout, stderr } = spawnSync(
      program,
      args.map((arg) => arg.replace('FILE', path)),
      {
        encoding: 'utf8',
      },
    );
    return { status, text: stdout + stderr };
  });
}

function withFile<T>(bytes: Uint8Array, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'yardam-pdf-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, bytes);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
