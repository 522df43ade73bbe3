import { formatPlainDate } from '../values/plainDate';
import { legalDateTime } from '../values/legalTime';
import type { Params } from '../values/result';

/**
 * What is lost when an office goes on from a backup: counted where both ends are known, and
 * said to be unknown where one is not. A number is never guessed, for people decide by it.
 */
interface End {
  readonly lastChange: number | null;
  readonly auditSeq: number | null;
}

export interface Loss {
  readonly changes: number | null;
  readonly auditLines: number | null;
}

/** An office that had come less far than its backup has lost its end itself: how much there was is not known. */
export function lossBetween(backup: End, former: End): Loss {
  return {
    changes: between(backup.lastChange, former.lastChange),
    auditLines: between(backup.auditSeq, former.auditSeq),
  };
}

const between = (from: number | null, to: number | null): number | null =>
  from === null || to === null || to < from ? null : to - from;

/** Which sentence a refusal `data.damaged` ends with, and what fills it. `unasked`: nobody looked for a backup. */
export function damageOffer({ backup, madeAt, changes, lastChangeAt }: Params): DamageOffer {
  if (typeof backup !== 'string') return { kind: 'unasked', params: {} };
  if (typeof madeAt !== 'string') return { kind: 'none', params: {} };
  const made = { backup, time: inWords(madeAt) };
  if (typeof changes !== 'number') return { kind: 'unknown', params: made };
  if (changes === 0) return { kind: 'nothing', params: made };
  if (typeof lastChangeAt !== 'string') return { kind: 'counted', params: { ...made, changes } };
  return { kind: 'dated', params: { ...made, changes, last: inWords(lastChangeAt) } };
}

export interface DamageOffer {
  readonly kind: 'unasked' | 'none' | 'unknown' | 'nothing' | 'counted' | 'dated';
  readonly params: Params;
}

/** As people write it, by the office's own clock: `21.11.2026, 10:42`. */
function inWords(at: string): string {
  const local = legalDateTime(new Date(at));
  return `${formatPlainDate(local.slice(0, 10))}, ${local.slice(11, 16)}`;
}
