import type { Head } from '../../domain/audit/finding';
import { appendAudit } from '../../db/journal/auditLog';
import type { WriteTx } from '../../db/file/handles';
import { addWitness } from '../../db/journal/witnessRepository';
import type { ExchangeDeps } from '../exchange/exchangeDeps';
import * as answers from '../exchange/inboxReceipts';
import type { Incoming } from '../exchange/inboxReceipts';

/**
 * Keeps the head of the peer's journal that a package brought. A head that goes back means that the peer rewrote its
 * past or was restored from a copy: people are told in both journals, and the package is taken all the same, because
 * what it says of the records is as good as before.
 */
export async function witnessHead(
  deps: ExchangeDeps,
  tx: WriteTx,
  incoming: Incoming,
  head: Head,
): Promise<void> {
  const { peer, message } = incoming;
  if (head.hash === '') return;
  const at = answers.now(deps);
  const wentBack = await addWitness(tx, { peer: peer.code, uid: message.uid, ...head, at });
  if (!wentBack) return;
  const seq = head.seq ?? 0;
  await answers.journal(deps, tx, incoming, {
    kind: 'message',
    state: 'noted',
    error: 'audit.rewound',
    detail: `${seq} ${head.hash}`,
  });
  const detail = { peer: peer.code, seq, hash: head.hash };
  await appendAudit(tx, [{ action: 'audit.rewound', object: `packet/${message.uid}`, detail }], at);
}
