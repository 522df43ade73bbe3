import type { z } from 'zod';
import type { ErrorCode } from '../values/errorCodes';
import type { OfficePermission, Permission } from '../access/permissions';

/**
 * How a call and an event of the contract are described. A query gets a handle that cannot write; a command may write.
 * Inputs are strict: an unknown key is refused, never ignored.
 */
export interface CallSpec<
  K extends 'query' | 'command' = 'query' | 'command',
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends ErrorCode = ErrorCode,
> {
  readonly kind: K;
  /** One line: shown by `yardam list`, in the journal and in the documentation. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** The refusals this call may give besides the dispatcher's own (`dispatcherErrors`). */
  readonly errors: readonly E[];
  readonly allow: Permission;
}

export interface EventSpec<P extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly payload: P;
  /** Who hears it; `signedIn` where nothing else is said. */
  readonly allow: OfficePermission;
}

type Described<I, O, E extends ErrorCode> = {
  summary: string;
  input: I;
  output: O;
  errors: readonly E[];
  allow: Permission;
};

export const query = <I extends z.ZodType, O extends z.ZodType, const E extends ErrorCode>(
  spec: Described<I, O, E>,
): CallSpec<'query', I, O, E> => ({ kind: 'query', ...spec });

export const command = <I extends z.ZodType, O extends z.ZodType, const E extends ErrorCode>(
  spec: Described<I, O, E>,
): CallSpec<'command', I, O, E> => ({ kind: 'command', ...spec });

export const event = <P extends z.ZodType>(
  spec: Omit<EventSpec<P>, 'allow'> & { allow?: OfficePermission },
): EventSpec<P> => ({ allow: 'signedIn', ...spec });

/** Refusals any call may give before or around its handler. */
export const dispatcherErrors = [
  'call.unknown',
  'call.malformed',
  'session.required',
  'permission.denied',
  'system.internal',
  'disk.full',
  'password.changeRequired',
  'key.closed',
] as const satisfies readonly ErrorCode[];
