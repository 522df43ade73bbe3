import { z } from 'zod';
import { auditCalls } from './contract/auditCalls';
import type { CallSpec } from './contract/call';
import { event, type dispatcherErrors } from './contract/call';
import { accountCalls } from './contract/accountCalls';
import { backupCalls } from './contract/backupCalls';
import { emergencyCalls } from './contract/emergencyCalls';
import { exchangeCalls } from './contract/exchangeCalls';
import { fileCalls } from './contract/fileCalls';
import { importCalls } from './contract/importCalls';
import { shippedCalls } from './contract/shippedCalls';
import { shownOnceCalls } from './contract/shownOnceCalls';
import { questionCalls } from './contract/questionCalls';
import { officeCardCalls } from './contract/officeCardCalls';
import { publicationCalls } from './contract/publicationCalls';
import { recordCalls } from './contract/recordCalls';
import { referenceCalls } from './contract/referenceCalls';
import { reviewCalls } from './contract/reviewCalls';
import { count, sessionEnd } from './contract/shapes';
import { systemCalls } from './contract/systemCalls';
import { termCalls } from './contract/termCalls';
import type { Permission } from './access/permissions';
import type { Result } from './values/result';

/**
 * Everything the program can do, in one list. Carriers (IPC, HTTP, command line) know no call by name: they pass a
 * name and JSON to the dispatcher. To add a call: describe it here, write its handler; the types demand the rest.
 */
export const contract = {
  ...systemCalls,
  ...accountCalls,
  ...emergencyCalls,
  ...shownOnceCalls,
  ...recordCalls,
  ...questionCalls,
  ...referenceCalls,
  ...fileCalls,
  ...termCalls,
  ...importCalls,
  ...publicationCalls,
  ...shippedCalls,
  ...officeCardCalls,
  ...reviewCalls,
  ...exchangeCalls,
  ...auditCalls,
  ...backupCalls,
};

/** Whom each call is allowed, by its name. */
export const callPermissions = (): Record<string, Permission> =>
  Object.fromEntries(Object.entries(contract).map(([name, { allow }]) => [name, allow]));

/** What open windows are told. Ids and numbers only; a window asks for the rest through a call. */
export const events = {
  'record.saved': event({
    summary: 'A record was created, changed or moved',
    payload: z.object({ registry: z.string(), recordId: z.string(), version: z.number() }),
  }),
  'registry.changed': event({
    summary: 'Many records of a registry changed at once (import, package)',
    payload: z.object({ registry: z.string() }),
  }),
  'reference.changed': event({
    summary: 'An entry of a list that rules, terms and forms go by holds otherwise',
    payload: z.object({}),
  }),
  'emergency.taken': event({
    summary: 'Somebody took emergency access to persons of another territory',
    payload: z.object({}),
    allow: 'emergency.watch',
  }),
  'key.accepted': event({
    summary: 'Somebody opened personal data for his account by a code',
    payload: z.object({}),
    allow: 'emergency.watch',
  }),
  'exchange.finished': event({
    summary: 'A round of the exchange ended',
    payload: z.object({ taken: count, applied: count, quarantined: count, waiting: count, laid: count }),
  }),
  'task.progressed': event({
    summary: 'A long task has come this far',
    payload: z.object({ taskId: z.string(), done: count, total: count }),
  }),
  'session.ended': event({
    summary: 'The operator of this window was signed out',
    /** Null where he left himself. */
    payload: z.object({ why: sessionEnd.nullable() }),
  }),
  'once.added': event({
    summary: 'Something that is shown once waits for whoever asked for it',
    payload: z.object({}),
  }),
};

export type Contract = typeof contract;
export type CallName = keyof Contract;
/** What a caller writes: defaults may be left out. */
export type Input<N extends CallName> = z.input<Contract[N]['input']>;
/** What a handler receives: defaults are filled. */
export type Parsed<N extends CallName> = z.output<Contract[N]['input']>;
export type Output<N extends CallName> = Immutable<z.output<Contract[N]['output']>>;
export type HandlerError<N extends CallName> = Contract[N]['errors'][number];
export type CallError<N extends CallName> = HandlerError<N> | (typeof dispatcherErrors)[number];
export type CallResult<N extends CallName> = Result<Output<N>, CallError<N>>;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]['payload']>;

/** What came through a carrier is nobody's to alter. */
type Immutable<T> = T extends readonly (infer U)[]
  ? readonly Immutable<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;

/** The spec of a call by an untrusted name: own keys only, so that `__proto__` or `toString` is no call. */
export function findCall(name: string): CallSpec | undefined {
  return Object.hasOwn(contract, name) ? contract[name as CallName] : undefined;
}
