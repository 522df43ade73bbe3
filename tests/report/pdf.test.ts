import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { coverLetter } from '../../domain/report/coverLetter';
import { providerExtract } from '../../domain/registry/provider/extract';
import { providerList } from '../../domain/registry/provider/listPaper';
import { withCode } from '../../domain/report/reportParts';
import type { ReportModel } from '../../domain/report/reportModel';
import { createPdfPrinter, type PdfPrinter } from '../../electron/pdf/printPdf';
import { askPdf } from '../support/pdf/pdfObjects';
import { pdfPreflight } from '../support/pdf/pdfPreflight';
import { fontsFolder, pdfWorkerScript } from '../support/pdf/pdfWorkerScript';
import * as sample from '../support/pdf/paperSamples';
import { pageWords, paperDifference, tableHead } from '../support/pdf/paperText';

/** A long table takes a second of computing, several on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Paper as bytes, read back by qpdf and poppler: nothing of the content may be lost, torn or added. */
const base = { office: sample.paperOffice, context: sample.paperContext };
const letter = (changes: number): ReportModel =>
  coverLetter({
    from: sample.paperOffice,
    to: { name: 'Альметьевский территориальный отдел социальной защиты' },
    number: '15-05/214',
    date: sample.paperDay,
    changes: sample.letterChanges(changes),
    attachment: 'changes.json',
    executor: { name: 'Примерова Алия Айдаровна', phone: '+7 (843) 555-00-02' },
  });
const extract = providerExtract({
  ...base,
  records: [sample.includedProvider],
  number: '15',
  place: 'г. Казань',
});
const issued = withCode(extract, '0123-4567-89AB');
const draft = providerExtract({
  ...base,
  records: [sample.draftProvider],
  office: { name: 'Отдел "Пример"' },
});
const list = providerList({ ...base, records: sample.listRows(60) });
const longList = providerList({ ...base, records: sample.listRows(500) });

/** A paper with one table of labels. */
const withPairs = (items: readonly { label: string; value: string }[]): ReportModel => ({
  ...extract,
  sections: [{ title: 'Проба', blocks: [{ type: 'pairs', items }] }],
});

/** Every rectangle that the pages draw. */
const squares = (bytes: Uint8Array): readonly string[] =>
  askPdf(bytes, 'qpdf', ['--qdf', '--object-streams=disable', 'FILE', '-']).text.match(
    /^[\d.]+ [\d.]+ [\d.]+ [\d.]+ re$/gm,
  ) ?? [];

let workerScript: string;
let printer: PdfPrinter;
beforeAll(async () => {
  workerScript = await pdfWorkerScript();
  printer = createPdfPrinter({ fontsFolder, workerScript });
});
afterAll(() => printer.close());

