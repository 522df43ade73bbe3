import type { PaperDeclaration } from '../registry/traits/papers';
import type { PaperInput } from '../registry/behaviour';
import type { Registry } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import { formatPlainDate } from '../values/plainDate';
import {
  noInformation,
  printedList,
  printedValue,
  publishedFields,
  statusWords,
  type PrintedRecord,
} from './printedFields';
import type { ReportBlock, ReportModel, ReportPair, ReportSection } from './reportModel';
import { pageLabel, paragraph, signatureOf } from './reportParts';
import { typographic } from './typography';

/** A record of any registry on paper, in the sections of its form. What is not declared `published` is left out. */
export function recordPaper(root: Registry, paper: PaperDeclaration, input: PaperInput): ReportModel {
  const { records, office, context, number, place } = input;
  const [record] = records;
  if (record === undefined) throw new Error('the paper is of one record');
  return {
    kind: 'extract',
    language: 'ru',
    fileTitle: paper.name.ru,
    madeOn: context.today,
    header: {
      organisation: [typographic(office.name)],
      documentKind: paper.name.ru.toUpperCase(),
      title: typographic(root.name.ru),
      date: formatPlainDate(context.today),
      ...(number === undefined ? {} : { number: typographic(`№ ${number}`) }),
      ...(place === undefined ? {} : { place: typographic(place) }),
    },
    sections: [
      { blocks: [{ type: 'pairs', items: standing(root, record) }] },
      ...sectionsOf(root, record, context),
      { blocks: [paragraph(`Слова «${noInformation}» означают, что сведения не внесены.`)] },
    ],
    signatures: [signatureOf(office)],
    footnotes: [],
    pageLabel,
  };
}

function standing({ root }: Registry, record: PrintedRecord): readonly ReportPair[] {
  const number: readonly ReportPair[] =
    record.registrationNumber === null
      ? []
      : [{ label: 'Регистрационный номер', value: record.registrationNumber }];
  const status = root === undefined ? record.status : statusWords(root.statuses, record.status);
  return [...number, { label: 'Статус записи', value: status }];
}

function sectionsOf(root: Registry, record: PrintedRecord, context: FieldContext): readonly ReportSection[] {
  const printed = new Map(publishedFields(root).map(({ name, declaration }) => [name, declaration]));
  return (root.sections ?? []).flatMap(({ title, items }) => {
    const pairs = items.flatMap((name): readonly ReportPair[] => {
      const declaration = printed.get(name);
      if (declaration === undefined) return [];
      const value = printedValue(declaration, record.fields[name], context, noInformation);
      return [{ label: typographic(declaration.label.ru), value }];
    });
    const tables = items.flatMap((name): readonly ReportBlock[] => {
      const list = root.root?.lists[name];
      const rows = record.lists[name] ?? [];
      const isPrinted = list !== undefined && rows.length > 0 && publishedFields(list).length > 0;
      return isPrinted ? [printedList(list, rows, list.name.ru, context)] : [];
    });
    const blocks = [...(pairs.length === 0 ? [] : [{ type: 'pairs', items: pairs } as const]), ...tables];
    return blocks.length === 0 ? [] : [{ title: typographic(title.ru), blocks }];
  });
}
