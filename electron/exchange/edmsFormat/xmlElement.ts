/** What is left of an XML element once it is read: names without prefixes, because every partner has its own. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** The first element down a path of names. */
export function find(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => childrenOf(at, name)[0], element);
}

/** Trimmed text down a path; undefined for an absent element and for an empty one alike. */
export function textOf(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return filled(find(element, ...path)?.text);
}

/** Trimmed value of an attribute, whatever its prefix; undefined for an empty one. */
export const attributeOf = (element: XmlElement | undefined, name: string): string | undefined =>
  filled(element?.attributes.get(name));

/** A globally unique identifier in lower case, or undefined. Partners write either case, some with braces. */
export function guidOf(value: string | undefined): string | undefined {
  const plain = value
    ?.trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
  return plain !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain) ? plain : undefined;
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
