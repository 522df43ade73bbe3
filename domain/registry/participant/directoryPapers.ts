import type { PaperInput, PaperMaker } from '../behaviour';
import type { FieldValues } from '../fieldKinds';
import { specialist } from '../specialist/declaration';
import { specialities } from '../specialist/options';
import { formatPlainDate } from '../../values/plainDate';
import { noInformationCell, type PrintedRecord } from '../../report/printedFields';
import type {
  ReportBlock,
  ReportColumn,
  ReportModel,
  ReportPair,
  ReportSection,
} from '../../report/reportModel';
import { pageLabel, paragraph, signatureOf } from '../../report/reportParts';
import { typographic } from '../../report/typography';
import { participant } from './declaration';
import { entriesOf, firstOf, municipalityOf, sayField, type DirectoryEntries } from './directoryEntries';
import { participantContact, participantFunction } from './lists';

/**
 * The directory on paper (907 п. 4.6 п. 1, 2; recommendation 16): by body with contacts and functions, by municipality
 * with who is there, by speciality with where they are. Only what is published and holds on the day of the paper.
 */
export const byBody: PaperMaker = (input) => directory(input, 'по органам', bodySections);
export const byDistrict: PaperMaker = (input) =>
  directory(input, 'по муниципальным образованиям', districtSections);
export const bySpeciality: PaperMaker = (input) => directory(input, 'по специальностям', specialitySections);

function directory(
  input: PaperInput,
  order: string,
  sectionsOf: (entries: DirectoryEntries) => readonly ReportSection[],
): ReportModel {
  const { office, context, selection } = input;
  const sections = sectionsOf(entriesOf(input));
  const closing =
    sections.length === 0 ? 'Записей нет.' : `Знак «${noInformationCell}» означает, что сведений нет.`;
  return {
    ...{ kind: 'list', language: 'ru', fileTitle: 'Справочник участников взаимодействия' },
    madeOn: context.today,
    header: {
      organisation: [typographic(office.name)],
      documentKind: 'СПРАВОЧНИК',
      title: typographic(
        `участников межведомственного взаимодействия ${order} на ${formatPlainDate(context.today)}`,
      ),
      ...(selection === undefined ? {} : { notice: typographic(selection) }),
    },
    sections: [...sections, { blocks: [paragraph(closing)] }],
    ...{ signatures: [signatureOf(office)], footnotes: [], pageLabel },
  };
}

const column = (title: string, width: number, align: ReportColumn['align'] = 'left'): ReportColumn => ({
  ...{ title: typographic(title), width, align },
});
const table = (
  caption: string,
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
): readonly ReportBlock[] =>
  rows.length === 0 ? [] : [{ type: 'table', caption: typographic(caption), columns, rows }];

/** The same participant in any table. */
const participantColumns: readonly ReportColumn[] = [
  ...[column('Наименование', 4), column('Кто это', 2), column('Адрес', 3)],
  ...[column('Телефоны', 1.9), column('Электронная почта', 2)],
];

function participantRow({ fields }: PrintedRecord, { context }: DirectoryEntries): readonly string[] {
  const say = (name: string): string => sayField(participant, fields, name, context);
  const what = fields['kind'] === 'territorial' ? say('kind') : firstOf(say('institutionKind'), say('kind'));
  return [firstOf(say('name')), what, ...['address', 'phones', 'emails'].map((name) => firstOf(say(name)))];
}

const rowsOf = (some: readonly PrintedRecord[], entries: DirectoryEntries) =>
  some.map((record) => participantRow(record, entries));

function bodySections(entries: DirectoryEntries): readonly ReportSection[] {
  const bodies = entries.participants.filter(({ fields }) => fields['kind'] === 'body');
  const under = (body: PrintedRecord | undefined) =>
    entries.participants.filter(
      (record) => record.fields['kind'] !== 'body' && entries.participantOf(record.fields, 'body') === body,
    );
  const rest = table('Иные участники', participantColumns, rowsOf(under(undefined), entries));
  return [
    ...bodies.map((body) => bodySection(body, under(body), entries)),
    ...(rest.length === 0 ? [] : [{ blocks: rest }]),
  ];
}

const shownOfBody = ['shortName', 'nameTt', 'address', 'phones', 'emails', 'site', 'mailbox'] as const;

