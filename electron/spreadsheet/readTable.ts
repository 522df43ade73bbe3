import { fail, type Result } from '../../domain/values/result';
import { maxUploadBytes } from '../files/fileStore';
import { readCsv } from './readCsv';
import { readXlsx } from './readXlsx';
import { sizeLimits, type LayoutChoice, type Suits, type Table } from './table';

/**
 * Reads a spreadsheet of unknown origin: CSV or XLSX, told apart by the first bytes and never by the name. A file that
 * cannot be read whole is refused by name; no row or cell is skipped in silence.
 */
export type TableError =
  | 'file.tooLarge'
  | 'import.empty'
  | 'import.tooWide'
  | 'import.badQuote'
  | 'import.badEncoding'
  | 'import.notSpreadsheet';

/** Reads the table of a file; what `layout` does not say is found out. */
export async function readTable(
  file: { readonly size: number; read(): Promise<Buffer> },
  layout: LayoutChoice = {},
  suits: Suits = () => true,
): Promise<Result<Table, TableError>> {
  if (file.size > maxUploadBytes) return fail('file.tooLarge', { params: sizeLimits(maxUploadBytes) });
  const bytes = await file.read();
  switch (signatureOf(bytes)) {
    case 'zip':
      return readXlsx(bytes, layout, suits);
    case 'ole':
      return fail('import.notSpreadsheet');
    case 'other':
      return readCsv(bytes, layout);
  }
}

/** `ole` is the container of the old .xls and of encrypted XLSX. */
function signatureOf(bytes: Buffer): 'zip' | 'ole' | 'other' {
  const signature = bytes.toString('hex', 0, 4);
  if (signature.startsWith('504b')) return 'zip';
  return signature === 'd0cf11e0' ? 'ole' : 'other';
}