describe('a paper', () => {
  it.each([
    ['extract', extract],
    ['issued extract', issued],
    ['draft', draft],
    ['list', list],
    ['letter', letter(40)],
    ['letter of 501 changes', letter(501)],
  ])('%s: says what its content says, is PDF/A-1b and numbers its pages', async (_name, model) => {
    const { bytes, pages } = await printer.print(model);
    expect(paperDifference(bytes, model)).toBe('');
    expect(pdfPreflight(bytes)).toEqual([]);
    const read = pageWords(bytes);
    expect(read).toHaveLength(pages);
    expect(read[0]).not.toContain('Страница1');
    read.slice(1).forEach((page, index) => expect(page).toContain(`Страница${index + 2}из${pages}`));
    expect(askPdf(bytes, 'pdfinfo', ['FILE']).text).toMatch(new RegExp(`Pages: +${pages}\\n`));
  });

  it('that was issued bears its square code at the end, where one of another code is another', async () => {
    const [first, second, none] = await Promise.all(
      [issued, { ...issued, squareCode: '0123-4567-89AC' }, extract].map((model) => printer.print(model)),
    );
    const filled = (paper: typeof first) => squares(paper?.bytes ?? new Uint8Array());
    expect(filled(first).length).toBeGreaterThan(filled(none).length + 100);
    expect(filled(first)).not.toEqual(filled(second));
  });

  it('of an office with an ampersand in its name says it to programs that read no pages', async () => {
    const office = { name: 'Отдел «А & Б» <центр> &amp;' };
    const model = {
      ...providerExtract({ ...base, office, records: [sample.draftProvider] }),
      fileTitle: 'А & Б > В',
    };
    const { bytes } = await printer.print(model);
    // The preflight reads the XMP as XML and compares it with the title and author of the information dictionary.
    expect(pdfPreflight(bytes)).toEqual([]);
    const told = askPdf(bytes, 'pdfinfo', ['FILE']).text;
    expect(told).toMatch(/^Title: +А & Б > В$/m);
    expect(told).toMatch(/^Author: +Отдел «А & Б» <центр> &amp;$/m);
  });

  it('lies within the margins of its kind on A4', async () => {
    for (const [model, width, left] of [
      [extract, 210, 30],
      [list, 297, 30],
      [letter(40), 210, 20],
    ] as const) {
      const words = wordBoxes((await printer.print(model)).bytes);
      const millimetre = 72 / 25.4;
      expect(Math.min(...words.map(({ xMin }) => xMin))).toBeGreaterThanOrEqual(left * millimetre - 0.5);
      expect(Math.max(...words.map(({ xMax }) => xMax))).toBeLessThanOrEqual((width - 10) * millimetre + 0.5);
      const body = words.filter(({ yMin }) => yMin > 15 * millimetre);
      expect(Math.min(...body.map(({ yMin }) => yMin))).toBeGreaterThanOrEqual(20 * millimetre - 0.5);
      const bottom = (width === 297 ? 210 : 297) - 20;
      expect(Math.max(...body.map(({ yMax }) => yMax))).toBeLessThanOrEqual(bottom * millimetre + 0.5);
    }
  });

  it('is the same to the byte when made again, and another one has another identifier', async () => {
    const again = createPdfPrinter({ fontsFolder, workerScript });
    const [first, second, other] = [
      await printer.print(letter(3)),
      await again.print(letter(3)),
      await again.print(letter(4)),
    ];
    await again.close();
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect(fileIdentifier(other.bytes)).not.toBe(fileIdentifier(first.bytes));
  });
});

describe('a list of 500 rows with long names', () => {
  it('repeats the head on every page of the table, has every row once and tears none', async () => {
    const { bytes } = await printer.print(longList);
    const pages = pageWords(bytes);
    const [block] = longList.sections[0]?.blocks ?? [];
    const head = block === undefined ? '' : (tableHead(block)[0] ?? '');
    const withRows = pages.filter((page) => /УЧР\d{4}Х/.test(page));
    expect(withRows.length).toBeGreaterThan(20);
    for (const page of withRows) {
      expect(page.split(head)).toHaveLength(2);
      expect(page.match(/\+7\(855\)927-12-34/g)).toHaveLength(page.match(/УЧР\d{4}Х/g)?.length ?? 0);
    }
    expect(paperDifference(bytes, longList)).toBe('');
    const found = pages.flatMap((page) => page.match(/УЧР\d{4}Х/g) ?? []);
    expect(found).toEqual(Array.from({ length: 500 }, (_, index) => sample.listMarker(index)));
  });

  it('keeps an unbroken string of 304 letters inside its cell', async () => {
    const model: ReportModel = {
      ...list,
      sections: [
        {
          blocks: [
            {
              type: 'table',
              columns: ['А', 'Б', 'В'].map((title) => ({ title, width: 1, align: 'left' })),
              rows: [['слева', 'Неразрывноеслово'.repeat(19), 'СПРАВА']],
            },
          ],
        },
      ],
    };
    const words = wordBoxes((await printer.print(model)).bytes);
    const right = words.find(({ text }) => text === 'СПРАВА')?.xMin ?? 0;
    const parts = words.filter(({ text }) => /^[Нневразыосл]{8,}$/u.test(text));
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) expect(part.xMax).toBeLessThan(right);
  });
});