function bodySection(
  { fields, lists }: PrintedRecord,
  under: readonly PrintedRecord[],
  entries: DirectoryEntries,
): ReportSection {
  const { context } = entries;
  const pairs = shownOfBody.flatMap((name): readonly ReportPair[] => {
    const value = sayField(participant, fields, name, context);
    return value === '' ? [] : [{ label: typographic(participant.fields[name].label.ru), value }];
  });
  const functions = (lists['functions'] ?? []).filter((row) => holds(row, context.today));
  const words = functions.map((row) =>
    [
      sayField(participantFunction, row, 'function', context),
      sayField(participantFunction, row, 'oktmo', context),
    ]
      .filter((one) => one !== '')
      .join(': '),
  );
  const does: readonly ReportPair[] =
    words.length === 0 ? [] : [{ label: 'Функции', value: words.join('; ') }];
  const items = [...pairs, ...does];
  const nothing: readonly ReportPair[] = [{ label: 'Адрес и связь', value: noInformationCell }];
  return {
    title: firstOf(sayField(participant, fields, 'name', context)),
    blocks: [
      { type: 'pairs', items: items.length === 0 ? nothing : items },
      ...contacts(lists['contacts'] ?? [], entries),
      ...table('Территориальные органы и организации', participantColumns, rowsOf(under, entries)),
    ],
  };
}

const contactFields = ['matter', 'post', 'name', 'phones', 'emails'] as const;

const contacts = (rows: readonly FieldValues[], { context }: DirectoryEntries): readonly ReportBlock[] =>
  table(
    'Контакты',
    contactFields.map((name) => column(participantContact.fields[name].label.ru, 2)),
    rows.map((row) => contactFields.map((name) => firstOf(sayField(participantContact, row, name, context)))),
  );

/** Days of a function that say nothing hold. */
function holds(row: FieldValues, today: string): boolean {
  const [from, until] = [row['validFromOn'], row['validUntilOn']];
  return (typeof from !== 'string' || from <= today) && (typeof until !== 'string' || today <= until);
}

function districtSections(entries: DirectoryEntries): readonly ReportSection[] {
  const { context } = entries;
  const of = (records: readonly PrintedRecord[], code: string | undefined) =>
    records.filter((record) => municipalityOf(record, context) === code);
  const section = (title: string, code: string | undefined): readonly ReportSection[] => {
    // The territorial office first: whoever looks for help in a district begins there.
    const here = of(entries.participants, code);
    const first = here.filter(({ fields }) => fields['kind'] === 'territorial');
    const others = here.filter(({ fields }) => fields['kind'] !== 'territorial');
    // Each table says where it is: it goes on over pages.
    const blocks = [
      ...table(`${title}: территориальный орган`, participantColumns, rowsOf(first, entries)),
      ...table(`${title}: органы и организации`, participantColumns, rowsOf(others, entries)),
      ...table(
        `${title}: специалисты`,
        specialistColumns,
        of(entries.specialists, code).map((one) => specialistRow(one, entries)),
      ),
    ];
    return blocks.length === 0 ? [] : [{ blocks }];
  };
  return [
    ...context.classifiers.oktmo.entries.flatMap(({ code, ru }) => section(ru, code)),
    ...section('Без муниципального образования', undefined),
  ];
}

const specialistColumns: readonly ReportColumn[] = [
  ...[column('Специальность', 2.2), column('Организация', 4), column('По каким вопросам', 2.4)],
  ...[column('Принимает обращения', 1.3), column('Ставок', 0.9, 'right'), column('Телефоны', 2)],
];

function specialistRow(record: PrintedRecord, entries: DirectoryEntries): readonly string[] {
  return [sayOf(record, 'speciality', entries), ...placeCells(record, entries)];
}

const sayOf = ({ fields }: PrintedRecord, name: string, { context }: DirectoryEntries): string =>
  firstOf(sayField(specialist, fields, name, context));

/** Where a specialist is; who has no telephone of his own is called by that of the organisation. */
function placeCells(record: PrintedRecord, entries: DirectoryEntries): readonly string[] {
  const { context } = entries;
  const organisation = entries.participantOf(record.fields, 'participant');
  const phones = sayField(specialist, record.fields, 'phones', context);
  return [
    ...['participant', 'matter', 'takesCases', 'positionCount'].map((name) => sayOf(record, name, entries)),
    firstOf(
      phones,
      organisation === undefined ? '' : sayField(participant, organisation.fields, 'phones', context),
    ),
  ];
}

function specialitySections(entries: DirectoryEntries): readonly ReportSection[] {
  const columns = [column('Муниципальное образование', 2.2), ...specialistColumns.slice(1)];
  const { entries: places } = entries.context.classifiers.oktmo;
  const order = new Map(places.map(({ code }, at) => [code, at]));
  const placeOf = (record: PrintedRecord): number =>
    order.get(municipalityOf(record, entries.context) ?? '') ?? places.length;
  return specialities.flatMap(({ code, ru }): readonly ReportSection[] => {
    const found = entries.specialists
      .filter(({ fields }) => fields['speciality'] === code)
      .sort((a, b) => placeOf(a) - placeOf(b));
    const rows = found.map((one) => [sayOf(one, 'oktmo', entries), ...placeCells(one, entries)]);
    return rows.length === 0
      ? []
      : [{ title: typographic(capital(ru)), blocks: [{ type: 'table', columns, rows }] }];
  });
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
