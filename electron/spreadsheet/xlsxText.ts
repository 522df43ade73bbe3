/**
 * Text as a part of an XLSX holds it. Signs that XML cannot hold are written by their numbers (`_x0001_`), and what only
 * looks so is guarded: both come back as they were. A line ends with one sign, as in every cell.
 */
export function xlsxText(text: string): string {
  return cellSafe.test(text)
    ? text
    : xmlText(
        text
          .replace(/\r\n?/g, '\n')
          .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
          .replace(notXml, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`),
      );
}

/** Text or a value of an attribute. A half of a pair of code units is no sign and cannot be written. */
export const xmlText = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[&<>"\n]/g, (sign) => entities[sign] ?? sign);

/** What needs neither guard nor entity: nearly every cell. */
const cellSafe = /^[ !#-%'-;=?-^`-~\u00a0-\ud7ff]*$/;

const notXml = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
