import { hashLine } from '../../db/journal/auditLog';
import type { HashedLine } from '../../db/journal/auditChain';

/** A sound journal of invented events. */
export function makeJournal(length: number): HashedLine[] {
  const actions = ['record.save', 'record.create', 'session.signIn', 'exchange.take', 'audit.export'];
  const lines: HashedLine[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const line = {
      seq,
      at: new Date(Date.UTC(2026, 10, 23, 9, 0, seq)).toISOString(),
      office: 'mintrud',
      operator: seq % 3 === 0 ? 'Проверкина А. А.' : 'Сынаева Г. Һ.',
      action: actions[seq % actions.length] ?? '',
      object: `provider/${seq % 7}`,
      detail: JSON.stringify({ version: seq }),
      previous: lines.at(-1)?.hash ?? '',
    };
    lines.push({ ...line, hash: hashLine(line) });
  }
  return lines;
}

/** The lines with every hash from `index` on made to fit again: what a careful forger does. */
export function rehash(lines: readonly HashedLine[], index: number): HashedLine[] {
  const forged = lines.slice(0, index);
  for (const line of lines.slice(index)) {
    const moved = { ...line, previous: forged.at(-1)?.hash ?? '' };
    forged.push({ ...moved, hash: hashLine(moved) });
  }
  return forged;
}
