/**
 * What a file is by its content: a name and a sender's word are worth nothing. Only what stands here is taken; what a
 * browser would run (HTML, SVG), programs and documents with macros are none of it. `shown` may be shown in the window.
 */
export interface FileType {
  readonly mime: string;
  /** The first is given to a name that has none of them. */
  readonly extensions: readonly string[];
  readonly shown?: 'document' | 'picture';
}

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

export const fileTypes = {
  pdf: { mime: 'application/pdf', extensions: ['pdf'], shown: 'document' },
  png: { mime: 'image/png', extensions: ['png'], shown: 'picture' },
  jpeg: { mime: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe'], shown: 'picture' },
  gif: { mime: 'image/gif', extensions: ['gif'], shown: 'picture' },
  webp: { mime: 'image/webp', extensions: ['webp'], shown: 'picture' },
  tiff: { mime: 'image/tiff', extensions: ['tif', 'tiff'] },
  docx: { mime: `${openXml}.wordprocessingml.document`, extensions: ['docx'] },
  xlsx: { mime: `${openXml}.spreadsheetml.sheet`, extensions: ['xlsx'] },
  odt: { mime: `${openDocument}.text`, extensions: ['odt'] },
  ods: { mime: `${openDocument}.spreadsheet`, extensions: ['ods'] },
  doc: { mime: 'application/msword', extensions: ['doc'] },
  xls: { mime: 'application/vnd.ms-excel', extensions: ['xls'] },
  rtf: { mime: 'application/rtf', extensions: ['rtf'] },
  text: { mime: 'text/plain', extensions: ['txt', 'csv'] },
  signature: { mime: 'application/pkcs7-signature', extensions: ['sig', 'p7s'] },
} as const satisfies Readonly<Record<string, FileType>>;

export type FileTypeCode = keyof typeof fileTypes;
export const fileTypeCodes = Object.keys(fileTypes) as [FileTypeCode, ...FileTypeCode[]];

/** The type with this media type; undefined for one that no file is kept under. */
export const fileTypeOf = (mime: string): FileType | undefined =>
  Object.values<FileType>(fileTypes).find((type) => type.mime === mime);

/** What is looked for anywhere in the bytes, each letter one byte: the beginning alone does not tell these apart. */
const twoBytes = (text: string): string => text.replace(/./g, '$&\0');
const signs = {
  word: 'word/document.xml',
  sheet: 'xl/workbook.xml',
  macros: 'vbaProject.bin',
  oldWord: twoBytes('WordDocument'),
  oldSheet: twoBytes('Workbook'),
  oldMacros: twoBytes('_VBA_PROJECT'),
} as const;
export type FileSign = keyof typeof signs;
export const fileSigns: readonly (readonly [FileSign, string])[] = Object.entries(signs) as [
  FileSign,
  string,
][];

/** What was seen of the bytes, one letter for each. */
export interface SeenBytes {
  /** The first of them, `headLength` at most. */
  readonly head: string;
  readonly signs: ReadonlySet<FileSign>;
}
export const headLength = 4096;

/** Undefined for what is not taken, whatever it is called. */
export function typeByContent({ head, signs: seen }: SeenBytes): FileTypeCode | undefined {
  const known = beginnings.find(([beginning]) => beginning.test(head));
  if (known !== undefined) return known[1];
  if (head.startsWith('PK\x03\x04')) return seen.has('macros') ? undefined : zipped(head, seen);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return seen.has('oldMacros') ? undefined : compound(seen);
  return isText(head) ? 'text' : undefined;
}

const beginnings: readonly (readonly [RegExp, FileTypeCode])[] = [
  [/^(\xef\xbb\xbf)?\s{0,16}%PDF-\d/, 'pdf'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
  [/^(II\*\0|MM\0\*)/, 'tiff'],
  [/^\{\\rtf1/, 'rtf'],
  // An answer in DER whose content is "signed data".
  [/^\x30[^]{1,6}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02/, 'signature'],
];

function zipped(head: string, seen: SeenBytes['signs']): FileTypeCode | undefined {
  const said = /^PK[^]{28}mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet)PK/.exec(
    head,
  )?.[1];
  if (said !== undefined) return said === 'text' ? 'odt' : 'ods';
  if (seen.has('word')) return 'docx';
  return seen.has('sheet') ? 'xlsx' : undefined;
}

function compound(seen: SeenBytes['signs']): FileTypeCode | undefined {
  if (seen.has('oldWord')) return 'doc';
  return seen.has('oldSheet') ? 'xls' : undefined;
}

/** Letters and no markup: a page or a drawing that a browser runs is no text. */
const isText = (head: string): boolean =>
  head !== '' && !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(head) && !/<\s*[a-z!?/]/i.test(head);
