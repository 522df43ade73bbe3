import type { OfficeConfig, Peer } from '../../domain/exchange/officeConfig';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { Database } from '../../db/file/database';
import type { PacketFiles } from './packet/packetFiles';
import type { PdfPrinter } from '../pdf/printPdf';
import type { Deciders } from '../../domain/record/ownership';

/** What every part of the exchange needs. */
export interface ExchangeDeps {
  readonly database: Database;
  readonly config: OfficeConfig;
  /** The file system under the folders that are shared with the client of the EDMS, one folder for each packet. */
  readonly packetFiles: PacketFiles;
  /** Where packets that cannot be taken go, each with a reason a person can read. */
  readonly quarantineFolder: string;
  readonly printer: PdfPrinter;
  readonly context: () => RecordContext;
  readonly deciders: Deciders;
  /** So many days may the clock of a peer stand from this one before both offices are told. */
  readonly clockApartDays: number;
  /** Told after a package changed records of a registry. */
  readonly registryChanged: (registryCode: string) => void;
}

export interface ExchangeFolders {
  readonly outgoing: string;
  readonly incoming: string;
}

export const peerByUid = (config: OfficeConfig, uid: string): Peer | undefined =>
  config.peers.find((peer) => peer.uid === uid.toLowerCase());

export const peerByMailbox = (config: OfficeConfig, mailbox: string): Peer | undefined =>
  config.peers.find((peer) => sameMailbox(peer.mailbox, mailbox));

export const sameMailbox = (a: string, b: string): boolean =>
  a.trim().toUpperCase() === b.trim().toUpperCase();
