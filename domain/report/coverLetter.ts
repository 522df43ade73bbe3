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
  /** What is said of whole records, beside changes. */
  readonly named?: readonly NamedRecords[];
  /** Name of the machine-readable attachment. */
  readonly attachment: string;
  readonly executor?: { readonly name: string; readonly phone?: string | undefined };
}

/** So many records of a registry of which the addressee is told what it is shown, or that they were not taken. */
export interface NamedRecords {
  readonly what: 'nothing' | 'part' | 'whole' | 'refused';
  /** The registry's name. */
  readonly registry: string;
  readonly count: number;
}

/** One change in words. */
export interface LetterChange {
  /** Tells apart records of one name; not printed. */
  readonly recordId: string;
  /** Name of the registry that the record is of. */
  readonly registry: string;
  /** The record's name; empty where the addressee is not shown it. */
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
  const { from, to, number, date, changes, named = [], attachment } = input;
  const title = titleOf(changes, named);
  return {
    kind: 'letter',
    language: 'ru',
    fileTitle: typographic(`${title}, № ${number} от ${formatPlainDate(date)}`),
    madeOn: date,
    header: {
      organisation: [from.name, from.address ?? '', from.phone ?? '']
        .filter((line) => line !== '')
        .map(typographic),
      title,
      date: formatPlainDate(date),
      number: typographic(`№ ${number}`),
      addressee: [typographic(to.name)],
    },
    sections: [
      { blocks: [...opening(changes, attachment), ...namings(named), ...changeBlocks(changes, attachment)] },
      { blocks: [paragraph(`Приложение: ${attachment} (${amount(changes)}), в электронном виде.`)] },
    ],
    signatures: [signatureOf(from)],
    footnotes: executorLines(input.executor),
    pageLabel,
  };
}

const amount = (changes: readonly LetterChange[]): string => counted(changes.length, changeForms);

const registriesOf = (some: readonly { readonly registry: string }[]): readonly string[] => [
  ...new Set(some.map(({ registry }) => registry)),
];

function titleOf(changes: readonly LetterChange[], named: readonly NamedRecords[]): string {
  if (changes.length === 0)
    return named.length > 0 ? 'О составе передаваемых записей' : 'Об обмене сведениями';
  return registriesOf(changes).length === 1
    ? 'О направлении изменений реестра'
    : 'О направлении изменений реестров';
}

const recordForms = ['записи', 'записям', 'записям'] as const;
const recordsIn = (changes: readonly LetterChange[]): number =>
  new Set(changes.map(({ recordId }) => recordId)).size;

function opening(changes: readonly LetterChange[], attachment: string): readonly ReportParagraph[] {
  const registries = registriesOf(changes);
  const [only] = registries;
  if (only === undefined) return [paragraph(`Сведения для программы содержатся в приложении ${attachment}.`)];
  const of = (registry: string) => changes.filter((change) => change.registry === registry);
  const counts = registries.map(
    (registry) =>
      `«${registry}» — ${amount(of(registry))} по ${counted(recordsIn(of(registry)), recordForms)}`,
  );
  const what =
    registries.length === 1
      ? `реестра «${only}» по ${counted(recordsIn(changes), recordForms)}`
      : `реестров: ${counts.join('; ')}`;
  return [
    paragraph(
      `Направляем ${amount(changes)} ${what}. Изменения содержатся в машиночитаемом приложении ${attachment}; ` +
        'что именно изменяется, указано ниже.',
    ),
  ];
}

const namingWords: Readonly<Record<NamedRecords['what'], string>> = {
  nothing: 'Больше не предназначены вам и снимаются с показа',
  part: 'С этого времени показываются вам не полностью',
  whole: 'С этого времени показываются вам полностью',
  refused: 'Не приняты нами, так как по нашим сведениям нам не предназначены',
};

function namings(named: readonly NamedRecords[]): readonly ReportParagraph[] {
  return (Object.keys(namingWords) as NamedRecords['what'][]).flatMap((what) => {
    const counts = named.filter((one) => one.what === what);
    if (counts.length === 0) return [];
    const records = counts.map(
      ({ registry, count }) => `«${registry}» — ${counted(count, ['запись', 'записи', 'записей'])}`,
    );
    return [paragraph(`${namingWords[what]}: ${records.join('; ')}.`)];
  });
}

function changeBlocks(changes: readonly LetterChange[], attachment: string): readonly ReportBlock[] {
  if (changes.length === 0) return [];
  if (changes.length <= longestTable) return changeTables(changes);
  return [
    paragraph(
      `Изменений больше ${longestTable}, поэтому в таблице указано их число по каждой записи. ` +
        `Полный перечень изменений — во вложении ${attachment}.`,
    ),
    countTable(changes),
  ];
}

/** A table per record under its name, in the order in which the records were first changed. */
function changeTables(changes: readonly LetterChange[]): readonly ReportTable[] {
  const isMixed = registriesOf(changes).length > 1;
  const byRecord = new Map<string, LetterChange[]>();
  for (const change of changes) {
    byRecord.set(change.recordId, [...(byRecord.get(change.recordId) ?? []), change]);
  }
  return [...byRecord.values()].map((ofRecord) => ({
    type: 'table',
    caption: captionOf(ofRecord, isMixed),
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

function captionOf(ofRecord: readonly LetterChange[], isMixed: boolean): string {
  const { title = '', registry = '' } = ofRecord.at(-1) ?? {};
  if (title === '') return typographic(registry);
  return typographic(isMixed ? `${registry}: ${title}` : title);
}

function countTable(changes: readonly LetterChange[]): ReportTable {
  const isMixed = registriesOf(changes).length > 1;
  const counts = new Map<string, { title: string; count: number }>();
  for (const change of changes) {
    const count = (counts.get(change.recordId)?.count ?? 0) + 1;
    counts.set(change.recordId, { title: captionOf([change], isMixed), count });
  }
  return {
    type: 'table',
    columns: [
      { title: '№', width: 0.5, align: 'right' },
      { title: 'Запись', width: 7, align: 'left' },
      { title: 'Число изменений', width: 1.5, align: 'right' },
    ],
    rows: [...counts.values()].map(({ title, count }, index) => [String(index + 1), title, String(count)]),
    totals: ['', 'Всего', String(changes.length)],
  };
}

function executorLines(executor: CoverLetterInput['executor']): readonly string[] {
  if (executor === undefined) return [];
  return [executor.name, executor.phone ?? ''].filter((line) => line !== '').map(typographic);
}
