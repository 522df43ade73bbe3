import { describe, expect, it } from 'vitest';
import { coverLetter, longestTable, type LetterChange } from '../../domain/report/coverLetter';
import { providerList } from '../../domain/registry/provider/listPaper';
import type { ReportModel, ReportTable } from '../../domain/report/reportModel';
import type { PrintedRecord } from '../../domain/report/printedFields';
import { counted, typographic } from '../../domain/report/typography';
import {
  includedProvider,
  letterChanges,
  paperContext,
  paperDay,
  paperOffice,
} from '../support/pdf/paperSamples';

/** Content of the registry list and of the cover letter; the words of both are compared before they become a PDF. */
const tablesOf = ({ sections }: ReportModel): readonly ReportTable[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
const paragraphsOf = ({ sections }: ReportModel): readonly string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : [])),
  );

describe('the registry list', () => {
  const listOf = (records: readonly PrintedRecord[]) =>
    providerList({ records, office: paperOffice, context: paperContext });
  const empty = { status: 'draft', registrationNumber: null, fields: {}, lists: {} };
  const model = listOf([
    includedProvider,
    empty,
    { ...empty, status: 'review' },
    { ...empty, status: 'review' },
  ]);

  it('has a line for each record in the order given', () => {
    expect(tablesOf(model)[0]?.rows.slice(0, 2)).toEqual([
      [
        '1',
        '16-00001',
        'Государственное автономное учреждение социального обслуживания «Җиләкле авылы картлар йорты» в Примерном районе',
        '423330, Республика Татарстан, Примерный район, с.\u00a0Җиләкле, ул.\u00a0Г.\u00a0Тукая, д.\u00a01\n' +
          '+7\u00a0(855)\u00a0927-12-34, +7\u00a0(855)\u00a0927-56-78',
        'полустационарная, стационарная',
        'Һадиева Гөлнара Үзбәковна',
        '120 / 0\nна 01.11.2026',
        'включён',
      ],
      ['2', '—', '—', '—', '—', '—', '—', 'проект'],
    ]);
  });

  it('counts by status, in the order of statuses, and the counts make up the whole', () => {
    const counts = model.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'pairs' ? block.items : [])),
    );
    expect(counts).toEqual([
      { label: 'Всего', value: '4' },
      { label: 'проект', value: '1' },
      { label: 'на рассмотрении', value: '2' },
      { label: 'включён', value: '1' },
    ]);
  });

  it('shows nothing unpublished', () => {
    expect(JSON.stringify(model)).not.toMatch(/СЛУЖЕБНО|1655000003|1021600000003/);
  });
});

