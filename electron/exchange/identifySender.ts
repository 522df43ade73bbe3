import type { OfficeConfig, Peer } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Message } from './edmsFormat/message';
import { peerByMailbox, peerByUid, sameMailbox } from './exchangeDeps';

/**
 * Whose message it is. The uid in the message names the office; the mailbox on the envelope, put there by the transport,
 * must belong to the same office. An envelope that still names us as its addressee came without a transport client (a
 * folder shared directly) and says nothing about the sender.
 */
export function identifySender(
  config: OfficeConfig,
  message: Message,
  addresses: readonly string[],
): Result<Peer, 'packet.foreignSender' | 'packet.wrongAddressee'> {
  const peer = peerByUid(config, message.source.uid);
  if (peer === undefined) return fail('packet.foreignSender', { params: { uid: message.source.uid } });
  const others = addresses.filter((address) => !sameMailbox(address, config.office.mailbox));
  const foreign = others.find((address) => peerByMailbox(config, address)?.code !== peer.code);
  if (foreign !== undefined) return fail('packet.foreignSender', { params: { mailbox: foreign } });
  const destinations = message.destinations.map(({ uid }) => uid);
  if (destinations.length > 0 && !destinations.includes(config.office.uid)) {
    return fail('packet.wrongAddressee', { params: { uid: destinations[0] ?? '' } });
  }
  return ok(peer);
}
