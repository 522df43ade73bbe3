import { clockOfPeer } from '../../domain/exchange/officeClock';
import type { WriteTx } from '../../db/file/handles';
import { peerClock, rememberClock } from '../../db/exchange/peerClockRepository';
import type { ExchangeDeps } from './exchangeDeps';
import type { Incoming } from './inboxReceipts';

/**
 * What a packet says of the clock of its sender. It decides nothing: the packet is taken whatever its time, and both
 * offices tell their operators. `answers` is when this office made what a receipt answers.
 */
export async function noteClock(
  { database, clockApartDays }: ExchangeDeps,
  tx: WriteTx,
  { peer, message }: Incoming,
  answers: string | null,
): Promise<void> {
  const known = await peerClock(tx, peer.code);
  const said = { createdAt: message.createdAt, answers, nowMs: database.now().getTime() };
  const days = clockOfPeer(known, said, clockApartDays);
  if (days !== known) await rememberClock(tx, peer.code, days);
}
