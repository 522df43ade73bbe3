import type { CallName, HandlerError, Output, Parsed } from '../../domain/contract';
import { findCall } from '../../domain/contract';
import { isAllowed, wantsKey, type Permission } from '../../domain/access/permissions';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { Registries } from '../../domain/registry/index';
import { fail, ok, type Result } from '../../domain/values/result';
import { KeyClosed } from '../../db/sealing/sealing';
import type { OperatorSession } from '../access/sessions';
import { isDiskFull } from '../../db/file/fileFault';

/**
 * The one way in: name -> own key of the contract -> strict parse -> permission -> handler -> check -> Result. Every
 * host goes through here, so every host refuses alike. Nothing thrown leaves: a bug is logged under an id and answered
 * as `system.internal` with that id; inputs are never logged.
 */
export type Handlers = {
  readonly [N in CallName]: (
    session: OperatorSession,
    input: Parsed<N>,
  ) => Result<Output<N>, HandlerError<N>> | Promise<Result<Output<N>, HandlerError<N>>>;
};

/** What every handler looks like once its input has been parsed by the contract's own schema. */
type AnyHandler = (session: OperatorSession, input: unknown) => Result<unknown> | Promise<Result<unknown>>;

/** `unknown`: no such call; `malformed`: an input that the call does not have. */
export type RefusedFor = 'role' | 'unknown' | 'malformed';

export interface DispatcherDeps {
  readonly handlers: Handlers;
  readonly registries: Registries;
  /** Writes down who tried what his role may not, or what no window of this program asks. */
  readonly noteRefusal: (session: OperatorSession, call: string, reason: RefusedFor) => Promise<void>;
  /** Writes down that a record does not open. */
  readonly noteDamage: (session: OperatorSession, registry: string, recordId: string) => Promise<void>;
  /** Writes the bug down and answers the id under which it is found. */
  readonly reportBug: (call: string, error: unknown) => string;
}

export function createDispatcher({
  handlers,
  registries,
  noteRefusal,
  noteDamage,
  reportBug,
}: DispatcherDeps) {
  return async (session: OperatorSession, name: string, input: unknown): Promise<Result<unknown>> => {
    const call = name.slice(0, 100);
    try {
      const spec = findCall(name);
      if (spec === undefined) {
        // The name itself may be anything and is not for the journal.
        if (session.operator !== null) await noteRefusal(session, '', 'unknown');
        return fail('call.unknown', { params: { call } });
      }
      const parsed = spec.input.safeParse(input);
      const problem = parsed.success ? hiddenKey(input) : firstProblem(parsed.error);
      if (!parsed.success || problem !== undefined) {
        if (session.operator !== null) await noteRefusal(session, name, 'malformed');
        return fail('call.malformed', { params: { call, detail: problem ?? '' } });
      }
      const { operator } = session;
      const registry = registryOf(registries, parsed.data);
      if (!isAllowed(spec.allow, operator?.role ?? null, registries, registry)) {
        if (operator === null) return fail('session.required', whyEnded(session));
        await noteRefusal(session, name, 'role');
        return fail('permission.denied', { params: { call: name } });
      }
      if (operator?.mustChangePassword === true && !isForFirstSignIn(name, spec.allow))
        return fail('password.changeRequired');
      // The key that somebody else opened at another desk is not this operator's.
      if (operator?.key !== 'open' && wantsKey(spec.allow, registry)) return fail('key.closed');
      // The contract's types tie each name to its handler; only by an untrusted name the compiler cannot follow.
      const handler = handlers[name as CallName] as AnyHandler;
      const result = await handler(session, parsed.data);
      if (result.ok) return ok(spec.output.parse(result.value));
      // Here, because a refusal undoes what its handler has written.
      const { code, params } = result.error;
      if (code === 'record.unreadable')
        await noteDamage(session, String(params?.['registry']), String(params?.['recordId']));
      return result;
    } catch (error) {
      if (isDiskFull(error)) return fail('disk.full');
      if (error instanceof KeyClosed) return fail('key.closed');
      return fail('system.internal', { params: { id: reportBug(name, error) } });
    }
  };
}

/** A window that has missed the event learns here why it was left. */
const whyEnded = ({ ended }: OperatorSession) => (ended === null ? {} : { params: { why: ended } });

/** Whoever has a first password that others know may do nothing with it but change it. */
const isForFirstSignIn = (name: string, allow: Permission): boolean =>
  allow === 'open' || name === 'session.changePassword';

/** The root registry that an input names, where it names one: it says who holds which right. */
function registryOf(registries: Registries, input: unknown): Registry | undefined {
  const code =
    typeof input === 'object' && input !== null && 'registry' in input ? input.registry : undefined;
  return typeof code === 'string' ? registries.root(code) : undefined;
}

/** A map of names is parsed without its key `__proto__`, and nothing says so; here nothing that was sent is ignored. */
function hiddenKey(input: unknown): '__proto__' | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if (Object.hasOwn(input, '__proto__')) return '__proto__';
  return Object.values(input).some((value) => hiddenKey(value) !== undefined) ? '__proto__' : undefined;
}

function firstProblem(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): string {
  const [first] = error.issues;
  return first === undefined ? '' : `${first.path.map(String).join('.')}: ${first.message}`.slice(0, 300);
}
