import type { ReportBlock, ReportModel } from '../../../domain/report/reportModel';
import { pdfPageTexts } from './pdfObjects';

/** The words of a model and of the pages made from it, to be compared. Spaces are left out: lines break where they fit. */
const dense = (text: string): string => text.replace(/\s+/gu, '');

/** Every word of a paper in the order of reading. */
function modelText(model: ReportModel): string {
  const { organisation, documentKind, title, date, number, place, addressee, notice } = model.header;
  const header =
    addressee === undefined
      ? [...organisation, documentKind, title, date, place, number, notice]
      : [...organisation, date, number, ...addressee, title, notice];
  const sections = model.sections.flatMap((section) => [
    section.title,
    ...section.blocks.flatMap(blockTexts),
  ]);
  const signatures = model.signatures.flatMap(({ post, name }) => [post, name]);
  return dense([...header, ...sections, ...signatures, ...model.footnotes].join(''));
}

/** Where the paper says something else than its content: the first words that differ, nothing when all agree. */
export function paperDifference(bytes: Uint8Array, model: ReportModel): string {
  const expected = modelText(model);
  const actual = paperText(bytes, model);
  if (expected === actual) return '';
  const at = Array.from(expected).findIndex((letter, index) => letter !== actual[index]);
  const from = Math.max(0, (at < 0 ? expected.length : at) - 20);
  return `content: ${expected.slice(from, from + 60)} | paper: ${actual.slice(from, from + 60)}`;
}

/** The same as read back from the bytes: page labels and heads repeated at the top of pages taken off. */
function paperText(bytes: Uint8Array, model: ReportModel): string {
  const heads = model.sections
    .flatMap(({ title, blocks }) =>
      blocks.flatMap(tableHead).map((head, index) => (index === 0 ? dense(title ?? '') : '') + head),
    )
    .sort((a, b) => b.length - a.length);
  const expected = modelText(model);
  let text = '';
  for (const page of pdfPageTexts(bytes).map(withoutLabel(model))) {
    const head = heads.find((one) => page.startsWith(one));
    const repeated = head !== undefined && !expected.startsWith(text + page.slice(0, head.length + 40));
    text += repeated ? page.slice(head.length) : page;
  }
  return text;
}

/** The head of a table as it stands on each page that shows it. */
export function tableHead(block: ReportBlock): readonly string[] {
  if (block.type !== 'table') return [];
  return [dense([block.caption ?? '', ...block.columns.map(({ title }) => title)].join(''))];
}

export const pageWords = (bytes: Uint8Array): readonly string[] => pdfPageTexts(bytes).map(dense);

function withoutLabel({
  pageLabel,
}: ReportModel): (page: string, index: number, pages: readonly string[]) => string {
  return (page, index, pages) => {
    const label = dense(
      pageLabel.replace('{page}', String(index + 1)).replace('{pages}', String(pages.length)),
    );
    return dense(page).replace(index === 0 ? '' : label, '');
  };
}

function blockTexts(block: ReportBlock): readonly (string | undefined)[] {
  switch (block.type) {
    case 'paragraph':
      return [block.text];
    case 'pairs':
      return block.items.flatMap(({ mark, label, value }) => [mark, label, value]);
    case 'table':
      if (block.rows.length === 0) return [];
      return [...tableHead(block), ...block.rows.flat(), ...(block.totals ?? [])];
  }
}
