import { foldBirths } from '../../../domain/exchange/birth';
import type { PackageManifest } from '../../../domain/exchange/packageManifest';
import { buildContainerMessage } from '../edmsFormat/buildMessage';
import { buildContainer, type PacketFile } from '../edmsFormat/container';
import type { DictionaryEntry } from '../edmsFormat/dictionaryEntry';
import { writeEnvelope } from '../edmsFormat/envelope';
import type { Party } from '../edmsFormat/message';
import { buildPassport, passportName, type Passport } from '../edmsFormat/passport';
import { changesDescription, documentSubject } from '../edmsFormat/subject';
import { sha256Of } from '../packet/sha256Of';

/**
 * One package of changes as a packet of the EDMS (`docs/package-format.md`): `message.xml` and an archive with the
 * passport, the cover letter and `changes.json`. The same input gives the same bytes.
 */
export interface OutgoingPackage {
  readonly manifest: PackageManifest;
  /** PDF/A-1: what the package changes, in words. */
  readonly coverPdf: Uint8Array;
  readonly pages: number;
  readonly message: {
    readonly uid: string;
    readonly documentUid: string;
    readonly from: Party;
    readonly to: Party & { readonly mailbox: string };
    /** ISO 8601 with the office's offset, e.g. `2026-03-02T09:30:00+03:00`. */
    readonly createdAt: string;
    readonly registration: { readonly number: string; /** `YYYY-MM-DD` */ readonly date: string };
    readonly annotation: string;
    readonly signer: { readonly post: string; readonly name: string } | null;
    readonly place: DictionaryEntry;
  };
}

export interface WrittenPacket {
  readonly files: PacketFile[];
  readonly envelope: Buffer;
  /** Name of the packet's folder: the uid of the message. */
  readonly packetName: string;
}

export const messageName = 'message.xml';
const containerName = 'document.edc.zip';
const coverName = 'document.pdf';
export const changesName = 'changes.json';

/** `sha256` is that of `changes.json`, as stated in the passport. */
export async function writePackage(content: OutgoingPackage): Promise<WrittenPacket & { sha256: string }> {
  const { message, manifest, coverPdf, pages } = content;
  const told = { ...manifest, changes: foldBirths(manifest.changes) };
  const changes = Buffer.from(`${JSON.stringify(told)}\n`);
  const sha256 = sha256Of(changes);
  const passport: Passport = {
    documentUid: message.documentUid,
    annotation: message.annotation,
    author: {
      organization: message.from.name,
      registration: message.registration,
      signer: message.signer,
    },
    addressees: [message.to.name],
    document: { name: coverName, description: null, sha256: sha256Of(coverPdf), pages },
    attachments: [{ name: changesName, description: changesDescription, sha256 }],
  };
  const container = await buildContainer(
    [
      { name: passportName, bytes: Buffer.from(buildPassport(passport, message.place)) },
      { name: coverName, bytes: coverPdf },
      { name: changesName, bytes: changes },
    ],
    message.createdAt,
  );
  const xml = Buffer.from(buildContainerMessage({ ...message, body: containerName }));
  const files = [
    { name: messageName, bytes: xml },
    { name: containerName, bytes: container },
  ];
  const envelope = writeEnvelope({
    subject: documentSubject({ ...message.registration, uid: message.documentUid }),
    address: message.to.mailbox,
    files: files.map((file) => file.name),
    at: message.createdAt,
  });
  return { files, envelope, packetName: message.uid.toLowerCase(), sha256 };
}
