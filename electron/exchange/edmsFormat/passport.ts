import { ordinaryInformation, otherDocuments, type DictionaryEntry } from './dictionaryEntry';
import { clip, leaf, node, required, writeXml, type XmlNode } from './writeXml';

/**
 * `passport.xml`: the description of a transport container 2.7.1. Every file that the passport names lies beside it in
 * the root of the archive. A file's SHA-256 is stated in its description as `sha256:<64 hex digits>`: the format has no
 * place of its own for it, and a description is shown, not interpreted, by other systems.
 */
const passportVersion = '2.7.1';
const passportNamespace = 'urn:IEDMS:CONTAINER';
export const passportName = 'passport.xml';

export interface Passport {
  /** Uid of the document: notifications point here. */
  readonly documentUid: string;
  readonly annotation: string;
  readonly author: {
    readonly organization: string;
    readonly registration: { readonly number: string; /** `YYYY-MM-DD` */ readonly date: string };
    readonly signer: { readonly post: string; readonly name: string } | null;
  };
  readonly addressees: readonly string[];
  readonly document: PassportFile & { readonly pages: number };
  readonly attachments: readonly PassportFile[];
}

export interface PassportFile {
  readonly name: string;
  readonly description: string | null;
  /** SHA-256 in lower-case hexadecimal, null where none is stated. */
  readonly sha256: string | null;
}

/** The passport as text. `place` is the entry of the dictionary of places: it differs from region to region. */
export function buildPassport(passport: Passport, place: DictionaryEntry): string {
  const root = node('container', { uid: passport.documentUid.toLowerCase(), version: passportVersion }, [
    node('requisites', {}, [
      entry('documentKind', otherDocuments),
      entry('documentPlace', place),
      entry('classification', ordinaryInformation),
      leaf('annotation', clip(required(passport.annotation, 'annotation'), 4000)),
    ]),
    node('authors', {}, [author(passport.author)]),
    node(
      'addressees',
      {},
      passport.addressees.map((name) => node('addressee', {}, [organization(name)])),
    ),
    node('document', { localName: required(passport.document.name, 'document/@localName') }, [
      leaf('pagesQuantity', passport.document.pages),
      leaf('description', description(passport.document)),
    ]),
    node('attachments', {}, passport.attachments.map(attachment)),
  ]);
  return writeXml(root, 'c', passportNamespace);
}

const entry = (name: string, { id, name: text }: DictionaryEntry): XmlNode =>
  leaf(name, required(text, name), { id });

const organization = (name: string): XmlNode =>
  node('organization', {}, [leaf('title', required(name, 'organization/title'))]);

function author({ organization: name, registration, signer }: Passport['author']): XmlNode {
  const sign = (one: { post: string; name: string }): XmlNode =>
    node('sign', {}, [
      node('person', {}, [
        leaf('post', required(one.post, 'person/post')),
        leaf('name', required(one.name, 'person/name')),
      ]),
    ]);
  return node('author', {}, [
    organization(name),
    node('registration', {}, [
      leaf('number', required(registration.number, 'registration/number')),
      leaf('date', required(registration.date, 'registration/date')),
    ]),
    ...(signer === null ? [] : [sign(signer)]),
  ]);
}

const attachment = (file: PassportFile, order: number): XmlNode =>
  node('attachment', { localName: required(file.name, 'attachment/@localName') }, [
    leaf('order', order),
    leaf('description', description(file)),
  ]);

function description({ description: text, sha256 }: PassportFile): string {
  const hash = sha256 === null ? '' : `sha256:${sha256}`;
  return [clip(text ?? '', 400), hash].filter((part) => part !== '').join(' ');
}
