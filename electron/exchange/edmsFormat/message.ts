/**
 * The words of a МЭДО message and what one says once it is read. Two layers are never mixed: a receipt (Квитанция)
 * refers to a message, a notification (Уведомление) to a document. Uids are lower case here; partners send either.
 */
export const messageVersion = '2.7.1';
export const messageNamespace = 'urn:IEDMS:MESSAGE';
/** Namespaces of the versions that are read; the second is that of 2.0-2.7. */
export const readableNamespaces = [messageNamespace, 'http://www.infpres.com/IEDMS'];
/** The last two are no versions, but are seen in traffic. */
export const readableVersions = ['2.0', '2.2', '2.5', '2.6', '2.7', '2.7.0', '2.7.1', '', '1.0'];

export const headerType = {
  container: 'Транспортный контейнер',
  acknowledgment: 'Квитанция',
  notification: 'Уведомление',
  document: 'Документ',
} as const;

/** A participant of the EDMS: its constant uid and its name. */
export interface Party {
  readonly uid: string;
  readonly name: string;
}

interface MessageHeader {
  readonly uid: string;
  readonly version: string;
  /** As sent; null when absent or not an instant. */
  readonly createdAt: string | null;
  readonly source: Party;
  readonly destinations: readonly Party[];
}

export interface ContainerMessage extends MessageHeader {
  readonly kind: 'container';
  /** Name of the archive in the packet. */
  readonly body: string;
  /** Name of the detached signature inside the archive. */
  readonly signature: string | null;
}

export interface AcknowledgmentMessage extends MessageHeader {
  readonly kind: 'acknowledgment';
  /** Uid of the message that is receipted. */
  readonly of: string;
  readonly at: string | null;
  readonly accepted: boolean;
  readonly comment: string | null;
  readonly errorCode: string | null;
  readonly hashAlgorithm: string | null;
  readonly hashes: readonly FileHash[];
}

interface NotificationMessage extends MessageHeader {
  readonly kind: 'notification';
  readonly type: string;
  /** Uid of the document it is about; null in old traffic, which matches by number and date. */
  readonly documentUid: string | null;
  readonly comment: string | null;
}

/** A message of 2.0-2.6 with a document in it: recognised, so that it can be refused by name. */
interface DocumentMessage extends MessageHeader {
  readonly kind: 'document';
  readonly documentUid: string | null;
}

export type Message = ContainerMessage | AcknowledgmentMessage | NotificationMessage | DocumentMessage;

/** Digest of one receipted file; `code` is hexadecimal in lower case. */
export interface FileHash {
  readonly name: string;
  readonly code: string;
}
