import { SaxesParser } from 'saxes';
import type { PdfObjects, PdfValue } from './pdfObjects';

/** 6.7 of ISO 19005-1: XMP that is XML, unfiltered, says PDF/A-1b and agrees with the information dictionary. */
export function pdfMetadataFindings(pdf: PdfObjects): string[] {
  const metadata = pdf.stream(pdf.dictionary(pdf.trailer['/Root'])['/Metadata']);
  if (metadata === undefined) return ['6.7.2: no metadata'];
  const xml = metadata.data.toString('utf8');
  const findings: string[] = [];
  if (metadata.dictionary['/Filter'] !== undefined) findings.push('6.7.2: the metadata is filtered');
  if (metadata.dictionary['/Subtype'] !== '/XML') findings.push('6.7.2: the metadata is not XML');
  if (/<\?xpacket[^>]*(bytes|encoding)=/.test(xml))
    findings.push('6.7.5: bytes or encoding in the packet header');
  try {
    return [...findings, ...agreement(pdf, textsByElement(xml))];
  } catch (error) {
    return [...findings, `6.7.2: ${String(error)}`];
  }
}

function agreement(pdf: PdfObjects, xmp: ReadonlyMap<string, string>): string[] {
  const info = pdf.dictionary(pdf.trailer['/Info']);
  const said = (key: string): string | undefined => textOf(pdf.value(info[key]));
  const date = said('/CreationDate')?.replace(
    /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const pairs: readonly (readonly [string, string | undefined, string])[] = [
    ['part', '1', 'pdfaid:part'],
    ['conformance', 'B', 'pdfaid:conformance'],
    ['Title', said('/Title'), 'dc:title'],
    ['Author', said('/Author'), 'dc:creator'],
    ['Subject', said('/Subject'), 'dc:description'],
    ['Keywords', said('/Keywords'), 'pdf:Keywords'],
    ['Creator', said('/Creator'), 'xmp:CreatorTool'],
    ['Producer', said('/Producer'), 'pdf:Producer'],
    ['CreationDate', date, 'xmp:CreateDate'],
    ['ModDate', said('/ModDate'), 'xmp:ModifyDate'],
  ];
  return pairs
    .filter(([, expected, element]) => expected !== xmp.get(element))
    .map(
      ([what, expected, element]) =>
        `6.7.3: ${what} is ${String(expected)} and in XMP ${String(xmp.get(element))}`,
    );
}

function textOf(value: PdfValue): string | undefined {
  return typeof value === 'string' ? value.replace(/^u:/, '') : undefined;
}

function textsByElement(xml: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true, fragment: false });
  parser.on('opentag', ({ name }) => open.push(name));
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    const owner = open.findLast((name) => !name.startsWith('rdf:'));
    if (owner !== undefined && text.trim() !== '') texts.set(owner, (texts.get(owner) ?? '') + text.trim());
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return texts;
}
