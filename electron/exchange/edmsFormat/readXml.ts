import { SaxesParser, type SaxesTagNS } from 'saxes';
import { fail, ok, type Result } from '../../../domain/values/result';
import { decodeText } from './decodeText';
import type { XmlElement } from './xmlElement';

/**
 * Untrusted XML into a small tree. No DTD, no entity but the five predefined ones, no instruction and no inclusion that
 * asks for something outside the file; sizes are counted while reading, so nothing grows beyond the limits first.
 */
interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Elements and attributes together. */
  readonly nodes: number;
}

export type XmlErrorCode = 'packet.malformedXml' | 'packet.unsafeXml' | 'packet.tooLarge';

/** A message or a passport is a few kilobytes; a list of addressees of all bodies of the republic fits. */
const xmlLimits: XmlLimits = { bytes: 8 * 1024 * 1024, depth: 32, nodes: 50_000 };

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
const inclusionNamespace = 'http://www.w3.org/2001/XInclude';
const parserOptions = { xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;
const readableEncodings = ['utf-8', 'utf8', 'windows-1251', 'cp1251', 'us-ascii'];

/** Reads a whole document; the root element or a named refusal. */
export function readXml(bytes: Uint8Array, limits: XmlLimits = xmlLimits): Result<XmlElement, XmlErrorCode> {
  if (bytes.byteLength > limits.bytes) return fail('packet.tooLarge', { params: { limit: limits.bytes } });
  const text = decodeText(bytes);
  if (text === null) return fail('packet.malformedXml', { params: { detail: 'encoding' } });
  try {
    return ok(parse(text, limits));
  } catch (error) {
    if (error instanceof Refusal) return fail(error.code, { params: { detail: error.message } });
    throw error;
  }
}

class Refusal extends Error {
  constructor(
    readonly code: XmlErrorCode,
    detail: string,
  ) {
    super(detail);
  }
}

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly parts: string[];
}

function parse(text: string, limits: XmlLimits): XmlElement {
  const parser = carefulParser(text);
  const document: OpenElement = openElement('', '', new Map());
  const open: OpenElement[] = [document];
  let nodes = 0;

  parser.on('opentag', (tag) => {
    nodes += 1 + Object.keys(tag.attributes).length;
    if (nodes > limits.nodes) throw new Refusal('packet.tooLarge', 'elements');
    if (open.length > limits.depth) throw new Refusal('packet.tooLarge', 'depth');
    if (tag.uri === inclusionNamespace) throw new Refusal('packet.unsafeXml', tag.name);
    open.push(openElement(tag.local, tag.uri, attributesOf(tag)));
  });
  parser.on('closetag', () => {
    const done = open.pop();
    if (done !== undefined) open.at(-1)?.children.push(closeElement(done));
  });
  parser.on('text', (part) => open.at(-1)?.parts.push(part));
  parser.on('cdata', (part) => open.at(-1)?.parts.push(part));
  parser.write(text).close();

  const root = document.children[0];
  if (root === undefined) throw new Refusal('packet.malformedXml', 'no root element');
  return root;
}

/** A parser that stops at the first thing that is not plain XML in an encoding of the EDMS. */
function carefulParser(text: string): SaxesParser<typeof parserOptions> {
  const parser = new SaxesParser(parserOptions);
  parser.on('error', (error) => {
    throw new Refusal(isUnsafe(error, text) ? 'packet.unsafeXml' : 'packet.malformedXml', error.message);
  });
  parser.on('doctype', () => {
    throw new Refusal('packet.unsafeXml', 'DOCTYPE');
  });
  parser.on('processinginstruction', ({ target }) => {
    throw new Refusal('packet.unsafeXml', target);
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !readableEncodings.includes(encoding.toLowerCase())) {
      throw new Refusal('packet.malformedXml', encoding);
    }
  });
  return parser;
}

/** An unknown entity needs a DTD somewhere; so does a DOCTYPE that was cut off before the parser could announce it. */
const isUnsafe = (error: Error, text: string): boolean =>
  error.message.includes('undefined entity') || /<!(DOCTYPE|ENTITY)/i.test(text);

const openElement = (
  name: string,
  namespace: string,
  attributes: ReadonlyMap<string, string>,
): OpenElement => ({ name, namespace, attributes, children: [], parts: [] });

const closeElement = ({ name, namespace, attributes, children, parts }: OpenElement): XmlElement => ({
  name,
  namespace,
  attributes,
  children,
  text: parts.join(''),
});

/** Attributes by local name; the one of the element's own namespace wins over one of another. */
function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const attributes = Object.values(tag.attributes).filter((one) => one.uri !== xmlnsNamespace);
  const own = attributes.filter((one) => one.uri === tag.uri);
  return new Map([...attributes, ...own].map((one) => [one.local, one.value]));
}
