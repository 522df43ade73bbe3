import { randomUUID } from 'node:crypto';
import { readView } from '../../domain/exchange/audience';
import type { Change } from '../../domain/exchange/change';
import type { Peer } from '../../domain/exchange/officeConfig';
import {
  packageFormat,
  packageVersion,
  type PackageManifest,
  type Refusal,
  type ToldView,
} from '../../domain/exchange/packageManifest';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isLocalAcceptance } from '../../domain/exchange/register';
import { coverLetter } from '../../domain/report/coverLetter';
import { legalDate, legalDateTime } from '../../domain/values/legalTime';
import { ok } from '../../domain/values/result';
import { peerState } from '../../db/exchange/peerRepository';
import * as recovery from '../../db/exchange/recoveryRepository';
import type { WithheldRecord } from '../../db/exchange/withheldRepository';
import type { Actor } from '../../db/file/handles';
import { auditTail } from '../../db/journal/auditLog';
import type { LoggedChange } from '../../db/record/changeRepository';
import { eventChange } from '../../db/record/eventRow';
import { nextInSeries } from '../../db/record/numberRepository';
import { tatarstan } from './edmsFormat/dictionaryEntry';
import { changesAnnotation } from './edmsFormat/subject';
import type { ExchangeDeps } from './exchangeDeps';
import { changesName, writePackage } from './letter/packageWriter';
import { letterChanges, namedRecords } from './letterChanges';
import { titlesTold } from './toldTitles';
import { envelopeName } from './packet/layPacket';

/** One message with its letter: what a peer is told, in bytes that are laid as they are however often it takes. */
export interface MessageContent {
  readonly changes: readonly LoggedChange[];
  /** Records of which the peer is told what it is shown from here on. */
  readonly due: readonly WithheldRecord[];
  readonly refused: readonly Refusal[];
  /** Is the peer shown what the record of this change is called? */
  readonly isTitled: (change: LoggedChange, root: Registry) => boolean;
}

export type WrittenMessage = Awaited<ReturnType<typeof writeMessage>>;

export async function writeMessage(
  deps: ExchangeDeps,
  actor: Actor,
  peer: Peer,
  number: number,
  content: MessageContent,
) {
  const { office } = deps.config;
  const now = deps.database.now();
  const uid = randomUUID();
  const head = await auditTail(deps.database.read);
  const changes = content.changes.map(toChange);
  const manifest: PackageManifest = {
    format: packageFormat,
    version: packageVersion,
    from: office.code,
    to: peer.code,
    number,
    head: head.hash,
    headSeq: head.seq,
    ...(await aboutNumbers(deps, peer)),
    ...(await titlesTold(deps.database.read, changes)),
    changes,
    ...(content.due.length === 0 ? {} : { views: content.due.map(toView) }),
    ...(content.refused.length === 0 ? {} : { refused: [...content.refused] }),
  };
  const registration = { number: await letterNumber(deps, actor), date: legalDate(now) };
  const inWords = await letterChanges(deps, content.changes, content.isTitled);
  const letter = coverLetter({
    from: office,
    to: peer,
    ...registration,
    changes: inWords,
    named: namedRecords(deps.database.read.registries, content.due.map(toView), content.refused),
    attachment: changesName,
  });
  const cover = await deps.printer.print(letter);
  const written = await writePackage({
    manifest,
    coverPdf: cover.bytes,
    pages: cover.pages,
    message: {
      uid,
      documentUid: randomUUID(),
      from: office,
      to: peer,
      createdAt: legalDateTime(now),
      registration,
      annotation: changesAnnotation(inWords.length),
      signer: office.signer ?? null,
      place: tatarstan,
    },
  });
  const files = [...written.files, { name: envelopeName, bytes: written.envelope }];
  return { uid, folder: written.packetName, files, sha256: written.sha256 };
}

/** What the package must say besides its changes: what it follows, and that this office was restored. */
async function aboutNumbers(
  { database: { read } }: ExchangeDeps,
  { code }: Peer,
): Promise<Pick<PackageManifest, 'follows' | 'restored'>> {
  const { follows, asks } = await recovery.recoveryState(read, code);
  const { receivedNumber: received } = await peerState(read, code);
  return {
    ...(follows === null ? {} : { follows }),
    ...(asks === 0 ? {} : { restored: { received, stamp: await recovery.keptUpTo(read) } }),
  };
}

/** Number of the letter in this office's own series. One given to a message that was never made is not given again. */
async function letterNumber(deps: ExchangeDeps, actor: Actor): Promise<string> {
  const running = await deps.database.write(actor, async (tx) => ok(await nextInSeries(tx, 'letter')));
  return `${deps.config.office.code}-${running.value}`;
}

const toView = ({ registry, rootId, due }: WithheldRecord): ToldView => {
  const shows = readView(due ?? 'nothing');
  return {
    ...{ registry, recordId: rootId },
    shows: typeof shows === 'string' ? shows : { fields: [...shows.fields], lists: [...shows.lists] },
  };
};

/** A key of this office's own making says nothing to another: the change is told without it. */
function toChange(logged: LoggedChange): Change {
  const { accepted, tenure, over, ...change } = eventChange(logged);
  const isTrue = accepted !== undefined && !isLocalAcceptance(accepted);
  return {
    ...change,
    ...(isTrue ? { accepted } : {}),
    ...(isTrue && tenure !== undefined ? { tenure } : {}),
    ...(isTrue && over !== undefined ? { over } : {}),
  };
}
