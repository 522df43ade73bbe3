import { fail, ok, type Err, type Result } from '../../../domain/values/result';
import { isSafeFileName } from './fileName';
import type { Passport, PassportFile } from './passport';
import { readXml, type XmlErrorCode } from './readXml';
import { attributeOf, childrenOf, find, guidOf, textOf, type XmlElement } from './xmlElement';

/** Reads the description of a container of versions 1.0 (2.7) and 2.7.1. Same safety as for a message. */
export type PassportErrorCode =
  XmlErrorCode | 'packet.badContainer' | 'packet.unknownVersion' | 'packet.unsafeName';

const readableVersions = ['1.0', '1.0.1', '2.7', '2.7.0', '2.7.1'];
const readableNamespaces = ['urn:IEDMS:CONTAINER', 'http://minsvyaz.ru/container'];

/** Every name in the result is safe; sizes and presence of the files are the caller's to check. */
export function readPassport(bytes: Uint8Array): Result<Passport, PassportErrorCode> {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const root = xml.value;
  if (root.name !== 'container') return lacking('container');
  const version = attributeOf(root, 'version') ?? '';
  if (!readableNamespaces.includes(root.namespace) || !readableVersions.includes(version)) {
    return fail('packet.unknownVersion', { params: { version: version.slice(0, 80) } });
  }
  const names = [find(root, 'document'), ...attachmentsOf(root)].map((one) => attributeOf(one, 'localName'));
  const unsafe = names.find((name) => name !== undefined && !isSafeFileName(name));
  if (unsafe !== undefined) return fail('packet.unsafeName', { params: { name: unsafe.slice(0, 80) } });
  return readRequisites(root);
}

function readRequisites(root: XmlElement): Result<Passport, PassportErrorCode> {
  const documentUid = guidOf(attributeOf(root, 'uid'));
  const author = authorOf(find(root, 'authors', 'author'));
  const document = fileOf(find(root, 'document'));
  const pages = countOf(textOf(root, 'document', 'pagesQuantity'));
  const attachments = attachmentsOf(root).map(fileOf);
  if (documentUid === undefined) return lacking('container/@uid');
  if (author === undefined) return lacking('author');
  if (document === undefined) return lacking('document/@localName');
  if (pages === undefined) return lacking('document/pagesQuantity');
  if (attachments.includes(undefined)) return lacking('attachment/@localName');
  return ok({
    documentUid,
    annotation: textOf(root, 'requisites', 'annotation') ?? '',
    author,
    addressees: childrenOf(find(root, 'addressees'), 'addressee')
      .map((one) => textOf(one, 'organization', 'title'))
      .filter((name) => name !== undefined),
    document: { ...document, pages },
    attachments: attachments.filter((file) => file !== undefined),
  });
}

/** In the order the passport gives them: what stands outside `attachments/attachment` is not looked at. */
const attachmentsOf = (root: XmlElement): readonly XmlElement[] =>
  childrenOf(find(root, 'attachments'), 'attachment');

function authorOf(element: XmlElement | undefined): Passport['author'] | undefined {
  const organization = textOf(element, 'organization', 'title');
  const number = textOf(element, 'registration', 'number');
  const date = textOf(element, 'registration', 'date');
  if (organization === undefined || number === undefined || date === undefined) return undefined;
  const person = find(element, 'sign', 'person');
  const post = textOf(person, 'post');
  const name = textOf(person, 'name');
  const signer = name === undefined ? null : { post: post ?? '', name };
  return { organization, registration: { number, date }, signer };
}

function fileOf(element: XmlElement | undefined): PassportFile | undefined {
  const name = attributeOf(element, 'localName');
  if (name === undefined) return undefined;
  const stated = textOf(element, 'description') ?? '';
  const hash = /(?:^|\s)sha256:([0-9a-f]{64})$/i.exec(stated);
  const description = stated.slice(0, hash?.index ?? stated.length).trim() || null;
  return { name, description, sha256: hash?.[1]?.toLowerCase() ?? null };
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const lacking = (path: string): Err<'packet.badContainer'> =>
  fail('packet.badContainer', { params: { path } });
