import type { ReportModel, ReportOffice, ReportParagraph, ReportSignature } from './reportModel';
import { typographic } from './typography';

/** What every paper of an office has alike. */
export const pageLabel = 'Страница {page} из {pages}';

/** Наименование информационной системы. */
export const systemName = 'Ярдәм';

/** Who signs for the office; a place to fill by hand when `office.json` names nobody. */
export function signatureOf({ signer }: ReportOffice): ReportSignature {
  if (signer === undefined) return { post: 'Уполномоченное лицо' };
  return { post: typographic(signer.post), name: typographic(signer.name) };
}

export const paragraph = (text: string): ReportParagraph => ({ type: 'paragraph', text: typographic(text) });

/** The paper with the code by which anybody may ask whether it is ours and still true. */
export const withCode = (model: ReportModel, code: string): ReportModel => ({
  ...model,
  footnotes: [...model.footnotes, `Код для проверки: ${code}`],
  squareCode: code,
});