describe('a row longer than a page', () => {
  it.each([
    ['sentences', Array.from({ length: 2500 }, (_, index) => `слово${index}`).join(' ')],
    ['short lines', Array.from({ length: 300 }, (_, index) => `строка ${index}`).join('\n')],
    ['one unbroken string of wide letters', 'ЩЖШЮ'.repeat(2000)],
    ['words that do not fit two in a line', 'Щ'.repeat(26).concat(' ').repeat(300)],
  ])('of %s breaks and loses nothing', async (_name, value) => {
    const model = withPairs([
      { label: 'до', value: 'коротко' },
      { label: 'длинно', value },
      { label: 'после', value: 'конец' },
    ]);
    const { bytes, pages } = await printer.print(model);
    expect(pages).toBeGreaterThan(2);
    expect(paperDifference(bytes, model)).toBe('');
  });
});

describe('characters', () => {
  it('that Russian and Tatar need are all in the font', async () => {
    const value = 'Әә Җҗ Ңң Өө Үү Һһ Ёё Ъъ № ₽ « » — – … • ° §\u00a0% "';
    const model = withPairs([{ label: 'буквы', value }]);
    const { bytes } = await printer.print(model);
    expect(paperDifference(bytes, model)).toBe('');
  });

  it('that the font lacks are named instead of lost', async () => {
    const value = 'Дом 中 и\u0306 a\u202fb\u00ad\u200bc\td';
    const { bytes } = await printer.print(withPairs([{ label: 'буквы', value }]));
    expect(pageWords(bytes).join('')).toContain('Дом[U+4E2D]йabcd');
    expect(pdfPreflight(bytes)).toEqual([]);
  });
});

describe('the worker', () => {
  it('that dies fails its papers instead of leaving them waiting, and the next paper starts a new one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yardam-worker-'));
    const script = join(folder, 'dying.mjs');
    await writeFile(
      script,
      "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(7));",
    );
    const dying = createPdfPrinter({ fontsFolder, workerScript: script });
    const both = await Promise.allSettled([dying.print(draft), dying.print(draft)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await writeFile(script, `import ${JSON.stringify(workerScript)};`);
    expect((await dying.print(draft)).pages).toBeGreaterThan(0);
    await dying.close();
    await rm(folder, { recursive: true });
  });

  it('without fonts says so', async () => {
    const fontless = createPdfPrinter({ fontsFolder: join(tmpdir(), 'no-such-fonts'), workerScript });
    await expect(fontless.print(draft)).rejects.toThrow(/no-such-fonts/);
    await fontless.close();
  });

  it('closed while at work fails what it was given', async () => {
    const closing = createPdfPrinter({ fontsFolder, workerScript });
    const paper = closing.print(list);
    const failed = expect(paper).rejects.toThrow(/ended/);
    await closing.close();
    await failed;
    await expect(closing.print(draft)).rejects.toThrow(/closed/);
  });
});

interface WordBox {
  readonly xMin: number;
  readonly yMin: number;
  readonly xMax: number;
  readonly yMax: number;
  readonly text: string;
}

function wordBoxes(bytes: Uint8Array): readonly WordBox[] {
  const html = askPdf(bytes, 'pdftotext', ['-bbox', 'FILE', '-']).text;
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<\/word>/g;
  return [...html.matchAll(word)].map(([, xMin, yMin, xMax, yMax, text = '']) => ({
    xMin: Number(xMin),
    yMin: Number(yMin),
    xMax: Number(xMax),
    yMax: Number(yMax),
    text,
  }));
}

const fileIdentifier = (bytes: Uint8Array): string =>
  /\/ID \[<([0-9a-f]+)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '';
