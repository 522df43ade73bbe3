import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import iconv from 'iconv-lite';

/**
 * The transport client between offices, as its manual describes it: takes whole packets from `ToSend`, keeps them in `Sended`, puts them into
 * the addressee's incoming folder under a name that begins with the subject, the envelope written as `envelope.ltr`
 * with the SENDER in [АДРЕСАТЫ]. For tests and the demonstration.
 */
export interface Mailbox {
  readonly mailbox: string;
  readonly outgoing: string;
  readonly incoming: string;
}

/** Carries everything that lies ready; answers the names of the folders delivered. */
export async function carryPost(boxes: readonly Mailbox[]): Promise<string[]> {
  const delivered: string[] = [];
  for (const from of boxes) {
    for (const name of (await readdir(from.outgoing)).filter((one) => !one.startsWith('.')).sort()) {
      const packet = join(from.outgoing, name);
      if (!(await readdir(packet)).includes('envelope.ini')) continue;
      const envelope = iconv.decode(await readFile(join(packet, 'envelope.ini')), 'windows-1251');
      const address = /\[АДРЕСАТЫ\]\r\n0=(.+)\r\n/.exec(envelope)?.[1] ?? '';
      const to = boxes.find((box) => box.mailbox === address);
      if (to === undefined) throw new Error(`no mailbox ${address}`);
      delivered.push(await deliver(packet, envelope, from, to));
    }
  }
  return delivered;
}

async function deliver(packet: string, envelope: string, from: Mailbox, to: Mailbox): Promise<string> {
  const unique = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`.toUpperCase();
  const place = join(to.incoming, `ESD MEDO ${unique}`);
  const draft = join(to.incoming, `.${unique}`);
  await mkdir(draft, { recursive: true });
  await cp(packet, draft, { recursive: true });
  await rm(join(draft, 'envelope.ini'));
  const letter = envelope.replace(/(\[АДРЕСАТЫ\]\r\n0=).+\r\n/, `$1${from.mailbox}\r\n`);
  await writeFile(join(draft, 'envelope.ltr'), iconv.encode(letter, 'windows-1251'));
  await rename(draft, place);
  // The client keeps what it has sent beside the folder it takes from.
  const sent = join(dirname(from.outgoing), 'Sended');
  await mkdir(sent, { recursive: true });
  // A packet that was laid again goes by the same name.
  await rm(join(sent, basename(packet)), { recursive: true, force: true });
  await rename(packet, join(sent, basename(packet)));
  return place;
}