describe('the cover letter', () => {
  const letterOf = (changes: readonly LetterChange[]) =>
    coverLetter({
      from: paperOffice,
      to: { name: 'Отдел "Альметьевский"' },
      number: '15-05/214',
      date: paperDay,
      changes,
      attachment: 'changes.json',
      executor: { name: 'А. А. Примерова' },
    });

  it('has the requisites of a letter', () => {
    const { header, signatures, footnotes } = letterOf(letterChanges(3));
    expect(header).toEqual({
      organisation: [
        'Министерство труда, занятости и социальной защиты Республики Татарстан',
        '420044, г.\u00a0Казань, ул.\u00a0Придуманная, д.\u00a04',
        '+7\u00a0(843)\u00a0555-00-01',
      ],
      title: 'О направлении изменений реестра',
      date: '21.11.2026',
      number: '№\u00a015-05/214',
      addressee: ['Отдел «Альметьевский»'],
    });
    expect(signatures[0]?.name).toBe('А.\u00a0Р.\u00a0Вымышленная');
    expect(footnotes).toEqual(['А.\u00a0А.\u00a0Примерова']);
  });

  it('names every change, with what was and what became letter for letter', () => {
    const change: LetterChange = {
      recordId: 'one',
      registry: 'Соглашения',
      title: 'Приют "Дом"',
      field: 'Адрес',
      before: '',
      after: 'ул.  Старая, д. 1, "двор" - флигель',
      when: '20.11.2026 10:42',
      who: 'А. А. Примерова',
    };
    const model = letterOf([change]);
    expect(tablesOf(model)[0]).toMatchObject({
      caption: 'Приют «Дом»',
      rows: [
        ['Адрес', '—', 'ул.  Старая, д. 1, "двор" - флигель', '20.11.2026 10:42\nА.\u00a0А.\u00a0Примерова'],
      ],
    });
    expect(paragraphsOf(model)[0]).toContain('Направляем 1\u00a0изменение реестра «Соглашения»');
    expect(paragraphsOf(model)[0]).toContain('по 1\u00a0записи');
    expect(paragraphsOf(model).at(-1)).toBe(
      'Приложение: changes.json (1\u00a0изменение), в электронном виде.',
    );
  });

  it('lists as many as a table may hold, and counts more by record, saying where the list is', () => {
    const byRecord = tablesOf(letterOf(letterChanges(longestTable)));
    expect(byRecord).toHaveLength(120);
    expect(byRecord.flatMap(({ rows }) => rows)).toHaveLength(longestTable);
    const model = letterOf(letterChanges(longestTable + 1));
    const [counts] = tablesOf(model);
    expect(counts?.rows).toHaveLength(120);
    expect(counts?.rows.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(longestTable + 1);
    expect(counts?.totals).toEqual(['', 'Всего', '501']);
    expect(paragraphsOf(model)[1]).toMatch(/Полный перечень изменений\s— во вложении changes\.json/);
  });

  it('counts each registry by its name, and says which records it is shown no more', () => {
    const [first, ...rest] = letterChanges(3);
    if (first === undefined) throw new Error('no change');
    const model = coverLetter({
      ...{
        from: paperOffice,
        to: { name: 'Отдел' },
        number: '1',
        date: paperDay,
        attachment: 'changes.json',
      },
      changes: [{ ...first, registry: 'Соглашения', recordId: 'a', title: '' }, ...rest],
      named: [
        { what: 'nothing', registry: 'Соглашения', count: 2 },
        { what: 'refused', registry: 'Планы', count: 1 },
      ],
    });
    const [opening, withdrawn, refused] = paragraphsOf(model).map((text) => text.replace(/\u00a0/g, ' '));
    expect(opening).toContain(
      'Направляем 3 изменения реестров: «Соглашения» — 1 изменение по 1 записи; «Реестр',
    );
    expect(withdrawn).toMatch(/снимаются с показа: «Соглашения» — 2 записи\.$/);
    expect(refused).toMatch(/^Не приняты нами.*«Планы» — 1 запись\.$/);
    // A record whose name the addressee is not shown stands under that of its registry.
    expect(tablesOf(model).map(({ caption }) => caption?.split(':')[0])).toEqual([
      'Соглашения',
      'Реестр поставщиков социальных услуг',
      'Реестр поставщиков социальных услуг',
    ]);
  });

  it('counts two providers of one name apart', () => {
    const changes = letterChanges(longestTable + 2).map((change) => ({ ...change, title: 'Приют' }));
    expect(tablesOf(letterOf(changes))[0]?.rows).toHaveLength(120);
  });
});

describe('typography', () => {
  it.each([
    ['ГАУСО "Дом "Уют"" и "Очаг"', 'ГАУСО «Дом «Уют»» и «Очаг»'],
    ['„Өй“ и “Дом”', '«Өй» и «Дом»'],
    ['приказ №5 и № 7', 'приказ №\u00a05 и №\u00a07'],
    ['дом - это', 'дом\u00a0— это'],
    ['А. Р. Иванова и Иванов И. И.', 'А.\u00a0Р.\u00a0Иванова и Иванов\u00a0И.\u00a0И.'],
    ['ул. К. Маркса, д. 5, г. Казань', 'ул.\u00a0К.\u00a0Маркса, д.\u00a05, г.\u00a0Казань'],
    ['12 000 руб. и 5 мест', '12\u00a0000\u00a0руб. и 5\u00a0мест'],
    ['+7 (843) 555-00-01', '+7\u00a0(843)\u00a0555-00-01'],
    ['442-ФЗ ст. 25 ч. 3 п. 2', '442-ФЗ ст.\u00a025 ч.\u00a03 п.\u00a02'],
    ['соц. приют', 'соц. приют'],
  ])('sets %s', (plain, set) => expect(typographic(plain)).toBe(set));

  it('agrees words with numbers', () => {
    const forms = ['запись', 'записи', 'записей'] as const;
    expect([1, 2, 5, 11, 21, 1234].map((count) => counted(count, forms))).toEqual([
      '1\u00a0запись',
      '2\u00a0записи',
      '5\u00a0записей',
      '11\u00a0записей',
      '21\u00a0запись',
      '1\u00a0234\u00a0записи',
    ]);
  });
});
