import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { foldText, titleKey } from '../../../domain/values/foldText';

/** Finds planted words in every byte of folders, however they may have been written there. */
export interface Finding {
  readonly file: string;
  readonly word: string;
  readonly as: string;
}

/** Every way in which a program that is careless may write this word. */
export function spellingsOf(word: string): ReadonlyMap<string, Buffer> {
  const folded = foldText(word);
  const forms = new Map<string, string>([
    ['as typed', word],
    ['lower case', word.toLowerCase()],
    ['upper case', word.toUpperCase()],
    ['folded', folded],
    ['as a key of order', titleKey(word)],
    ['without spaces', word.replaceAll(/[\s()-]/gu, '')],
  ]);
  const spellings = new Map<string, Buffer>();
  for (const [name, text] of forms) {
    const utf8 = Buffer.from(text);
    spellings.set(`${name}, UTF-8`, utf8);
    spellings.set(`${name}, UTF-16LE`, Buffer.from(text, 'utf16le'));
    spellings.set(`${name}, windows-1251`, iconv.encode(text, 'windows-1251'));
    spellings.set(`${name}, \\u`, Buffer.from(escaped(text)));
    spellings.set(`${name}, \\U`, Buffer.from(escaped(text).toUpperCase().replaceAll('\\U', '\\u')));
    spellings.set(`${name}, percent`, Buffer.from(encodeURIComponent(text)));
    spellings.set(`${name}, hex`, Buffer.from(utf8.toString('hex')));
    for (const shift of [0, 1, 2])
      spellings.set(`${name}, base64+${shift}`, Buffer.from(insideBase64(utf8, shift)));
  }
  // Many come out alike: figures, Latin letters, words already in lower case.
  const different = new Map([...spellings].map(([name, bytes]) => [bytes.toString('hex'), name]));
  return new Map([...different].map(([hex, name]) => [name, Buffer.from(hex, 'hex')]));
}

/** Findings in the files of these folders, the archives among them unpacked. */
export async function findPlanted(folders: readonly string[], words: readonly string[]): Promise<Finding[]> {
  const wanted = words.flatMap((word) => [...spellingsOf(word)].map(([as, bytes]) => ({ word, as, bytes })));
  const findings: Finding[] = [];
  const look = (file: string, bytes: Buffer): void => {
    for (const one of wanted)
      if (bytes.includes(one.bytes)) findings.push({ file, word: one.word, as: one.as });
  };
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      look(`name of ${path}`, Buffer.from(entry.name));
      if (!entry.isFile()) continue;
      // A browser that is at work takes files of its own away: what is gone holds no word.
      const bytes = await readFile(path).catch(unlessGone);
      if (bytes === undefined) continue;
      look(path, bytes);
      for (const [name, inner] of await unpacked(bytes)) look(`${path}!${name}`, inner);
    }
  }
  return findings;
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Files of an archive and of archives in it; nothing for what is none. */
async function unpacked(bytes: Buffer): Promise<[string, Buffer][]> {
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return [];
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    ),
  );
  const files: [string, Buffer][] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        buffer(stream).then((inner) => {
          files.push([entry.fileName, inner]);
          zip.readEntry();
        }, reject);
      }),
    );
    zip.once('end', resolve).once('error', reject);
    zip.readEntry();
  });
  const deeper = await Promise.all(files.map(([, inner]) => unpacked(inner)));
  return [...files, ...deeper.flat()];
}

const escaped = (text: string): string =>
  Array.from({ length: text.length }, (_none, at) => {
    const code = text.charCodeAt(at);
    return code < 128 ? text.charAt(at) : `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');

/** What base64 makes of the word in the midst of a text, without the signs that its neighbours share. */
function insideBase64(word: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), word])
    .toString('base64')
    .replaceAll('=', '');
  const whole = Math.floor((word.length + shift) / 3) * 4;
  return text.slice(shift === 0 ? 0 : shift + 1, whole);
}
