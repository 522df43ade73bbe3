import type { Change } from '../../../domain/exchange/change';
import { nextStamp } from '../../../domain/exchange/hybridClock';
import {
  accept,
  decline,
  emptyRegister,
  follows,
  isAnswered,
  noteEvent,
  shownBy,
  takeAsk,
  takeLoss,
  takeWord,
  tenureFrom,
  wordKey,
  type Register,
} from '../../../domain/exchange/register';

/**
 * Offices on any graph that know nothing but registers: fields with a fixed owner, a keeper that names an office, and
 * fields that the keeper owns. Post is doubled, late and out of order, clocks are wrong, offices are restored. Nothing of
 * the database is here: what is proven is the order of words itself.
 */
export const worldFields = ['fixed', 'keeper', 'kept'] as const;
type Field = (typeof worldFields)[number];
const isKept = (field: Field): boolean => field !== 'fixed';

export interface WordOffice {
  readonly code: string;
  readonly skewMs: number;
  registers: Record<Field, Register>;
  /** Everything it ever noted, to be told on. */
  log: Change[];
  last: string;
}

export interface Random {
  below(n: number): number;
  chance(p: number): boolean;
}

/** A generator of numbers that a seed repeats (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (n) => Math.floor(next() * n), chance: (p) => next() < p };
}

export const wordOffice = (code: string, skewMs: number): WordOffice => ({
  code,
  skewMs,
  registers: { fixed: emptyRegister(), keeper: emptyRegister(), kept: emptyRegister() },
  log: [],
  last: '',
});

/** The office as a backup of its log makes it. */
export function restored({ code, skewMs }: WordOffice, log: readonly Change[], last: string): WordOffice {
  const office = { ...wordOffice(code, skewMs), last };
  for (const change of log) record(office, [change], true);
  return office;
}

const registerOf = (office: WordOffice, field: string): Register => office.registers[field as Field];

const center = 'office0';
export const ownerOf = (office: WordOffice, field: Field): string => {
  const keeper = office.registers.keeper.held;
  return isKept(field) && keeper !== undefined ? String(keeper.after) : center;
};
const tenureOf = (office: WordOffice, field: Field): string =>
  isKept(field) ? tenureFrom(office.registers.keeper.held) : '';

function record(office: WordOffice, events: readonly Change[], note = false): void {
  for (const event of events) {
    if (note) noteEvent(registerOf(office, event.field), event);
    office.log.push(event);
  }
}

const acceptance = (office: WordOffice, field: Field, now: number) => ({
  office: office.code,
  nowMs: now + office.skewMs,
  last: office.last,
  tenure: tenureOf(office, field),
});

/** Somebody types a value. */
export function write(
  office: WordOffice,
  field: Field,
  value: string,
  now: number,
  settles: readonly string[] = [],
): Change {
  const register = office.registers[field];
  office.last = nextStamp(office.last, now + office.skewMs, office.code);
  const change: Change = {
    stamp: office.last,
    registry: 'provider',
    recordId: 'record',
    field,
    before: null,
    after: value,
    replaces: shownBy(register, office.code, () => false)?.stamp ?? null,
    office: office.code,
    operator: office.code,
    at: '',
    ...(settles.length === 0 ? {} : { settles }),
  };
  if (ownerOf(office, field) === office.code) {
    record(office, accept(register, change, acceptance(office, field, now)));
    answerAll(office, now);
  } else record(office, takeAsk(register, change));
  return change;
}

/** An item of the post comes in. */
export function take(office: WordOffice, item: Change, now: number): void {
  const register = registerOf(office, item.field);
  if (item.lost !== undefined) record(office, takeLoss(register, item));
  else if (item.accepted !== undefined) record(office, takeWord(register, item));
  else record(office, takeAsk(register, item));
  answerAll(office, now);
}

/** What the office owns it answers; a keeper that changes hands lets others wait for the new one. */
function answerAll(office: WordOffice, now: number): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const field of worldFields) {
      const register = office.registers[field];
      for (const ask of [...register.asks.values()]) {
        if (ownerOf(office, field) !== office.code || isAnswered(register, ask.stamp)) continue;
        const events = follows(register, ask)
          ? accept(register, ask, acceptance(office, field, now))
          : decline(register, ask, 'concurrent');
        record(office, events);
        changed ||= events.length > 0;
      }
    }
  }
}

export const heldKey = (office: WordOffice, field: Field): string => {
  const { held } = office.registers[field];
  return held === undefined ? '' : wordKey(held);
};
