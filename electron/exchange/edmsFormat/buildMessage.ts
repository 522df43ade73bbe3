import { headerType, messageNamespace, messageVersion, type FileHash, type Party } from './message';
import { cleanLine, clip, leaf, node, required, writeXml, type XmlNode } from './writeXml';

/**
 * `message.xml` of МЭДО 2.7.1: what this program sends. Order of elements is the schema's; an optional value that is
 * not there leaves no element behind.
 */
interface OutgoingHeader {
  readonly uid: string;
  /** ISO 8601 with the offset of the office, e.g. `2026-03-02T09:30:00+03:00`. */
  readonly createdAt: string;
  readonly from: Party;
  readonly to: Party;
}

export interface OutgoingAcknowledgment extends OutgoingHeader {
  /** Uid of the message that is receipted. */
  readonly of: string;
  readonly accepted: boolean;
  readonly comment?: string | undefined;
  readonly errorCode?: string | undefined;
  /** SHA-256 of the receipted files. */
  readonly hashes: readonly FileHash[];
}

/** A message that carries an archive with a document in it («Транспортный контейнер»). */
export function buildContainerMessage(message: OutgoingHeader & { readonly body: string }): string {
  const container = node('container', {}, [leaf('body', required(message.body, 'container/body'))]);
  return communication(message, headerType.container, container);
}

/** A receipt («Квитанция»): the message came and was, or was not, taken into the office's system. */
export function buildAcknowledgment(message: OutgoingAcknowledgment): string {
  const hashes = message.hashes.map(({ name, code }) =>
    node('item', {}, [leaf('name', required(name, 'item/name')), leaf('code', code.toUpperCase())]),
  );
  const acknowledgment = node('acknowledgment', { uid: message.of.toLowerCase() }, [
    leaf('time', message.createdAt),
    leaf('accepted', String(message.accepted)),
    leaf('comment', clip(message.comment ?? '', 2047)),
    leaf('errorCode', clip(cleanLine(message.errorCode ?? ''), 127)),
    ...(hashes.length === 0 ? [] : [node('hashCodes', { algorithm: 'SHA-256' }, hashes)]),
  ]);
  return communication(message, headerType.acknowledgment, acknowledgment);
}

function communication({ uid, createdAt, from, to }: OutgoingHeader, type: string, body: XmlNode): string {
  const header = node('header', { type, uid: uid.toLowerCase(), created: createdAt }, [
    party('source', from),
  ]);
  const delivery = node('deliveryIndex', {}, [node('destination', {}, [party('destination', to)])]);
  const root = node('communication', { version: messageVersion }, [header, body, delivery]);
  return writeXml(root, 'xdms', messageNamespace);
}

const party = (name: string, { uid, name: organization }: Party): XmlNode =>
  node(name, { uid: uid.toLowerCase() }, [
    leaf('organization', required(organization, `${name}/organization`)),
  ]);
