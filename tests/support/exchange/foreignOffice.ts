import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Change } from '../../../domain/exchange/change';
import {
  packageFormat,
  packageVersion,
  type PackageManifest,
} from '../../../domain/exchange/packageManifest';
import type { OfficeKind } from '../../../domain/exchange/officeKind';
import { officeConfigShape, type OfficeConfig } from '../../../domain/exchange/officeConfig';
import { tatarstan } from '../../../electron/exchange/edmsFormat/dictionaryEntry';
import { findMessage } from '../../../electron/exchange/packet/findMessage';
import { writePackage, type WrittenPacket } from '../../../electron/exchange/letter/packageWriter';
import { writeReceipt } from '../../../electron/exchange/letter/receiptWriter';
import { createOfficeFolders, openInnerOffice, type InnerOffice, type Opening } from '../offices/innerOffice';
import { packetFolder } from './packets';

/**
 * One real office, and other offices that are only pens: whatever a package or a receipt may say, they write it, lay it
 * into the office's incoming folder and read what the office answers.
 */
export interface Correspondence {
  readonly office: InnerOffice;
  readonly config: OfficeConfig;
  readonly outgoing: string;
  readonly incoming: string;
  wait(hours: number): void;
  /** A package of a peer; under a `uid` that was used it is the same message with other bytes. Of this version unless said. */
  lay(
    from: string,
    number: number,
    changes: readonly Change[],
    more?: { uid?: string; version?: number; titles?: NonNullable<PackageManifest['titles']> },
  ): Promise<WrittenPacket>;
  /** The same bytes once more. */
  again(packet: WrittenPacket): Promise<void>;
  /** A receipt of a peer for a message of this office. */
  answer(from: string, of: string, accepted: boolean): Promise<void>;
  /** The message of the office that lies for the peer. */
  laidFor(peer: string): Promise<{ uid: string; files: Record<string, string> }[]>;
  /** What the office answered to a message: the error of each receipt that lies for its uid, null for a good one. */
  answersTo(uid: string): Promise<(string | null)[]>;
  emptyOutgoing(): Promise<void>;
}

const addresses = {
  mintrud: { code: 'mintrud', kind: 'ministry', name: 'Проверочное министерство', number: 1 },
  almet: { code: 'almet', kind: 'territorial', name: 'Альметьевский отдел', number: 2 },
  aznakaevo: { code: 'aznakaevo', kind: 'territorial', name: 'Азнакаевский отдел', number: 3 },
  minzdrav: { code: 'minzdrav', kind: 'body', name: 'Проверочный участник', number: 4 },
} as const satisfies Record<string, { code: string; kind: OfficeKind; name: string; number: number }>;
type Code = keyof typeof addresses;

const addressOf = (code: Code) => {
  const { number, ...named } = addresses[code];
  const uid = `${String(number).repeat(8)}-1111-4111-8111-111111111111`;
  return { ...named, uid, mailbox: `${code.toUpperCase()}~RT` };
};

const at = '2026-11-23T09:00:00+03:00';

/** A field of a record as an office says it: each later one has a later stamp. */
export const said = (
  office: string,
  counter: number,
  recordId: string,
  field: string,
  after: Change['after'],
  more: Partial<Change> = {},
): Change => ({
  ...{ stamp: `2026-11-23T06:00:00.000Z-${counter.toString(16).padStart(4, '0')}-${office}` },
  ...{ registry: 'provider', recordId, field, before: null, after, replaces: null },
  ...{ office, operator: 'Проверкин', at },
  ...more,
});

/** Opens an office with these peers, of these municipalities, in a folder of its own; closed when the test is over. */
export async function openCorrespondence(
  ours: Code,
  peers: readonly Code[],
  territories: Partial<Record<Code, readonly string[]>> = {},
  opening: Pick<Opening, 'open'> = {},
): Promise<Correspondence> {
  const root = await packetFolder();
  const edms = { outgoing: join(root, 'ToSend'), incoming: join(root, 'In') };
  for (const folder of Object.values(edms)) await mkdir(folder);
  let time = Date.parse('2026-11-23T09:00:00Z');
  const placed = (code: Code) => ({ ...addressOf(code), oktmo: territories[code] ?? [] });
  const config = officeConfigShape.parse({ office: placed(ours), peers: peers.map(placed), edms });
  const folders = await createOfficeFolders();
  const office = await openInnerOffice(await folders.make(), {
    now: () => new Date((time += 1)),
    config,
    ...opening,
  });
  onTestFinished(async () => {
    await office.close();
    await folders.remove();
  });
  let laid = 0;
  const put = async ({ files, envelope }: WrittenPacket): Promise<void> => {
    const folder = join(edms.incoming, `packet ${(laid += 1)}`);
    await mkdir(folder);
    for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
    await writeFile(join(folder, 'envelope.ini'), envelope);
  };
  return {
    ...{ office, config, ...edms },
    wait: (hours) => void (time += hours * 3_600_000),
    async lay(from, number, changes, { uid = randomUUID(), version = packageVersion, titles } = {}) {
      const packet = await writePackage({
        manifest: {
          format: packageFormat,
          version,
          from,
          to: ours,
          number,
          head: '',
          ...(titles === undefined ? {} : { titles }),
          changes: [...changes],
        },
        coverPdf: Buffer.from('%PDF-1.4'),
        pages: 1,
        message: {
          ...{ uid, documentUid: '12345678-0000-4000-8000-000000000002' },
          ...{ from: addressOf(from as Code), to: addressOf(ours), createdAt: at },
          registration: { number: `${from}-${number}`, date: '2026-11-23' },
          ...{ annotation: 'Изменения', signer: null, place: tatarstan },
        },
      });
      await put(packet);
      return packet;
    },
    again: put,
    async answer(from, of, accepted) {
      const { mailbox } = addressOf(ours);
      await put(
        writeReceipt({
          ...{
            uid: randomUUID(),
            createdAt: at,
            from: addressOf(from as Code),
            to: addressOf(ours),
            mailbox,
            of,
            accepted,
          },
          receipted: new Map([['message.xml', Buffer.from('x')]]),
          ...(accepted ? {} : { comment: 'Повреждено', errorCode: 'packet.badContainer' }),
        }),
      );
    },
    async laidFor(peer) {
      const found = (await packetsIn(edms.outgoing)).filter(({ files, message }) => {
        const envelope = files['envelope.ini'] ?? '';
        return (
          message?.kind === 'container' &&
          Buffer.from(envelope, 'base64').includes(addressOf(peer as Code).mailbox)
        );
      });
      return found.map(({ files, message }) => ({ uid: message?.uid ?? '', files }));
    },
    async answersTo(uid) {
      return (await packetsIn(edms.outgoing)).flatMap(({ message }) =>
        message?.kind === 'acknowledgment' && message.of === uid
          ? [message.accepted ? null : message.errorCode]
          : [],
      );
    },
    async emptyOutgoing() {
      for (const name of await readdir(edms.outgoing))
        await rm(join(edms.outgoing, name), { recursive: true });
    },
  };
}

async function packetsIn(folder: string) {
  const found = [];
  for (const name of (await readdir(folder)).sort()) {
    const files = new Map<string, Buffer>();
    for (const file of await readdir(join(folder, name)))
      files.set(file, await readFile(join(folder, name, file)));
    const message = findMessage(files);
    found.push({
      files: Object.fromEntries([...files].map(([file, bytes]) => [file, bytes.toString('base64')])),
      message: message.ok ? message.value.message : undefined,
    });
  }
  return found;
}
