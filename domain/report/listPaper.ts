import type { PaperDeclaration } from '../registry/traits/papers';
import type { PaperInput } from '../registry/behaviour';
import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import { systemFieldWords } from '../registry/systemFields';
import { formatPlainDate } from '../values/plainDate';
import {
  columnOfField,
  noInformationCell,
  printedValue,
  statusWords,
  type PrintedRecord,
} from './printedFields';
import type { ReportColumn, ReportModel } from './reportModel';
import { pageLabel, paragraph, signatureOf } from './reportParts';
import { typographic } from './typography';

/** A list of any registry on paper: the columns of its list that are declared `published`, in the order shown. */
export function listPaper(root: Registry, paper: PaperDeclaration, input: PaperInput): ReportModel {
  const { records, office, context, selection } = input;
  const columns = columnsOf(root);
  return {
    kind: 'list',
    language: 'ru',
    fileTitle: typographic(root.name.ru),
    madeOn: context.today,
    header: {
      organisation: [typographic(office.name)],
      documentKind: paper.name.ru.toUpperCase(),
      title: typographic(`${root.name.ru} по состоянию на ${formatPlainDate(context.today)}`),
      ...(selection === undefined ? {} : { notice: typographic(selection) }),
    },
    sections: [
      {
        blocks: [
          {
            type: 'table',
            columns: [{ title: '№', width: 0.55, align: 'right' }, ...columns.map(({ column }) => column)],
            rows: records.map((record, index) => [
              String(index + 1),
              ...columns.map(({ say }) => say(record, context)),
            ]),
          },
        ],
      },
      {
        title: 'Число записей',
        blocks: [{ type: 'pairs', items: [{ label: 'Всего', value: String(records.length) }] }],
      },
      { blocks: [paragraph(`Знак «${noInformationCell}» означает, что сведения не внесены.`)] },
    ],
    signatures: [signatureOf(office)],
    footnotes: [],
    pageLabel,
  };
}

interface PrintedColumn {
  readonly column: ReportColumn;
  readonly say: (record: PrintedRecord, context: FieldContext) => string;
}

function columnsOf(root: Registry): readonly PrintedColumn[] {
  const statuses = root.root?.statuses;
  return (root.root?.columns ?? []).flatMap((name): readonly PrintedColumn[] => {
    const declaration: FieldDeclaration | undefined = root.fields[name];
    if (declaration !== undefined) {
      if (declaration.published !== true) return [];
      const say: PrintedColumn['say'] = ({ fields }, context) =>
        printedValue(declaration, fields[name], context, noInformationCell);
      return [{ column: columnOfField(declaration), say }];
    }
    const column: ReportColumn = { title: systemFieldWords(name).ru, width: 1.3, align: 'left' };
    if (name === 'status' && statuses !== undefined)
      return [{ column, say: ({ status }) => statusWords(statuses, status) }];
    return name === 'registrationNumber'
      ? [{ column, say: ({ registrationNumber }) => registrationNumber ?? noInformationCell }]
      : [];
  });
}
