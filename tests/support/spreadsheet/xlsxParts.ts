import { buffer } from 'node:stream/consumers';
import { XmlDocument } from 'libxml2-wasm';
import { fromBufferPromise } from 'yauzl';

/** The parts of an XLSX as an independent parser of XML sees them. A path names elements with `s:`. */
export async function xlsxParts(bytes: Uint8Array) {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString());
  zip.close();
  const spaces = {
    s: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    d: 'http://purl.org/dc/terms/',
  };
  const text = (part: string): string => {
    const found = parts.get(part);
    if (found === undefined) throw new Error(`no part ${part}`);
    return found;
  };
  const all = (part: string, path: string): string[] => {
    const document = XmlDocument.fromString(text(part));
    try {
      return document.find(path, spaces).map((node) => node.content);
    } finally {
      document.dispose();
    }
  };
  return { names: [...parts.keys()], text, all, one: (part: string, path: string) => all(part, path)[0] };
}
