import { formSheetName, readFormMark, type FormMark } from '../../domain/import/emptyForm';
import { fail, ok, type Result } from '../../domain/values/result';
import { shapeTable } from './shapeTable';
import { maxUnpackedBytes, sizeLimits, type LayoutChoice, type Suits, type Table } from './table';
import { BadWorkbook, openXlsxPackage, type Relation, type XlsxPackage } from './xlsxPackage';
import { readSharedStrings, readSheetRows } from './xlsxSheet';
import { readCellFormats, type CellFormats } from './xlsxFormats';

/**
 * Reads a sheet of an XLSX workbook, part by part, whoever wrote it: XML with or without a prefix of namespaces (OpenXML
 * SDK, ClosedXML), runs of inline text, a zip whose limits are checked in its directory before anything is unpacked.
 */
type XlsxError = 'file.tooLarge' | 'import.empty' | 'import.tooWide' | 'import.notSpreadsheet';

export async function readXlsx(
  bytes: Buffer,
  layout: LayoutChoice,
  suits: Suits,
): Promise<Result<Table, XlsxError>> {
  try {
    const parts = await openXlsxPackage(bytes);
    try {
      return await readWorkbook(parts, layout, suits);
    } finally {
      parts.close();
    }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error;
    if (error.tooLarge) return fail('file.tooLarge', { params: sizeLimits(maxUnpackedBytes) });
    return fail('import.notSpreadsheet');
  }
}

/** The sheet the operator chose, or the first visible one that suits, or at least holds a table. */
async function readWorkbook(
  parts: XlsxPackage,
  layout: LayoutChoice,
  suits: Suits,
): Promise<Result<Table, XlsxError>> {
  const book = await openWorkbook(parts);
  const sheets = book.sheets.map((sheet) => sheet.name);
  const tried =
    layout.sheet === undefined ? book.sheets.filter((sheet) => !sheet.hidden) : [book.sheets[layout.sheet]];
  const form = await formOf(parts, book);
  let answer: Result<Table, XlsxError> = fail('import.empty');
  for (const sheet of tried) {
    if (sheet === undefined) continue;
    const rows = await readSheetRows(parts, sheet.part, book.strings, book.formats);
    const place = { encoding: 'utf-8', delimiter: '', sheet: book.sheets.indexOf(sheet), sheets };
    const shaped = withForm(
      shapeTable(rows, place, layout.headerRow ?? (form === undefined ? undefined : 0)),
      form,
    );
    if (shaped.ok && suits(shaped.value)) return shaped;
    if (!answer.ok) answer = shaped;
  }
  return answer;
}

/** The mark of a form of ours, in its hidden sheet. */
async function formOf(parts: XlsxPackage, book: Workbook): Promise<FormMark | undefined> {
  const sheet = book.sheets.find(({ name, hidden }) => hidden && name === formSheetName);
  if (sheet === undefined) return undefined;
  const rows = await readSheetRows(parts, sheet.part, book.strings, book.formats);
  return readFormMark([...rows].map(({ cells }) => cells));
}

const withForm = <E extends XlsxError>(
  table: Result<Table, E>,
  form: FormMark | undefined,
): Result<Table, E> => (table.ok && form !== undefined ? ok({ ...table.value, form }) : table);

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: string }[];
  readonly strings: readonly string[];
  readonly formats: CellFormats;
}

async function openWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const main = targetOf(await parts.relations(''), 'officeDocument');
  if (main === undefined) throw new BadWorkbook('no document inside');
  const relations = await parts.relations(main);
  let from1904 = false;
  const sheets: { name: string; hidden: boolean; part: string }[] = [];
  await parts.readPart(main, {
    open(element, { name = '', state, id = '', date1904 }) {
      if (element === 'workbookPr') from1904 = date1904 === '1' || date1904 === 'true';
      const relation = element === 'sheet' ? relations.get(id) : undefined;
      if (relation?.type !== 'worksheet') return;
      sheets.push({ name, hidden: state !== undefined && state !== 'visible', part: relation.target });
    },
  });
  if (sheets.length === 0) throw new BadWorkbook('no sheets inside');
  const stringsPart = targetOf(relations, 'sharedStrings');
  const stylesPart = targetOf(relations, 'styles');
  return {
    sheets,
    strings: stringsPart === undefined ? [] : await readSharedStrings(parts, stringsPart),
    formats: await readCellFormats(parts, stylesPart, from1904),
  };
}

const targetOf = (relations: ReadonlyMap<string, Relation>, type: string): string | undefined =>
  [...relations.values()].find((relation) => relation.type === type)?.target;
