import type { Change } from './change';

/**
 * What to do with a change that came from another office. The rule must give every office the same value whatever the
 * order of arrival, and must never lose a value: what is not applied stays in the log and in the history.
 *
 * A change that replaces exactly the value we have simply follows it. Otherwise two people changed the same field
 * without knowing of each other: the owner's word stands on both sides; where neither side owns the record the later
 * stamp is shown everywhere until a person decides. What the owner relays it has accepted, so it counts as its word.
 */
export type Merge =
  | { readonly kind: 'apply' }
  /** Known already, or the owner's value stands. */
  | { readonly kind: 'stale' }
  /** Both values are kept for a person; `wins` tells whether the arriving one is shown meanwhile. */
  | { readonly kind: 'conflict'; readonly wins: boolean }
  /** A registry, field or value this version does not know: kept and replayed after the upgrade. */
  | { readonly kind: 'defer' }
  /** Not that office's to change. */
  | { readonly kind: 'refuse' };

export interface MergeFacts {
  /** Stamp of the change whose value we hold, null when the field was never set. */
  readonly currentStamp: string | null;
  readonly currentValue: Change['after'];
  readonly understood: boolean;
  readonly senderIsOwner: boolean;
  readonly weAreOwner: boolean;
  /** Only the owner may change it (status, registration number, decisions). */
  readonly ownersOnly: boolean;
}

export function mergeChange(change: Change, facts: MergeFacts): Merge {
  if (!facts.understood) return { kind: 'defer' };
  if (facts.ownersOnly && !facts.senderIsOwner) return { kind: 'refuse' };
  if (change.stamp === facts.currentStamp) return { kind: 'stale' };
  if (change.replaces === facts.currentStamp) return { kind: 'apply' };
  if (facts.senderIsOwner) return { kind: 'apply' };
  if (facts.weAreOwner) return { kind: 'stale' };
  const wins = facts.currentStamp === null || change.stamp > facts.currentStamp;
  if (sameValue(change.after, facts.currentValue)) return wins ? { kind: 'apply' } : { kind: 'stale' };
  return { kind: 'conflict', wins };
}

/** Values are JSON scalars or lists of strings. */
export function sameValue(a: Change['after'], b: Change['after']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
