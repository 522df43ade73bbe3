import type { Column, Content } from 'pdfmake/interfaces';
import type { ReportHeader, ReportSignature } from '../../domain/report/reportModel';
import { cornerWidth, mm, ruleWidth, smallSize, textSize, textWidth, type Paper } from './pdfStyles';

/**
 * Requisites of ГОСТ Р 7.0.97-2025 in their places: a letter in the corner layout (the sender on the left, the addressee
 * on the right), any other paper in the longitudinal one.
 */
export function headerLayout(header: ReportHeader, paper: Paper): Content[] {
  const notice: Content[] = header.notice === undefined ? [] : [noticeLayout(header.notice, paper)];
  return header.addressee === undefined
    ? [...longitudinal(header), ...notice]
    : [...corner(header, header.addressee), ...notice];
}

/** Post on the left, a line to sign on, the name on the right; never torn from each other. */
export function signatureLayout({ post, name }: ReportSignature): Content {
  const line = (width: number): Column => ({
    canvas: [{ type: 'line', x1: 0, y1: textSize + 2, x2: width, y2: textSize + 2, lineWidth: ruleWidth }],
    width,
  });
  const nameWidth = mm(50);
  return {
    unbreakable: true,
    margin: [0, mm(12), 0, 0],
    columnGap: mm(5),
    columns: [
      { text: post, width: '*' },
      line(mm(35)),
      name === undefined ? line(nameWidth) : { text: name, width: nameWidth },
    ],
  };
}

function longitudinal({ organisation, documentKind, title, date, number, place }: ReportHeader): Content[] {
  const centred = { alignment: 'center' } as const;
  return [
    { ...centred, text: organisation.join('\n'), margin: [0, 0, 0, mm(6)] },
    ...(documentKind === undefined ? [] : [{ ...centred, text: documentKind, bold: true, fontSize: 14 }]),
    { ...centred, text: title, bold: true, margin: [0, 0, 0, mm(4)] },
    ...requisites([date, place, number]),
  ];
}

function requisites(three: readonly (string | undefined)[]): Content[] {
  if (three.every((text) => text === undefined)) return [];
  const [left = '', centre = '', right = ''] = three;
  return [
    {
      columns: [
        { text: left, width: '*' },
        { text: centre, width: '*', alignment: 'center' },
        { text: right, width: '*', alignment: 'right' },
      ],
      margin: [0, 0, 0, mm(2)],
    },
  ];
}

function corner(
  { organisation, title, date, number }: ReportHeader,
  addressee: readonly string[],
): Content[] {
  const [name = '', ...details] = organisation;
  const sender: Content[] = [
    { text: name, bold: true },
    { text: details.join('\n'), fontSize: smallSize, margin: [0, mm(1), 0, mm(5)] },
    { text: [date ?? '', number ?? ''].filter((part) => part !== '').join('   ') },
  ];
  return [
    {
      columns: [
        { stack: sender, width: cornerWidth },
        { text: '', width: '*' },
        { text: addressee.join('\n'), width: cornerWidth },
      ],
    },
    { text: title, bold: true, margin: [0, mm(10), 0, mm(3)] },
  ];
}

function noticeLayout(notice: string, paper: Paper): Content {
  return {
    margin: [0, mm(2), 0, mm(2)],
    layout: { hLineWidth: () => 1, vLineWidth: () => 1, paddingLeft: () => 8, paddingRight: () => 8 },
    table: { widths: [textWidth(paper) - 18], body: [[{ text: notice, bold: true, alignment: 'center' }]] },
  };
}
