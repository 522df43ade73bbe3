import { sameValue } from '../registry/fieldKinds';
import { seen, type Change, type Loss, type LossReason } from './change';
import { laterStamp, nextStamp, readStamp } from './hybridClock';

/**
 * One field of one record, as all that was ever told of it makes it: a fold of the change log. The order is the
 * owner's acceptance: **the word with the greatest key is held**, whoever brought it and in whatever order, so every
 * office that was told the same words holds the same value. A word that its owner's later word was accepted in
 * ignorance of is not forgotten, it is lost, and both offices are told.
 *
 * The functions that take a change answer the events that follow from it, first the change itself; they have noted them
 * in the register already. No clock is read and nothing is stored here.
 */
export interface Register {
  /** Every word known, by its key. */
  readonly words: Map<string, Change>;
  /** Asks without an answer, by stamp, in the order they came. */
  readonly asks: Map<string, Change>;
  /** Losses that nobody has decided on, by stamp. */
  readonly losses: Map<string, Change>;
  /** Stamps that a decision or a later word has closed. */
  readonly closed: Set<string>;
  /** The greatest key that a stamp was accepted under. */
  readonly keys: Map<string, string>;
  /** Words that no word replaced, by their key. */
  readonly tips: Map<string, Change>;
  /** Stamps that some word replaced. */
  readonly replaced: Set<string>;
  /** Keys that some word was accepted over. */
  readonly passed: Set<string>;
  held: Change | undefined;
}

export const emptyRegister = (): Register => ({
  words: new Map(),
  asks: new Map(),
  losses: new Map(),
  closed: new Set(),
  keys: new Map(),
  tips: new Map(),
  replaced: new Set(),
  passed: new Set(),
  held: undefined,
});

/** Tenure, acceptance and stamp, so that plain text compares as the three do. Only of a word. */
export const wordKey = ({ tenure, accepted, stamp }: Change): string =>
  `${tenure ?? ''} ${accepted ?? ''} ${stamp}`;

const keyOf = (word: Change | undefined): string => (word === undefined ? '' : wordKey(word));

/**
 * Since when an office is the owner, told by the word that made it so: how many such words there were, and the
 * acceptances of them all. Tenures then compare as those words do. The last acceptance alone would not: a former owner
 * with a fast clock may have handed over in ignorance, and what follows from its word must lose where that word lost.
 */
export function tenureFrom(giver: Change | undefined): string {
  if (giver?.accepted === undefined) return '';
  const former = giver.tenure ?? '0000';
  const depth = Number(former.slice(0, 4)) + 1;
  return `${String(depth).padStart(4, '0')}${former.slice(4)}/${giver.accepted}`;
}

/**
 * Words that were held before owners told their acceptance have a key of this office's own, less than any true one.
 * Nothing is lost against them, because nobody knows what they were accepted over.
 */
export const localAcceptance = (order: number): string => `0${String(order).padStart(15, '0')}`;
export const isLocalAcceptance = (accepted: string): boolean => accepted.startsWith('0');
const isLocal = ({ accepted }: Change): boolean => accepted !== undefined && isLocalAcceptance(accepted);

/** Notes an event that is in the log. */
export function noteEvent(register: Register, change: Change): void {
  if (change.lost !== undefined) noteLoss(register, change);
  else if (change.accepted !== undefined) noteWord(register, change);
  else if (!isAnswered(register, change.stamp)) register.asks.set(change.stamp, change);
}

function noteLoss(register: Register, change: Change): void {
  register.asks.delete(change.stamp);
  if (change.lost?.reason === seen) close(register, change.stamp);
  if (!isPast(register, change.stamp)) register.losses.set(change.stamp, change);
}

/** Does it hold, was it decided on, or was a later word accepted in its knowledge? Then nobody lost it. */
function isPast({ closed, held, keys, passed }: Register, stamp: string): boolean {
  return closed.has(stamp) || held?.stamp === stamp || passed.has(keys.get(stamp) ?? 'none');
}

