import { readStamp } from './hybridClock';

/**
 * Does the clock of this office stand far from the newest word it holds? It decides nothing: a word is taken whatever its
 * time, and which of the two clocks is wrong only people can tell. Behind: some word is of a day that is not here yet.
 * Ahead: nothing was said here for so long, which may also be a program that nobody opened.
 */
export interface ClockApart {
  readonly direction: 'behind' | 'ahead';
  /** When the newest word was made, by the clock of its office. */
  readonly newestAt: string;
  readonly office: string;
}

/** `newest` is the greatest stamp held, of whatever office; '' in an office that holds none. */
export function findClockApart(newest: string, nowMs: number, limitMs: number): ClockApart | null {
  const word = readStamp(newest);
  if (word === undefined || Math.abs(nowMs - word.time) <= limitMs) return null;
  const { time, office } = word;
  return {
    direction: time > nowMs ? 'behind' : 'ahead',
    newestAt: new Date(time).toISOString(),
    office,
  };
}

/** When a peer made a packet, by its own clock, and what this office knows of that time. */
interface PacketTime {
  /** null where the packet does not say it. */
  readonly createdAt: string | null;
  /** When this office made what the packet answers; null where it answers nothing. */
  readonly answers: string | null;
  readonly nowMs: number;
}

const day = 86_400_000;

/**
 * By how many whole days, at least, the clock of a peer stands ahead of this one (less than nothing: behind); 0 where
 * nothing proves it. What is of a day that is not here yet proves it. What is of long ago may have lain on the way,
 * unless it answers what was made here later: so a package that is not ahead leaves standing that the peer is behind.
 */
export function clockOfPeer(known: number, { createdAt, answers, nowMs }: PacketTime, limit: number): number {
  const madeMs = Date.parse(createdAt ?? '');
  if (Number.isNaN(madeMs)) return known;
  const ahead = daysBeyond(madeMs - nowMs, limit);
  if (ahead > 0) return ahead;
  if (answers === null) return Math.min(known, 0);
  // Where the clock here was wrong when it asked and is right now, the answer is not behind.
  return 0 - daysBeyond(Math.min(nowMs, Date.parse(answers)) - madeMs, limit);
}

const daysBeyond = (ms: number, limit: number): number => (ms > limit * day ? Math.floor(ms / day) : 0);
