import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { sheetName, sheetReference, type Sheet, type Workbook } from './workbook';
import { layLists } from './xlsxLists';
import { sheetXml } from './xlsxSheetXml';
import { createStyleTable } from './xlsxStyles';
import { xmlText } from './xlsxText';

/**
 * Writes a workbook as XLSX: a zip of XML, by the parts that ECMA-376 demands and no others. Formulas bear their results
 * and are computed anew when a spreadsheet opens them. What would make Excel call the workbook damaged is a bug and
 * thrown.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const sheets = layLists(workbook.sheets);
  checkNames(sheets);
  const shown = sheets.findIndex(({ hidden }) => hidden !== true);
  if (shown < 0) throw new Error('a workbook without a visible sheet');
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const bytes = buffer(output);
  const add = (name: string, pieces: () => Iterable<string>): void =>
    zip.addReadStreamLazy(name, partOptions, (give) => {
      const part = Readable.from(asPart(pieces()));
      // A zip that waits for a part that failed would wait for ever.
      part.on('error', (error) => output.destroy(error));
      give(null, part);
    });

  const styles = createStyleTable();
  add('[Content_Types].xml', () => [contentTypes(sheets.length)]);
  add('_rels/.rels', () => [packageRelations]);
  add('docProps/core.xml', () => [coreProperties(workbook.madeAt)]);
  sheets.forEach((sheet, index) =>
    add(`xl/${sheetPart(index)}`, () => sheetXml(sheet, index === shown, styles)),
  );
  add('xl/workbook.xml', () => [workbookXml(workbook, sheets, shown)]);
  add('xl/_rels/workbook.xml.rels', () => [workbookRelations(sheets.length)]);
  // Asked for when every sheet has been written, and so every style is known.
  add('xl/styles.xml', () => [styles.xml()]);
  zip.end();
  return bytes;
}

/** The time of the parts is the first that a zip can hold: the same content gives the same bytes. */
const partOptions = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

function* asPart(pieces: Iterable<string>): Generator<Buffer> {
  yield Buffer.from('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n');
  for (const piece of pieces) yield Buffer.from(piece);
}

function checkNames(sheets: readonly Sheet[]): void {
  const names = sheets.map(({ name }) => name);
  const wrong = names.find((name) => name !== sheetName(name));
  if (wrong !== undefined) throw new Error(`no name for a sheet: ${JSON.stringify(wrong)}`);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    throw new Error('two sheets of one name');
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetPart = (index: number): string => `worksheets/sheet${index + 1}.xml`;

function contentTypes(sheets: number): string {
  const parts = [
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/xl/workbook.xml', `${types}.sheet.main+xml`],
    ['/xl/styles.xml', `${types}.styles+xml`],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/${sheetPart(index)}`, `${types}.worksheet+xml`]),
  ];
  return (
    `<Types xmlns="${packages}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('') +
    '</Types>'
  );
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
const relations = (...all: string[]): string =>
  `<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;

const packageRelations = relations(
  relation('rId1', `${office}/officeDocument`, 'xl/workbook.xml'),
  relation('rId2', `${packages}/relationships/metadata/core-properties`, 'docProps/core.xml'),
);

const workbookRelations = (sheets: number): string =>
  relations(
    ...Array.from({ length: sheets }, (_, index) =>
      relation(`rId${index + 1}`, `${office}/worksheet`, sheetPart(index)),
    ),
    relation(`rId${sheets + 1}`, `${office}/styles`, 'styles.xml'),
  );

function coreProperties(madeAt: string): string {
  const time = new Date(madeAt).toISOString();
  const at = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return (
    `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${at('created')}${at('modified')}</cp:coreProperties>`
  );
}

function workbookXml(workbook: Workbook, sheets: readonly Sheet[], shown: number): string {
  const { names = [], keepSheets = false } = workbook;
  const listed = sheets.map(
    ({ name, hidden = false }, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const defined = [
    ...sheets.flatMap(({ name, filter }, index) =>
      filter === undefined
        ? []
        : [
            definedName(
              '_xlnm._FilterDatabase',
              sheetReference(name, filter),
              ` localSheetId="${index}" hidden="1"`,
            ),
          ],
    ),
    ...names.map(({ name, reference }) => definedName(name, reference)),
  ];
  return (
    `<workbook xmlns="${main}" xmlns:r="${office}">` +
    (keepSheets ? '<workbookProtection lockStructure="1"/>' : '') +
    `<bookViews><workbookView activeTab="${shown}"/></bookViews><sheets>${listed.join('')}</sheets>` +
    (defined.length === 0 ? '' : `<definedNames>${defined.join('')}</definedNames>`) +
    '<calcPr fullCalcOnLoad="1"/></workbook>'
  );
}

const definedName = (name: string, reference: string, more = ''): string =>
  `<definedName name="${xmlText(name)}"${more}>${xmlText(reference)}</definedName>`;
