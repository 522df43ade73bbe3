import { formatPlainDate } from '../../values/plainDate';
import type { PaperInput } from '../behaviour';
import type { FieldContext } from '../fieldContext';
import { noInformationCell, printedValue, statusWords, type PrintedRecord } from '../../report/printedFields';
import type { ReportColumn, ReportModel, ReportPair } from '../../report/reportModel';
import { pageLabel, paragraph, signatureOf } from '../../report/reportParts';
import { typographic } from '../../report/typography';
import { hasEntered } from '../../record/recordStatus';
import { provider } from './declaration';

/**
 * The registry of providers as one table, in the order of the rows given. Only published fields (442-ФЗ ст. 25 ч. 3-4)
 * may become columns; the numbers at the end are counted from the same rows, so that they cannot disagree.
 */
export type ProviderListRow = Pick<PrintedRecord, 'status' | 'registrationNumber' | 'fields'>;
type PublishedName = {
  [Name in keyof typeof provider.fields]: (typeof provider.fields)[Name] extends { published: true }
    ? Name
    : never;
}[keyof typeof provider.fields];

const { statuses } = provider.root;
const columns: readonly ReportColumn[] = [
  { title: '№', width: 0.55, align: 'right' },
  { title: 'Рег. номер', width: 1.2, align: 'left' },
  { title: 'Наименование', width: 4, align: 'left' },
  { title: 'Адрес и телефон', width: 3.2, align: 'left' },
  { title: 'Формы обслуживания', width: 1.7, align: 'left' },
  { title: 'Руководитель', width: 1.8, align: 'left' },
  { title: 'Мест всего / свободно (на дату)', width: 1.4, align: 'left' },
  { title: 'Статус', width: 1.3, align: 'left' },
];

/** Drafts in a list must never look as if they were in the registry. */
const workingList = 'Рабочий список: в нём есть записи, которые решением в реестр ещё не включены';

/** The content of the registry list. */
export function providerList({ records: rows, office, context, selection }: PaperInput): ReportModel {
  const madeOn = context.today;
  const working = rows.every(({ status }) => hasEntered(provider, status)) ? [] : [workingList];
  const notice = [...(selection === undefined ? [] : [selection]), ...working].join('. ');
  return {
    kind: 'list',
    language: 'ru',
    fileTitle: provider.name.ru,
    madeOn,
    header: {
      organisation: [typographic(office.name)],
      documentKind: 'РЕЕСТР',
      title: `поставщиков социальных услуг по состоянию на ${formatPlainDate(madeOn)}`,
      ...(notice === '' ? {} : { notice: typographic(notice) }),
    },
    sections: [
      {
        blocks: [{ type: 'table', columns, rows: rows.map((row, index) => cells(row, index + 1, context)) }],
      },
      { title: 'Число записей', blocks: [{ type: 'pairs', items: counts(rows) }] },
      { blocks: [paragraph(`Знак «${noInformationCell}» означает, что сведения в реестр не внесены.`)] },
    ],
    signatures: [signatureOf(office)],
    footnotes: [],
    pageLabel,
  };
}

function cells(row: ProviderListRow, place: number, context: FieldContext): readonly string[] {
  const say = (name: PublishedName, absent = ''): string =>
    printedValue(provider.fields[name], row.fields[name], context, absent);
  const lines = (...parts: readonly string[]): string =>
    parts.filter((part) => part !== '').join('\n') || noInformationCell;
  const name = say('fullName', say('shortName'));
  return [
    String(place),
    row.registrationNumber ?? noInformationCell,
    lines(name),
    lines(say('legalAddress'), say('phones')),
    lines(say('serviceForms')),
    lines(say('headName')),
    lines(places(say('placesTotal'), say('placesFree'), say('placesAsOfOn'))),
    statusWords(statuses, row.status),
  ];
}

function places(total: string, free: string, asOf: string): string {
  if (total === '' && free === '') return '';
  const figures = `${total || noInformationCell} / ${free || noInformationCell}`;
  return asOf === '' ? figures : `${figures}\nна ${asOf}`;
}

function counts(rows: readonly ProviderListRow[]): readonly ReportPair[] {
  const order: readonly string[] = statuses.order;
  const known = order.map((status) => ({
    status,
    count: rows.filter((row) => row.status === status).length,
  }));
  return [
    { label: 'Всего', value: String(rows.length) },
    ...known
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => ({ label: statusWords(statuses, status), value: String(count) })),
  ];
}
