import type { Change } from '../../domain/exchange/change';
import { laterStamp, nextStamp } from '../../domain/exchange/hybridClock';
import { mergeChange } from '../../domain/exchange/mergeChange';

/**
 * Offices on paper: no database, no files, only the clock and the merge rule of `domain/exchange` and a post between
 * them that may be slow. What they know of one another is what the real ones know.
 */
export interface PaperOffice {
  readonly code: string;
  readonly isOwner: boolean;
  readonly held: Map<string, { stamp: string; value: string }>;
  readonly log: LoggedChange[];
  /** Fields of which a person must decide. */
  readonly conflicts: Set<string>;
  lastStamp: string;
  /** How wrong its clock is. */
  readonly clockErrorMs: number;
  /** Up to where the log was told to each peer. */
  readonly told: Map<string, number>;
}

interface LoggedChange {
  readonly change: Change;
  readonly outcome: 'applied' | 'stale' | 'conflict';
  readonly via: string | null;
}

export interface Post {
  /** Packets under way by `from>to`, in the order they were sent. */
  readonly underWay: Map<string, (readonly Change[])[]>;
}

export function paperOffice(code: string, isOwner: boolean, clockErrorMs: number): PaperOffice {
  return {
    code,
    isOwner,
    clockErrorMs,
    held: new Map(),
    log: [],
    conflicts: new Set(),
    lastStamp: '',
    told: new Map(),
  };
}

export function edit(office: PaperOffice, field: string, value: string, wallMs: number): Change {
  const stamp = nextStamp(office.lastStamp, wallMs + office.clockErrorMs, office.code);
  office.lastStamp = stamp;
  const before = office.held.get(field);
  const change: Change = {
    ...{ stamp, registry: 'provider', recordId: 'p1', field, before: before?.value ?? null, after: value },
    ...{ replaces: before?.stamp ?? null, office: office.code, operator: office.code, at: stamp },
  };
  office.held.set(field, { stamp, value });
  office.log.push({ change, outcome: 'applied', via: null });
  return change;
}

/** What the peer has not been told: one's own changes, and as the owner those of others that were accepted. */
export function send(office: PaperOffice, peer: string, post: Post): void {
  const untold = office.log
    .slice(office.told.get(peer) ?? 0)
    .filter(({ outcome, via }) => outcome === 'applied' && via !== peer && (via === null || office.isOwner));
  office.told.set(peer, office.log.length);
  if (untold.length === 0) return;
  const route = `${office.code}>${peer}`;
  const packets = post.underWay.get(route) ?? [];
  post.underWay.set(route, [...packets, untold.map(({ change }) => change)]);
}

export function receive(office: PaperOffice, sender: PaperOffice, changes: readonly Change[]): void {
  for (const change of changes) {
    office.lastStamp = laterStamp(office.lastStamp, change.stamp);
    if (office.log.some((logged) => logged.change.stamp === change.stamp)) continue;
    const held = office.held.get(change.field);
    const merge = mergeChange(change, {
      currentStamp: held?.stamp ?? null,
      currentValue: held?.value ?? null,
      understood: true,
      senderIsOwner: sender.isOwner,
      weAreOwner: office.isOwner,
      ownersOnly: false,
    });
    if (merge.kind === 'defer' || merge.kind === 'refuse') throw new Error(`${merge.kind} was not expected`);
    const applied = merge.kind === 'apply' || (merge.kind === 'conflict' && merge.wins);
    if (applied) office.held.set(change.field, { stamp: change.stamp, value: String(change.after) });
    const outcome = applied ? 'applied' : merge.kind === 'conflict' ? 'conflict' : 'stale';
    if (merge.kind === 'conflict') office.conflicts.add(change.field);
    office.log.push({ change, outcome, via: sender.code });
  }
}
