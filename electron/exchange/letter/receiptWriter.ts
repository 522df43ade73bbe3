import { buildAcknowledgment, type OutgoingAcknowledgment } from '../edmsFormat/buildMessage';
import { writeEnvelope } from '../edmsFormat/envelope';
import { receiptSubject } from '../edmsFormat/subject';
import { messageName, type WrittenPacket } from './packageWriter';
import { sha256Of } from '../packet/sha256Of';

/** A receipt as a packet. It names the digests of what came, so the sender knows that these very bytes arrived. */
export interface OutgoingReceipt extends Omit<OutgoingAcknowledgment, 'hashes'> {
  /** Mailbox of the office that gets the receipt. */
  readonly mailbox: string;
  /** The files that came, as taken from the folder. */
  readonly receipted: ReadonlyMap<string, Uint8Array>;
}

/** The packet of a receipt: `message.xml` and its envelope. */
export function writeReceipt({ mailbox, receipted, ...receipt }: OutgoingReceipt): WrittenPacket {
  const hashes = [...receipted].map(([name, bytes]) => ({ name, code: sha256Of(bytes) }));
  const xml = Buffer.from(buildAcknowledgment({ ...receipt, hashes }));
  const envelope = writeEnvelope({
    subject: receiptSubject,
    address: mailbox,
    files: [messageName],
    at: receipt.createdAt,
  });
  return { files: [{ name: messageName, bytes: xml }], envelope, packetName: receipt.uid.toLowerCase() };
}