function noteWord(register: Register, word: Change): void {
  const { words, keys, passed } = register;
  const key = wordKey(word);
  words.set(key, word);
  noteTip(register, key, word);
  const known = keys.get(word.stamp);
  if (known === undefined || known < key) keys.set(word.stamp, key);
  if (word.over !== undefined) passed.add(word.over);
  register.asks.delete(word.stamp);
  for (const stamp of [word.replaces, ...(word.settles ?? [])]) if (stamp !== null) close(register, stamp);
  if (key > keyOf(register.held)) register.held = word;
  for (const stamp of [word.stamp, words.get(word.over ?? '')?.stamp ?? '', register.held?.stamp ?? ''])
    if (isPast(register, stamp)) register.losses.delete(stamp);
}

function noteTip({ tips, replaced }: Register, key: string, word: Change): void {
  if (word.replaces !== null) replaced.add(word.replaces);
  for (const [other, { stamp }] of tips) if (stamp === word.replaces) tips.delete(other);
  if (!replaced.has(word.stamp)) tips.set(key, word);
}

function close({ asks, losses, closed }: Register, stamp: string): void {
  closed.add(stamp);
  asks.delete(stamp);
  losses.delete(stamp);
}

/** Was this ask accepted, lost or settled? */
export const isAnswered = ({ keys, losses, closed }: Register, stamp: string): boolean =>
  keys.has(stamp) || losses.has(stamp) || closed.has(stamp);

/** A word arrives, or is made here. What is known already changes nothing. */
export function takeWord(register: Register, word: Change): readonly Change[] {
  if (register.words.has(wordKey(word))) return [];
  noteWord(register, word);
  return [word, ...loseForks(register, word)];
}

/**
 * A word whose owner did not tell its acceptance. Where a true word is held and nobody says that he saw this one it cannot
 * hold, and is lost: it was said in ignorance, or by a former version beside the one that is in use.
 */
export function takeLocal(register: Register, change: Change, accepted: string): readonly Change[] {
  const { held, keys, losses, replaced } = register;
  const { stamp } = change;
  if (keys.has(stamp) || losses.has(stamp) || isPast(register, stamp)) return [];
  if (held === undefined || isLocal(held) || replaced.has(stamp))
    return takeWord(register, { ...change, accepted });
  return [lose(register, change, { against: held.stamp, reason: 'concurrent' })];
}

/** The word against every other: which of the two was accepted in ignorance of the other? */
function loseForks(register: Register, word: Change): readonly Change[] {
  const isLeaf = (one: Change): boolean =>
    !isLocal(one) &&
    !register.replaced.has(one.stamp) &&
    !register.losses.has(one.stamp) &&
    !isPast(register, one.stamp);
  const lost: Change[] = [];
  // Below the word that is held only what nothing replaced can lose.
  const others = register.held === word ? register.tips : register.words;
  const key = wordKey(word);
  for (const [otherKey, other] of others) {
    const [former, later] = otherKey < key ? [other, word] : [word, other];
    if (former === later || isLocal(later) || !isLeaf(former)) continue;
    // A word in between that went with a lost disk hides what was known: then nothing was.
    const known = later.over !== undefined && register.words.has(later.over) ? later.over : '';
    if (known < wordKey(former))
      lost.push(lose(register, former, { against: later.stamp, reason: 'concurrent' }));
  }
  return lost;
}

/** Tells that a change is not, or no more, what holds. */
export function lose(register: Register, change: Change, loss: Loss): Change {
  const { stamp, registry, recordId, field, before, after, replaces, office, operator, at } = change;
  const asked = { stamp, registry, recordId, field, before, after, replaces, office, operator, at };
  const event = { ...asked, lost: loss };
  noteLoss(register, event);
  return event;
}

/** A loss that another office tells of. */
export function takeLoss(register: Register, event: Change): readonly Change[] {
  if (register.losses.has(event.stamp) || isPast(register, event.stamp)) return [];
  noteLoss(register, event);
  return [event];
}

