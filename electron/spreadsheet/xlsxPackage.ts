import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { maxUnpackedBytes } from './table';

/**
 * The parts of an XLSX (a zip of XML) under limits. The sizes the directory of the zip declares are summed before
 * anything is unpacked, and no part may unpack to more than it declares: a zip bomb is refused, never inflated.
 * Entities of a DTD are not expanded. What is not a proper package throws `BadWorkbook`.
 */
export interface XlsxPackage {
  /** Reads a part, giving its elements by local name; `false` from a handler ends the reading. */
  readPart(name: string, handler: XmlHandler): Promise<void>;
  /** What a part points at, by relation id. */
  relations(name: string): Promise<ReadonlyMap<string, Relation>>;
  close(): void;
}

export interface Relation {
  /** The last word of the relation's type: `worksheet`, `styles` … */
  readonly type: string;
  readonly target: string;
}

export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): boolean | undefined;
}

export class BadWorkbook extends Error {
  readonly tooLarge: boolean;
  constructor(reason: string, tooLarge = false) {
    super(reason);
    this.tooLarge = tooLarge;
  }
}

export async function openXlsxPackage(bytes: Buffer): Promise<XlsxPackage> {
  const zip = await orBadWorkbook(fromBufferPromise(bytes));
  try {
    const entries = await orBadWorkbook(listEntries(zip));
    const readPart = (name: string, handler: XmlHandler) =>
      orBadWorkbook(readXml(zip, entries, name, handler));
    return {
      readPart,
      relations: (name) => readRelations(readPart, name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const maxEntries = 10_000;

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > maxEntries) throw new BadWorkbook('too many parts', true);
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > maxUnpackedBytes) throw new BadWorkbook('unpacks to too much', true);
    entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

async function readXml(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  name: string,
  handler: XmlHandler,
): Promise<void> {
  const entry = entries.get(name.toLowerCase());
  if (entry === undefined) throw new BadWorkbook(`no part ${name}`);
  const reading = { goesOn: true };
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => handler.open?.(localName(tag.name), localAttributes(tag.attributes)));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', (tag) => {
    if (reading.goesOn) reading.goesOn = handler.close?.(localName(tag.name)) !== false;
  });
  const stream = await zip.openReadStreamPromise(entry);
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    parser.write(String(chunk));
    if (!reading.goesOn) return;
  }
  parser.close();
}

async function readRelations(
  readPart: XlsxPackage['readPart'],
  name: string,
): Promise<ReadonlyMap<string, Relation>> {
  const folder = posix.dirname(name);
  const relations = new Map<string, Relation>();
  await readPart(posix.join(folder, '_rels', `${posix.basename(name)}.rels`), {
    open(element, { Id = '', Type = '', Target = '' }) {
      if (element !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: posix.basename(Type), target });
    },
  });
  return relations;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(attributes).filter(([name]) => !name.startsWith('xmlns'));
  return Object.fromEntries(named.map(([name, value]) => [localName(name), value]));
}

/** What zip and XML readers say of a file is about the file; what the system says (`syscall`) or a bug stays thrown. */
async function orBadWorkbook<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const aboutFile = error instanceof Error && error.constructor === Error && !('syscall' in error);
    throw aboutFile ? new BadWorkbook(error.message) : error;
  }
}
