import { fail, ok, type Err, type Result } from '../../../domain/values/result';
import { isSafeFileName } from './fileName';
import { headerType, readableNamespaces, readableVersions, type Message, type Party } from './message';
import { readXml, type XmlErrorCode } from './readXml';
import { attributeOf, childrenOf, find, guidOf, textOf, type XmlElement } from './xmlElement';

/**
 * Reads a message of any version in use. Only the root and the header's type decide what it is: names of files and
 * subjects differ from system to system. What it cannot read it refuses by name; it never fills in a value.
 */
export type MessageErrorCode =
  | XmlErrorCode
  | 'packet.noMessage'
  | 'packet.unknownVersion'
  | 'packet.unknownKind'
  | 'packet.badMessage'
  | 'packet.unsafeName';

/** `packet.noMessage` means well-formed XML that is no message at all. */
export function readMessage(bytes: Uint8Array): Result<Message, MessageErrorCode> {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const root = xml.value;
  if (root.name !== 'communication') return fail('packet.noMessage');
  const version = attributeOf(root, 'version') ?? '';
  if (!readableNamespaces.includes(root.namespace)) return unknownVersion(root.namespace);
  if (!readableVersions.includes(version)) return unknownVersion(version);
  return readBody(root, version);
}

type Header = Pick<Message, 'uid' | 'version' | 'createdAt' | 'source' | 'destinations'>;
type Body = Result<Message, MessageErrorCode>;

function readBody(root: XmlElement, version: string): Body {
  const header = find(root, 'header');
  const uid = guidOf(attributeOf(header, 'uid'));
  if (uid === undefined) return lacking('header/@uid');
  const source = partyOf(find(header, 'source'));
  if (source === undefined) return lacking('header/source/@uid');
  const createdAt = instantOf(attributeOf(header, 'created'));
  const destinations = childrenOf(find(root, 'deliveryIndex'), 'destination')
    .map((one) => partyOf(find(one, 'destination')))
    .filter((one) => one !== undefined);
  const common: Header = { uid, version, createdAt, source, destinations };
  const type = attributeOf(header, 'type') ?? '';
  switch (type) {
    case headerType.container:
      return container(common, find(root, 'container'));
    case headerType.acknowledgment:
      return acknowledgment(common, find(root, 'acknowledgment'));
    case headerType.notification:
      return notification(common, find(root, 'notification'));
    case headerType.document:
      return ok({ ...common, kind: 'document', documentUid: uidOf(find(root, 'document')) });
    default:
      return fail('packet.unknownKind', { params: { kind: type.slice(0, 80) } });
  }
}

function container(header: Header, element: XmlElement | undefined): Body {
  const body = textOf(element, 'body');
  const signature = textOf(element, 'signature') ?? null;
  if (body === undefined) return lacking('container/body');
  const unsafe = [body, signature ?? body].find((name) => !isSafeFileName(name));
  if (unsafe !== undefined) return fail('packet.unsafeName', { params: { name: unsafe.slice(0, 80) } });
  return ok({ ...header, kind: 'container', body, signature });
}

function acknowledgment(header: Header, element: XmlElement | undefined): Body {
  const of = uidOf(element);
  if (of === null) return lacking('acknowledgment/@uid');
  const accepted = booleanOf(textOf(element, 'accepted'));
  if (accepted === undefined) return lacking('acknowledgment/accepted');
  const hashCodes = find(element, 'hashCodes');
  return ok({
    ...header,
    kind: 'acknowledgment',
    of,
    at: instantOf(textOf(element, 'time')),
    accepted,
    comment: textOf(element, 'comment') ?? null,
    errorCode: textOf(element, 'errorCode') ?? null,
    hashAlgorithm: attributeOf(hashCodes, 'algorithm') ?? null,
    hashes: childrenOf(hashCodes, 'item').map((item) => ({
      name: textOf(item, 'name') ?? '',
      code: textOf(item, 'code')?.toLowerCase() ?? '',
    })),
  });
}

function notification(header: Header, element: XmlElement | undefined): Body {
  const type = attributeOf(element, 'type');
  if (type === undefined) return lacking('notification/@type');
  const comment = textOf(element, 'comment') ?? null;
  return ok({ ...header, kind: 'notification', type, documentUid: uidOf(element), comment });
}

/** The uid identifies a partner; an empty name is seen in traffic and harms nobody. */
function partyOf(element: XmlElement | undefined): Party | undefined {
  const uid = guidOf(attributeOf(element, 'uid'));
  return uid === undefined ? undefined : { uid, name: textOf(element, 'organization') ?? '' };
}

const uidOf = (element: XmlElement | undefined): string | null => guidOf(attributeOf(element, 'uid')) ?? null;

/** Times come with and without milliseconds and offset; they are kept as sent. */
function instantOf(value: string | undefined): string | null {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/;
  return value !== undefined && pattern.test(value) ? value : null;
}

function booleanOf(value: string | undefined): boolean | undefined {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}

const lacking = (path: string): Err<'packet.badMessage'> => fail('packet.badMessage', { params: { path } });

const unknownVersion = (version: string): Err<'packet.unknownVersion'> =>
  fail('packet.unknownVersion', { params: { version: version.slice(0, 80) } });
