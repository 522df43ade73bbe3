/**
 * Writes the XML of the EDMS: prefixed elements and attributes (both are qualified in its schemas), indented, and never
 * an empty element or attribute, which the order forbids. Characters that XML cannot carry are left out.
 */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly content: string | readonly XmlNode[];
}

type Attributes = XmlNode['attributes'];

/** An element with elements inside. */
export const node = (name: string, attributes: Attributes, content: readonly XmlNode[] = []): XmlNode => ({
  name,
  attributes,
  content,
});

/** An element with text inside. */
export const leaf = (
  name: string,
  text: string | number | undefined,
  attributes: Attributes = {},
): XmlNode => ({
  name,
  attributes,
  content: cleanText(String(text ?? '')),
});

/** The whole document, in UTF-8 by its declaration. */
export function writeXml(root: XmlNode, prefix: string, namespace: string): string {
  const body = elementLines(root, prefix, '', ` xmlns:${prefix}="${escapeAttribute(namespace)}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** Text that XML 1.0 can carry, without blanks around it. */
const cleanText = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '').trim();

/** The same on one line (`normalizedString` of the schema). */
export const cleanLine = (text: string): string => cleanText(text.replace(/[\t\n\r]/g, ' '));

/** Cuts free text at the schema's length, marking that it was cut. Never for names, numbers or identifiers. */
export function clip(text: string, length: number): string {
  const letters = Array.from(cleanText(text));
  return letters.length <= length
    ? letters.join('')
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trim()}…`;
}

/** For what the format demands: an empty value here is a bug of the caller. */
export function required(text: string, what: string): string {
  const line = cleanLine(text);
  if (line === '') throw new Error(`${what} is empty`);
  return line;
}

function elementLines(element: XmlNode, prefix: string, indent: string, declaration = ''): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ({ name, value: cleanLine(String(value ?? '')) }))
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => ` ${prefix}:${name}="${escapeAttribute(value)}"`)
    .join('');
  const content =
    typeof element.content === 'string'
      ? escapeText(element.content)
      : element.content.map((child) => elementLines(child, prefix, `${indent}  `)).join('');
  if (content === '' && attributes === '' && declaration === '') return '';
  const start = `${indent}<${prefix}:${element.name}${declaration}${attributes}`;
  if (content === '') return `${start}/>\n`;
  const end = `</${prefix}:${element.name}>\n`;
  return typeof element.content === 'string'
    ? `${start}>${content}${end}`
    : `${start}>\n${content}${indent}${end}`;
}

const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');

const escapeAttribute = (text: string): string => escapeText(text).replace(/"/g, '&quot;');
