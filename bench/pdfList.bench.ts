import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { providerList } from '../domain/registry/provider/listPaper';
import type { ReportModel, ReportTable } from '../domain/report/reportModel';
import { fontFamily, fontFiles, papers, ruleWidth } from '../electron/pdf/pdfStyles';
import { createPdfPrinter } from '../electron/pdf/printPdf';
import { listRows, paperContext, paperOffice } from '../tests/support/pdf/paperSamples';
import { fontsFolder, pdfWorkerScript } from '../tests/support/pdf/pdfWorkerScript';
import { ms, times, type Answer } from './answer';
import { median, timed } from './timing';

/**
 * The registry list of 500 rows through the printer (worker, PDF/A-1b, measured columns, parted rows) beside bare
 * pdfmake making the same table in this thread, turn by turn in one process. Target: at most 1.3 times its time.
 */
const rounds = 9;
const target = 1.3;

export async function pdfList(): Promise<Answer> {
  const model = providerList({
    records: listRows(500),
    office: paperOffice,
    context: paperContext,
  });
  const printer = createPdfPrinter({ fontsFolder, workerScript: await pdfWorkerScript() });
  const bare = createBare();
  const ours: number[] = [];
  const rivals: number[] = [];
  const pages = (await printer.print(model)).pages;
  await bare(model);
  for (let round = 0; round < rounds; round += 1) {
    rivals.push(await timed(() => bare(model)));
    ours.push(await timed(() => printer.print(model)));
  }
  await printer.close();
  const ratio = median(ours) / median(rivals);
  return {
    question: `The list of 500 providers as PDF, ${pages} pages, ${rounds} times in turn with bare pdfmake`,
    figures: [
      ms('printer, median', median(ours)),
      ms('bare pdfmake, median', median(rivals)),
      times('ratio of medians', ratio),
    ],
    targets: [{ ...times('PDF of 500 rows, of bare pdfmake', ratio), atMost: target }],
  };
}

/** pdfmake as its manual shows it: fonts, page, one table with a repeated head and whole rows. */
function createBare(): (model: ReportModel) => Promise<Buffer> {
  pdfmake.setFonts({ [fontFamily]: { ...fontFiles(fontsFolder) } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => true);
  return (model) => pdfmake.createPdf(bareDefinition(model)).getBuffer();
}

function bareDefinition(model: ReportModel): TDocumentDefinitions {
  const paper = papers[model.kind];
  const { left, top, right, bottom } = paper.margins;
  return {
    pageSize: { width: paper.width, height: paper.height },
    pageMargins: [left, top, right, bottom],
    defaultStyle: { font: fontFamily, fontSize: paper.tableSize },
    content: tablesOf(model).map(({ columns, rows }) => {
      const shares = columns.reduce((sum, { width }) => sum + width, 0);
      const room = paper.width - left - right - columns.length * 8 - (columns.length + 1) * ruleWidth;
      return {
        layout: { hLineWidth: () => ruleWidth, vLineWidth: () => ruleWidth },
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: columns.map(({ width }) => (room * width) / shares),
          body: [columns.map(({ title }) => ({ text: title, bold: true })), ...rows.map((row) => [...row])],
        },
      };
    }),
  };
}

const tablesOf = (model: ReportModel): ReportTable[] =>
  model.sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
