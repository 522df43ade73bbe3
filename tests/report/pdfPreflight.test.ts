import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { beforeAll, describe, expect, it } from 'vitest';
import { fontFamily, fontFiles } from '../../electron/pdf/pdfStyles';
import { pdfPreflight } from '../support/pdf/pdfPreflight';
import { fontsFolder } from '../support/pdf/pdfWorkerScript';

/** The preflight must find faults: here are papers that have them, made by pdfmake alone or spoiled afterwards. */
const archive: TDocumentDefinitions = {
  version: '1.4',
  subset: 'PDF/A-1b',
  defaultStyle: { font: fontFamily },
  info: { title: 'Бумага' },
  content: 'ёмкость',
};

async function made(changes: Partial<TDocumentDefinitions>): Promise<Uint8Array> {
  return pdfmake.createPdf({ ...archive, ...changes }).getBuffer();
}

beforeAll(() => {
  pdfmake.setFonts({ [fontFamily]: { ...fontFiles(fontsFolder) } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => true);
});

describe('the PDF/A-1b preflight', () => {
  it.each<[string, RegExp, Partial<TDocumentDefinitions>]>([
    ['a CIDSet without the parts of letters', /^6\.3\.5.*CIDSet/, {}],
    ['XMP that is not XML', /^6\.7\.2.*/, { info: { title: 'Хлеб & соль' } }],
    ['XMP without the date of change', /^6\.7\.3: ModDate/, { info: { modDate: new Date(0) } }],
    ['encryption', /^6\.1\.3: encrypted/, { ownerPassword: 'secret' }],
    ['no output intent', /^6\.2\.2/, { subset: undefined }],
    ['another version', /^6\.1\.2: no header/, { version: '1.7' }],
    ['a link', /\/Annots/, { content: { text: 'ёмкость', link: 'https://example.org' } }],
    ['transparent text', /^6\.4: an opacity/, { content: { text: 'ёмкость', opacity: 0.5 } }],
    [
      'an attached file',
      /EmbeddedFiles/,
      { files: { a: { src: 'data:text/plain;base64,YQ==', name: 'a.txt' } } },
    ],
  ])('finds %s', async (_what, finding, changes) => {
    expect(pdfPreflight(await made(changes))).toContainEqual(expect.stringMatching(finding));
  });

  it('finds a wrong length of a stream and bytes after the end', async () => {
    const text = Buffer.from(await made({})).toString('latin1');
    const short = text.replace(/\/Length (\d)/, (_, digit) => `/Length ${digit === '1' ? 2 : 1}`);
    expect(pdfPreflight(Buffer.from(short, 'latin1'))).toContainEqual(expect.stringMatching(/^6\.1\.7/));
    expect(pdfPreflight(Buffer.from(`${text}more`, 'latin1'))).toContainEqual(
      expect.stringMatching(/after %%EOF/),
    );
  });

  it('finds a font that is not embedded', async () => {
    const text = Buffer.from(await made({})).toString('latin1');
    const bare = text.replace('/FontFile2 ', '/FontFileX ');
    const findings = pdfPreflight(Buffer.from(bare, 'latin1'));
    expect(findings).toContain('6.3.4: a font that is not embedded');
  });
});
