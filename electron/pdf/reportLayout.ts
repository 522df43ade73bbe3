import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type {
  ReportBlock,
  ReportColumn,
  ReportModel,
  ReportPairs,
  ReportSection,
} from '../../domain/report/reportModel';
import { headerLayout, signatureLayout } from './headerLayout';
import {
  fontFamily,
  mm,
  pageLabelTop,
  papers,
  paragraphIndent,
  smallSize,
  textSize,
  type Paper,
} from './pdfStyles';
import { tableLayout } from './tableLayout';
import type { TypeFace } from './textMeasure';

/**
 * Content -> pdfmake: one layout for every paper; what differs between papers is their line in `papers`. It places
 * words and adds none.
 */
export function reportLayout(model: ReportModel, face: TypeFace): TDocumentDefinitions {
  const paper = papers[model.kind];
  const { left, top, right, bottom } = paper.margins;
  return {
    pageSize: { width: paper.width, height: paper.height },
    pageMargins: [left, top, right, bottom],
    language: model.language,
    defaultStyle: { font: fontFamily, fontSize: textSize },
    header: (page, pages) => pageLabel(model.pageLabel, page, pages, paper),
    content: [...headerLayout(model.header, paper), ...bodyLayout(model, { paper, face })],
  };
}

/** Signatures are not left alone on a page: they stay with the closing section when it is text. */
function bodyLayout(
  { sections, signatures, footnotes, squareCode }: ReportModel,
  setting: Setting,
): Content[] {
  const last = sections.at(-1);
  const closing = last?.blocks.every(({ type }) => type === 'paragraph') === true ? [last] : [];
  const ending: Content[] = [
    ...closing.flatMap((section) => sectionLayout(section, setting)),
    ...signatures.map(signatureLayout),
    ...withSquare(
      footnotes.map((text, index) => footnoteLayout(text, index === 0)),
      squareCode,
    ),
  ];
  return [
    ...sections
      .slice(0, sections.length - closing.length)
      .flatMap((section) => sectionLayout(section, setting)),
    keptTogether(ending, [closing, signatures, footnotes]),
  ];
}

/** pdfmake cuts off what is longer than a page and told not to break, so only what is short by its letters is told so. */
function keptTogether(stack: Content[], content: unknown): Content {
  return { stack, unbreakable: JSON.stringify(content).length <= keptLetters };
}

/** The square code stands at the right of the last lines: the lower corner of a paper of one sheet. */
function withSquare(lines: Content[], code: string | undefined): Content[] {
  if (code === undefined) return lines;
  const square: Content = { qr: code, fit: mm(20), eccLevel: 'M', margin: [0, mm(8), 0, 0] };
  return [
    {
      columns: [
        { stack: lines, width: '*' },
        { stack: [square], width: 'auto' },
      ],
    },
  ];
}

const footnoteLayout = (text: string, first: boolean): Content => ({
  text,
  fontSize: smallSize,
  margin: [0, first ? mm(8) : 0, 0, 0],
});

function pageLabel(label: string, page: number, pages: number, { margins }: Paper): Content {
  if (page === 1) return '';
  return {
    text: label.replace('{page}', String(page)).replace('{pages}', String(pages)),
    alignment: 'center',
    fontSize: smallSize,
    margin: [margins.left, pageLabelTop, margins.right, 0],
  };
}

/** About half a page of text. */
const keptLetters = 1500;

interface Setting {
  readonly paper: Paper;
  readonly face: TypeFace;
}

/** A title stays with what begins under it: a paragraph, the first line of labels, the head and first row of a table. */
function sectionLayout({ title, blocks }: ReportSection, setting: Setting): Content[] {
  const [first, ...rest] = blocks;
  if (title === undefined || first === undefined)
    return blocks.flatMap((block) => blockLayout(block, setting));
  const others = rest.flatMap((block) => blockLayout(block, setting));
  if (first.type === 'table') {
    const caption = first.caption === undefined ? title : `${title}\n${first.caption}`;
    return [...blockLayout({ ...first, caption }, setting), ...others];
  }
  const heading: Content = { text: title, bold: true, margin: [0, mm(5), 0, mm(1)] };
  const [opening, ...continued] = startOf(first);
  return [
    keptTogether([heading, ...blockLayout(opening, setting, true)], opening),
    ...continued.flatMap((block) => blockLayout(block, setting, true, false)),
    ...others,
  ];
}

/** A block as a short opening and what continues it. */
function startOf(block: ReportBlock): readonly [ReportBlock, ...ReportBlock[]] {
  if (block.type !== 'pairs' || block.items.length < 2) return [block];
  return [
    { type: 'pairs', items: block.items.slice(0, 1) },
    { type: 'pairs', items: block.items.slice(1) },
  ];
}

function blockLayout(
  block: ReportBlock,
  { paper, face }: Setting,
  joined = false,
  topRule = true,
): Content[] {
  const above = joined ? 0 : mm(3);
  switch (block.type) {
    case 'paragraph':
      return [{ text: block.text, leadingIndent: paragraphIndent, margin: [0, above, 0, 0] }];
    case 'pairs':
      return [
        { ...tableLayout({ ...pairTable(block, paper), topRule }, paper, face), margin: [0, above, 0, 0] },
      ];
    case 'table':
      if (block.rows.length === 0) return [];
      return [
        {
          ...tableLayout({ ...block, head: true, fontSize: paper.tableSize }, paper, face),
          margin: [0, above, 0, 0],
        },
      ];
  }
}

function pairTable({ items }: ReportPairs, paper: Paper) {
  const marked = items.some(({ mark }) => mark !== undefined);
  const label: ReportColumn = { title: '', width: 5, align: 'left' };
  const value: ReportColumn = { title: '', width: 9, align: 'left' };
  const mark: ReportColumn = { title: '', width: 0.8, align: 'right' };
  return {
    columns: marked ? [mark, label, value] : [label, value],
    rows: items.map((item) => [...(marked ? [item.mark ?? ''] : []), item.label, item.value]),
    head: false,
    fontSize: paper.pairsSize,
  };
}
