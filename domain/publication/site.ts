import { recordTitle } from '../record/recordTitle';
import type { Registry } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import { formatField, type Language } from '../registry/kinds/formatField';
import { publishedFields, type PublishedField, type PublishedRecord } from './publishedRows';
import type { FieldValues } from '../registry/fieldKinds';
import { formatPlainDate } from '../values/plainDate';
import { html, type Html } from './html';
import { publicWords } from './words';

/**
 * The public pages of a registry (442-ФЗ ст. 25 ч. 4): a list by municipality and a page for each record, in both state
 * languages. Plain documents without scripts, so that they open anywhere and every reader aloud can say them. Only
 * published fields pass here.
 */
export interface SiteInput {
  readonly root: Registry;
  readonly records: readonly SiteRecord[];
  readonly office: { readonly name: string };
  /** `today` is the day of the publication. */
  readonly context: FieldContext;
  /** Names of the files of open data, by what they are. */
  readonly data: Readonly<Record<'csv' | 'json' | 'schema' | 'passport', string>>;
}

export interface SiteRecord extends PublishedRecord {
  readonly recordId: string;
}

const languages: readonly Language[] = ['ru', 'tt'];
const styleFile = 'style.css';

/** Every page, by its path from the folder of the publication. */
export function publicSite(input: SiteInput): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const language of languages) {
    pages.set(pathOf(language, 'index.html'), listPage(input, language));
    for (const record of input.records)
      pages.set(pathOf(language, `record/${record.recordId}.html`), recordPage(input, language, record));
  }
  pages.set(styleFile, style);
  return pages;
}

/** Russian pages lie at the top, the others in a folder of their language. */
const pathOf = (language: Language, page: string): string =>
  language === 'ru' ? page : `${language}/${page}`;

function listPage(input: SiteInput, language: Language): string {
  const { root, records, office, context, data } = input;
  const words = publicWords[language];
  const groups = byDistrict(input, language);
  const up = language === 'ru' ? '' : '../';
  const dataLinks = (['csv', 'json', 'schema', 'passport'] as const).map(
    (kind) => html`<li><a href="${up}data/${data[kind]}">${words[kind]}</a></li>`,
  );
  const title = titleOf(root, language);
  const body = html`<p>${words.about(office.name, formatPlainDate(context.today))}</p>
    <p>${records.length === 0 ? words.empty : words.all(records.length.toLocaleString('ru-RU'))}</p>
    ${groups.length === 0 ? '' : html`<h2>${words.byDistrict}</h2>`}
    ${groups.map(([district, ofDistrict]) => tableOf(input, language, district, ofDistrict))}
    <h2>${words.data}</h2>
    <ul>
      ${dataLinks}
    </ul>`;
  return page({ language, title, up, body, other: pathTo(up, language, 'index.html') });
}

function tableOf(
  { root }: SiteInput,
  language: Language,
  district: string,
  records: readonly SiteRecord[],
): Html {
  const words = publicWords[language];
  const rows = records.map(
    (record) =>
      html`<tr>
        <td>${record.registrationNumber ?? '—'}</td>
        <td><a href="record/${record.recordId}.html">${nameOf(root, record)}</a></td>
      </tr> `,
  );
  return html`<table>
    <caption>
      ${district}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.number}</th>
        <th scope="col">${words.name}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table> `;
}

function byDistrict(
  { root, records, context }: SiteInput,
  language: Language,
): readonly (readonly [string, readonly SiteRecord[]])[] {
  const territory = root.root?.held?.territory ?? '';
  const kind = root.fields[territory]?.kind;
  const districtOf = ({ fields }: SiteRecord): string =>
    kind === undefined ? '' : formatField(kind, fields[territory] ?? null, language, context);
  const groups = new Map<string, SiteRecord[]>();
  for (const record of records) {
    const district = districtOf(record) || publicWords[language].noDistrict;
    groups.set(district, [...(groups.get(district) ?? []), record]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, language));
}

function recordPage(input: SiteInput, language: Language, record: SiteRecord): string {
  const { root, context, office } = input;
  const words = publicWords[language];
  const up = language === 'ru' ? '../' : '../../';
  const values: FieldValues = { ...record.fields, registrationNumber: record.registrationNumber };
  const fields = publishedFields(root);
  const pairs = fields
    .filter(({ list }) => list === undefined)
    .map(
      (field) =>
        html`<dt>${field.label[language]}</dt>
          <dd>${sayOr(field, values, language, context)}</dd> `,
    );
  const lists = fields.flatMap((field) => {
    const rows = record.lists[field.name] ?? [];
    return field.list === undefined || rows.length === 0
      ? []
      : [listTable(field.label[language], field.list, rows, language, context)];
  });
  const body = html`<p><a href="../index.html">${words.back}</a></p>
    <dl>${pairs}</dl>
    ${lists}
    <p>${words.about(office.name, formatPlainDate(context.today))}</p>`;
  const other = pathTo(up, language, `record/${record.recordId}.html`);
  return page({ language, title: nameOf(root, record), up, body, other });
}

function listTable(
  caption: string,
  fields: readonly PublishedField[],
  rows: readonly FieldValues[],
  language: Language,
  context: FieldContext,
): Html {
  const head = fields.map(({ label }) => html`<th scope="col">${label[language]}</th>`);
  const body = rows.map((row) => {
    const cells = fields.map((field) => html`<td>${sayOr(field, row, language, context)}</td>`);
    return html`<tr>
      ${cells}
    </tr> `;
  });
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table> `;
}

function sayOr(
  { kind, name }: PublishedField,
  values: FieldValues,
  language: Language,
  context: FieldContext,
): string {
  const value = kind === undefined ? '' : formatField(kind, values[name] ?? null, language, context);
  return value === '' ? publicWords[language].nothing : value;
}

/** From a page of this language to the same page in the other one; `up` leads to the top. */
const pathTo = (up: string, language: Language, file: string): string =>
  up + pathOf(language === 'ru' ? 'tt' : 'ru', file);

const titleOf = (root: Registry, language: Language): string =>
  (root.root?.publication?.title ?? root.name)[language];

const nameOf = (root: Registry, { fields }: SiteRecord): string => recordTitle(root, fields) || '—';

interface Page {
  readonly language: Language;
  readonly title: string;
  readonly up: string;
  readonly body: Html;
  /** The same page in the other language. */
  readonly other: string;
}

function page({ language, title, up, body, other }: Page): string {
  const words = publicWords[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="${up}${styleFile}" />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header>
          <nav>
            <a href="${other}" lang="${words.other.code}" hreflang="${words.other.code}"
              >${words.other.name}</a
            >
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}

const style = `body { max-width: 60rem; margin: 0 auto; padding: 1rem; color: #111; background: #fff;
  font: 1.0625rem/1.5 "PT Sans", "DejaVu Sans", Arial, sans-serif; }
a { color: #00468b; }
a:focus-visible { outline: 3px solid #00468b; outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
header nav { text-align: right; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; }
caption { padding: .5rem 0; font-weight: bold; text-align: left; }
th, td { padding: .375rem .5rem; border: 1px solid #767676; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
dt { font-weight: bold; }
dd { margin: 0 0 .75rem; white-space: pre-line; overflow-wrap: anywhere; }
@media print { .skip, nav { display: none; } }
`;