/** Somebody asks the owner for a change. One that was answered before is not asked again. */
export function takeAsk(register: Register, ask: Change): readonly Change[] {
  if (register.asks.has(ask.stamp) || isAnswered(register, ask.stamp)) return [];
  register.asks.set(ask.stamp, ask);
  return [ask];
}

/** Does the ask want the very value that is held? A field that nobody has spoken of is empty. */
export const agrees = ({ held }: Pick<Register, 'held'>, { after }: Change): boolean =>
  sameValue(after, held?.after ?? null);

/** Does the ask follow what is held, by itself or through asks that wait, or want the very value that is held? */
export function follows(register: Register, ask: Change): boolean {
  const first = waitingBefore(register, ask).at(-1) ?? ask;
  return agrees(register, ask) || first.replaces === (register.held?.stamp ?? null);
}

/** Who accepts, and since when it is his to accept. */
export interface Acceptance {
  readonly office: string;
  readonly nowMs: number;
  /** The greatest stamp of this office: `accepted` of an own edit is never less than its stamp. */
  readonly last: string;
  /** `tenureFrom` the word that made this office the owner; '' where the owner is fixed. */
  readonly tenure: string;
}

/** The owner accepts a change, its own or another's: it becomes a word above the one that is held. */
export function accept(register: Register, change: Change, by: Acceptance): readonly Change[] {
  const { held } = register;
  // A word of an earlier tenure is beaten by the tenure, however far ahead the clock of its owner was.
  const former = (held?.tenure ?? '') === by.tenure ? (held?.accepted ?? '') : '';
  const floor = laterStamp(former, by.tenure.slice(by.tenure.lastIndexOf('/') + 1));
  const isOwn = change.office === by.office && change.stamp > floor;
  const accepted = isOwn ? change.stamp : nextStamp(laterStamp(floor, by.last), by.nowMs, by.office);
  const waited = waitingBefore(register, change).map(({ stamp }) => stamp);
  const settles = [...(change.settles ?? []), ...waited].slice(0, mostSettled);
  const { settles: _, ...bare } = change;
  return takeWord(register, {
    ...bare,
    accepted,
    ...(by.tenure === '' ? {} : { tenure: by.tenure }),
    ...(held === undefined ? {} : { over: wordKey(held) }),
    ...(settles.length === 0 ? {} : { settles }),
  });
}

/** Whoever only asks settles what he said himself: the rest is for those to settle whom it concerns. */
export function withOwnSettles({ settles = [], ...ask }: Change): Change {
  const own = settles.filter((stamp) => readStamp(stamp)?.office === ask.office);
  return own.length === 0 ? ask : { ...ask, settles: own };
}

/** How many asks and losses one word closes; what is beyond stays open and is decided on once more. */
export const mostSettled = 1000;

/** Asks that this one replaced, one behind the other: with its acceptance they are past. Two may claim to replace each other. */
export function waitingBefore({ asks }: Register, ask: Change): readonly Change[] {
  const waiting = new Map<string, Change>();
  let next = ask;
  for (;;) {
    const former = next.replaces === null ? undefined : asks.get(next.replaces);
    if (former === undefined || former.stamp === ask.stamp || waiting.has(former.stamp))
      return [...waiting.values()];
    waiting.set(former.stamp, former);
    next = former;
  }
}

/** The owner declines everything that waits behind this ask, and the ask. */
export function decline(register: Register, ask: Change, reason: LossReason, words = ''): readonly Change[] {
  const against = register.held?.stamp ?? null;
  const loss = words === '' ? { against, reason } : { against, reason, words };
  return [...waitingBefore(register, ask), ask].map((one) => lose(register, one, loss));
}

/** What this office shows: the word it holds, and above it its own asks that follow it and are not proposals. */
export function shownBy(
  { held, asks }: Register,
  office: string,
  isProposal: (ask: Change) => boolean,
): Change | undefined {
  let shown = held;
  for (const ask of asks.values()) {
    if (ask.office === office && !isProposal(ask) && ask.replaces === (shown?.stamp ?? null)) shown = ask;
  }
  return shown;
}
