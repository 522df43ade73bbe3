import { formatPlainDate } from '../values/plainDate';
import type { ReportBlock, ReportModel, ReportOffice, ReportParagraph, ReportTable } from './reportModel';
import { pageLabel, paragraph, signatureOf } from './reportParts';
import { counted, typographic } from './typography';

/**
 * The letter that goes with an exchange message and says in words what its machine-readable attachment changes. It
 * names every change; a package too large to be read is counted by record, and the letter then says where the complete
 * list is. What was and what became are printed letter for letter: a change of quotes or spaces must stay visible.
 */
export interface CoverLetterInput {
  readonly from: ReportOffice;
  readonly to: { readonly name: string };
  readonly number: string;
  /** Day of the letter, `YYYY-MM-DD`. */
  readonly date: string;
  readonly changes: readonly LetterChange[];
  /** Name of the machine-readable attachment. */
  readonly attachment: string;
  readonly executor?: { readonly name: string; readonly phone?: string | undefined };
}

/** One change in words. */
export interface LetterChange {
  /** Tells apart providers of one name; not printed. */
  readonly recordId: string;
  /** The provider's name. */
  readonly title: string;
  /** The field's label, with the list's name before it where it stands in a list. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** Day and time as they are to be read. */
  readonly when: string;
  readonly who: string;
}

/** Beyond this nobody reads a table; about 60 pages. */
export const longestTable = 500;
const empty = '—';
const changeForms = ['изменение', 'изменения', 'изменений'] as const;

/** The content of the cover letter. */
export function coverLetter(input: CoverLetterInput): ReportModel {
  const { from, to, number, date, changes, attachment } = input;
  return {
    kind: 'letter',
    language: 'ru',
    fileTitle: typographic(`О направлении изменений реестра, № ${number} от ${formatPlainDate(date)}`),
    madeOn: date,
    header: {
      organisation: [from.name, from.address ?? '', from.phone ?? '']
        .filter((line) => line !== '')
        .map(typographic),
      title: 'О направлении изменений реестра',
      date: formatPlainDate(date),
      number: typographic(`№ ${number}`),
      addressee: [typographic(to.name)],
    },
    sections: [
      { blocks: [opening(changes, attachment), ...changeBlocks(changes, attachment)] },
      { blocks: [paragraph(`Приложение: ${attachment} (${amount(changes)}), в электронном виде.`)] },
    ],
    signatures: [signatureOf(from)],
    footnotes: executorLines(input.executor),
    pageLabel,
  };
}

const amount = (changes: readonly LetterChange[]): string => counted(changes.length, changeForms);

function opening(changes: readonly LetterChange[], attachment: string): ReportParagraph {
  const records = counted(new Set(changes.map(({ recordId }) => recordId)).size, [
    'записи',
    'записям',
    'записям',
  ]);
  return paragraph(
    `Направляем ${amount(changes)} реестра поставщиков социальных услуг по ${records} (часть 3 статьи 25 ` +
      `Федерального закона от 28.12.2013 № 442-ФЗ). Изменения содержатся в машиночитаемом приложении ${attachment}; ` +
      'что именно изменяется, указано ниже.',
  );
}

function changeBlocks(changes: readonly LetterChange[], attachment: string): readonly ReportBlock[] {
  if (changes.length === 0) return [];
  if (changes.length <= longestTable) return changeTables(changes);
  return [
    paragraph(
      `Изменений больше ${longestTable}, поэтому в таблице указано их число по каждому поставщику. ` +
        `Полный перечень изменений — во вложении ${attachment}.`,
    ),
    countTable(changes),
  ];
}

/** A table per record under its name, in the order in which the records were first changed. */
function changeTables(changes: readonly LetterChange[]): readonly ReportTable[] {
  const byRecord = new Map<string, LetterChange[]>();
  for (const change of changes) {
    byRecord.set(change.recordId, [...(byRecord.get(change.recordId) ?? []), change]);
  }
  return [...byRecord.values()].map((ofRecord) => ({
    type: 'table',
    caption: typographic(ofRecord.at(-1)?.title ?? ''),
    columns: [
      { title: 'Поле', width: 2.4, align: 'left' },
      { title: 'Было', width: 2.6, align: 'left' },
      { title: 'Стало', width: 2.6, align: 'left' },
      { title: 'Когда и кто', width: 2, align: 'left' },
    ],
    rows: ofRecord.map(({ field, before, after, when, who }) => [
      typographic(field),
      before === '' ? empty : before,
      after === '' ? empty : after,
      typographic([when, who].filter((part) => part !== '').join('\n')),
    ]),
  }));
}

function countTable(changes: readonly LetterChange[]): ReportTable {
  const counts = new Map<string, { title: string; count: number }>();
  for (const { recordId, title } of changes) {
    counts.set(recordId, { title, count: (counts.get(recordId)?.count ?? 0) + 1 });
  }
  return {
    type: 'table',
    columns: [
      { title: '№', width: 0.5, align: 'right' },
      { title: 'Поставщик', width: 7, align: 'left' },
      { title: 'Число изменений', width: 1.5, align: 'right' },
    ],
    rows: [...counts.values()].map(({ title, count }, index) => [
      String(index + 1),
      typographic(title),
      String(count),
    ]),
    totals: ['', 'Всего', String(changes.length)],
  };
}

function executorLines(executor: CoverLetterInput['executor']): readonly string[] {
  if (executor === undefined) return [];
  return [executor.name, executor.phone ?? ''].filter((line) => line !== '').map(typographic);
}
