import {
  cellAddress,
  sheetReference,
  type Cell,
  type CellStyle,
  type Formula,
  type Workbook,
} from '../../../electron/spreadsheet/workbook';

/**
 * A form as it goes to a body for a half-year, with everything a workbook of ours can have: sums and words that follow
 * from other cells, cells to fill in among locked ones, lists of three kinds, formats, texts that look like formulas.
 */
export const formSheet = 'Форма 2026-1';
export const bodiesSheet = 'Органы районов';
export const reasonsOfForm = ['нет', 'частично, с замечаниями', 'отказ «по закону»'];
const bodiesOfForm = ['Азнакаевский', 'Алькеевский', 'Әлмәт'];

export const trickyTexts = [
  '=1+1',
  '=HYPERLINK("http://x.example","щёлкни")',
  '@SUM(A1)',
  '+7 (855) 927-12-34',
  "-2+cmd|' /C calc'!A0",
  "'начато апострофом",
  'А & Б < В > Г "Д"',
  'первая строка\nвторая',
  '_x0041_ и \u0001 знак',
  'эмодзи 🏠 и тире —',
  '007',
];

const heading: CellStyle = { bold: true, wrap: true, top: true, align: 'center', fill: 'DDEBF7' };
const money: CellStyle = { format: '#,##0.00' };
const share: CellStyle = { format: '0.0%' };
const code: CellStyle = { format: '00000' };
const toFill: CellStyle = { unlocked: true, fill: 'FFF2CC', format: '0' };
const wordToFill: CellStyle = { unlocked: true, wrap: true, format: '@' };

/** The formulas of the form by the cell they stand in. */
export const formulasOfForm: Readonly<Record<string, Formula>> = {
  B5: { formula: 'SUM(B2:B4)', result: 60 },
  C5: { formula: 'SUM(C2:C4)', result: 1234.75 },
  D5: { formula: 'IF(B5=0,0,B2/B5)', result: 1 / 6 },
  E5: { formula: 'IF(B5=B2+B3+B4,"сходится","не сходится")', result: 'сходится' },
  F5: { formula: 'B5>C5', result: false },
  B6: { formula: 'COUNTIF(E2:E4,"нет")', result: 2 },
  C6: { formula: `${sheetReference(bodiesSheet, 'B2')}*2`, result: 14 },
  D6: { formula: 'B7-DATE(2026,1,1)', result: 180 },
  E6: { formula: 'IFERROR(B5/(B6-2),"нет случаев")', result: 'нет случаев' },
  F6: { formula: 'ROUNDUP(B5/7,0)&" из "&COUNTA(Bodies)', result: '9 из 3' },
};

/** `results` stands for a program that computes wrong, when the office is to prove that it computes itself. */
export function formBook(results: (right: Formula) => Formula['result'] = ({ result }) => result): Workbook {
  const formula = (address: string, style?: CellStyle): Cell => {
    const right = formulasOfForm[address];
    if (right === undefined) throw new Error(address);
    const value = { formula: right.formula, result: results(right) };
    return style === undefined ? value : { value, style };
  };
  const titles = ['Показатель', 'Случаев', 'Сумма', 'Доля', 'Ответ', 'Код'];
  const line = (title: string, cases: number, sum: number, word: string, number: number): Cell[] => [
    title,
    { value: cases, style: toFill },
    { value: sum, style: money },
    null,
    { value: word, style: wordToFill },
    { value: number, style: code },
  ];
  return {
    madeAt: '2026-07-01T06:00:00Z',
    keepSheets: true,
    names: [{ name: 'Bodies', reference: sheetReference(bodiesSheet, 'A2:A4') }],
    sheets: [
      {
        name: formSheet,
        locked: true,
        frozen: { rows: 1, columns: 1 },
        filter: 'A1:F4',
        columns: [{ width: 40 }, { width: 12 }, { width: 16 }, {}, { width: 30 }],
        rows: [
          titles.map((value) => ({ value, style: heading })),
          line('Принято запросов', 10, 1000.5, 'нет', 7),
          line('Отказано', 20, 200.25, 'частично, с замечаниями', 42),
          line('Без ответа', 30, 34, 'нет', 12345),
          ['Итого', formula('B5'), formula('C5', money), formula('D5', share), formula('E5'), formula('F5')],
          ['Проверка', formula('B6'), formula('C6'), formula('D6'), formula('E6'), formula('F6')],
          [
            'Составлено',
            { day: '2026-06-30' },
            { value: { day: '1901-02-28' }, style: { format: 'd.m.yy' } },
            true,
          ],
          ['Давнее', { day: '1850-03-01' }],
        ],
        entries: [
          {
            cells: 'B2:B4',
            rule: { kind: 'whole', atLeast: 0, atMost: 1_000_000 },
            refusal: { title: 'Число', text: 'Введите целое число от нуля до миллиона.' },
          },
          { cells: 'E2:E4', rule: { kind: 'list', values: reasonsOfForm } },
          { cells: 'F2:F3', rule: { kind: 'list', values: ['7', '42', '12345'] } },
          { cells: 'F4', rule: { kind: 'whole', atLeast: 1 } },
          { cells: 'A2:A4', rule: { kind: 'listFrom', reference: sheetReference(bodiesSheet, 'A2:A4') } },
          { cells: 'D2:D4', rule: { kind: 'listFrom', reference: 'Bodies' } },
        ],
      },
      {
        name: bodiesSheet,
        filter: `A1:${cellAddress(4, 1)}`,
        rows: [['Орган', 'Мест'], ...bodiesOfForm.map((name, at) => [name, 7 * (at + 1)])],
      },
      { name: 'Тексты', rows: trickyTexts.map((text) => [text, 'рядом']) },
    ],
  };
}
