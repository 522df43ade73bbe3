import { formatPlainDate } from '../../values/plainDate';
import type { FieldContext } from '../fieldContext';
import type { PaperInput } from '../behaviour';
import type { FieldDeclaration } from '../defineRegistry';
import {
  noInformation,
  printedList,
  printedValue,
  publishedFields,
  statusWords,
  type PrintedRecord,
  type PublishedField,
} from '../../report/printedFields';
import type { ReportBlock, ReportModel, ReportPair } from '../../report/reportModel';
import { pageLabel, paragraph, signatureOf } from '../../report/reportParts';
import { typographic } from '../../report/typography';
import { hasEntered } from '../../record/recordStatus';
import { provider } from './declaration';

/**
 * Выписка из реестра поставщиков социальных услуг: the 15 points of 442-ФЗ ст. 25 ч. 3 in the order of the law. Fields
 * find their point by the clause of their declaration. A provider that no decision has put into the registry gets a
 * draft that says so; it must never look like an extract.
 */
const { lists, statuses } = provider.root;
type ListName = Exclude<keyof typeof lists, 'decisions'>;

/** The point of ст. 25 ч. 3 that a list serves; the compiler asks for a new list here. */
const listPoints: Readonly<Record<ListName, number>> = {
  places: 5,
  licences: 7,
  services: 9,
  tariffs: 10,
  capacities: 11,
  inspections: 13,
  experience: 14,
  extras: 15,
};
const listNames = Object.keys(listPoints) as ListName[];
const points = Array.from({ length: 15 }, (_, index) => index + 1);
const decisive: readonly unknown[] = ['include', 'change', 'exclude'];

/** The content of the extract, or of the draft entry while the provider is not in the registry. */
export function providerExtract({ records, office, context, number, place }: PaperInput): ReportModel {
  const [record] = records;
  if (record === undefined) throw new Error('an extract is of one record');
  const madeOn = context.today;
  const standing = standingOf(record.status);
  return {
    kind: 'extract',
    language: 'ru',
    fileTitle: `${standing.kind} ${standing.title}`,
    madeOn,
    header: {
      organisation: [typographic(office.name)],
      documentKind: standing.kind,
      title: standing.title,
      date: formatPlainDate(madeOn),
      ...(number === undefined ? {} : { number: typographic(`№ ${number}`) }),
      ...(place === undefined ? {} : { place: typographic(place) }),
      ...(standing.notice === undefined ? {} : { notice: standing.notice }),
    },
    sections: [
      { title: 'Сведения о записи', blocks: entryBlocks(record, context) },
      { title: 'Сведения о поставщике социальных услуг', blocks: articleBlocks(record, context) },
      { blocks: closing(madeOn) },
    ],
    signatures: [signatureOf(office)],
    footnotes: [],
    pageLabel,
  };
}

function standingOf(status: string): { kind: string; title: string; notice?: string } {
  if (!hasEntered(provider, status)) {
    return {
      kind: 'ПРОЕКТ ЗАПИСИ',
      title: 'реестра поставщиков социальных услуг',
      notice: typographic(
        `Поставщик в реестр не включён (статус записи: ${statusWords(statuses, status)}). ` +
          'Этот документ не является выпиской из реестра.',
      ),
    };
  }
  const extract = { kind: 'ВЫПИСКА', title: 'из реестра поставщиков социальных услуг' };
  if (status !== 'excluded') return extract;
  return { ...extract, notice: 'Поставщик исключён из реестра.' };
}

function entryBlocks(record: PrintedRecord, context: FieldContext): readonly ReportBlock[] {
  const status: ReportPair = { label: 'Статус записи', value: statusWords(statuses, record.status) };
  const decisions = (record.lists.decisions ?? []).filter((row) => decisive.includes(row.event));
  if (decisions.length === 0) {
    const none: ReportPair = { label: 'Решение о включении', value: noInformation };
    return [{ type: 'pairs', items: [status, none] }];
  }
  return [
    { type: 'pairs', items: [status] },
    printedList(lists.decisions, decisions, lists.decisions.name.ru, context),
  ];
}

/** Points in order; values and empty lists gather in one table of labels until a list that has rows parts them. */
function articleBlocks(record: PrintedRecord, context: FieldContext): readonly ReportBlock[] {
  const blocks: ReportBlock[] = [];
  let pairs: ReportPair[] = [];
  const closePairs = (): void => {
    if (pairs.length > 0) blocks.push({ type: 'pairs', items: pairs });
    pairs = [];
  };
  for (const point of points) {
    const mark = String(point);
    pairs.push(...pointPairs(point, record, context));
    for (const name of listNames.filter((list) => listPoints[list] === point)) {
      const rows = record.lists[name] ?? [];
      const title = lists[name].name.ru;
      if (rows.length === 0) {
        pairs.push({ mark, label: title, value: noInformation });
        continue;
      }
      closePairs();
      blocks.push(printedList(lists[name], rows, `${mark}. ${title}`, context));
    }
  }
  closePairs();
  return blocks;
}

function pointPairs(point: number, record: PrintedRecord, context: FieldContext): readonly ReportPair[] {
  const mark = String(point);
  if (point === 1) {
    const value = record.registrationNumber ?? noInformation;
    return [{ mark, label: 'Регистрационный номер учётной записи', value }];
  }
  return fieldsOfPoint(point).map(({ name, declaration }) => ({
    mark,
    label: typographic(declaration.label.ru),
    value: isOutOfPlace(declaration, record)
      ? 'указывается только для юридических лиц'
      : printedValue(declaration, record.fields[name], context, noInformation),
  }));
}

function fieldsOfPoint(point: number): readonly PublishedField[] {
  return publishedFields(provider).filter(
    ({ declaration }) => declaration.clause?.endsWith(` п. ${point}`) === true,
  );
}

const isOutOfPlace = ({ onlyWhen }: FieldDeclaration, { fields }: PrintedRecord): boolean => {
  const value = onlyWhen === undefined ? null : (fields[onlyWhen.field] ?? null);
  return onlyWhen !== undefined && value !== null && !onlyWhen.in.includes(String(value));
};

function closing(madeOn: string): readonly ReportBlock[] {
  return [
    `Сведения приведены по состоянию на ${formatPlainDate(madeOn)} в объёме части 3 статьи 25 Федерального закона ` +
      'от 28.12.2013 № 442-ФЗ «Об основах социального обслуживания граждан в Российской Федерации»; номера слева ' +
      'соответствуют пунктам этой части.',
    `Слова «${noInformation}» и прочерк в таблице означают, что сведения в реестр не внесены.`,
  ].map(paragraph);
}
