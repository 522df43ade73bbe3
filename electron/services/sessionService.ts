import type { HandlerError, Parsed } from '../../domain/contract';
import type { AccessPolicy } from '../../domain/record/accessPolicy';
import { holdsKey, roles, type Role } from '../../domain/record/permissions';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import type { Actor, WriteTx } from '../../db/handles';
import { isOutdated, stretchAgain, stretchNew } from '../../db/keySlots';
import { changeOperator, findOperator, type OperatorRow } from '../../db/repositories/operatorRepository';
import type { DataKey } from '../../db/sealing';
import { openOperatorSlot, putPasswordSlot } from './keyring';

/**
 * Signing in. A wrong login, a wrong password and a blocked account look the same and take the same time; after too many
 * failures the account is locked for a while. Where the role opens personal data, the password opens the data key for
 * this session and nothing else ever does.
 */
export interface SessionDeps {
  readonly database: Database;
  readonly office: { readonly code: string };
  readonly policy: AccessPolicy;
}

export interface SignedIn {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly territory: readonly string[];
  readonly mustChangePassword: boolean;
  readonly key: 'open' | 'awaited' | 'none';
  readonly lastSignInAt: string | null;
}

/** An account whose password was right just now, and what the password opens. */
export interface Proven {
  readonly operator: OperatorRow & { readonly role: Role };
  readonly wrappingKey: Buffer;
}

type Refusal = 'session.refused' | 'session.locked';

export async function signIn(
  deps: SessionDeps,
  sessionId: string,
  { login, password }: Parsed<'session.signIn'>,
): Promise<Result<SignedIn, HandlerError<'session.signIn'>>> {
  const proven = await provePassword(deps, login, password);
  if (!proven.ok) return proven;
  const { operator } = proven.value;
  const keys = holdsKey(operator.role) ? await keysOf(deps, proven.value) : [];
  if (keys.length > 0) deps.database.vault.open(sessionId, keys);
  const { database, policy } = deps;
  const at = database.now().toISOString();
  const renewed = isOutdated(operator.passwordHash, policy.scrypt)
    ? await stretchNew(password, policy.scrypt)
    : null;
  await database.write(actorOf(deps, operator), async (tx) => {
    await changeOperator(tx, login, { lastSignInAt: at, failedCount: 0, lockedUntil: null });
    if (renewed !== null) {
      await changeOperator(tx, login, { passwordHash: renewed.kept });
      await rewrap(tx, login, renewed.wrappingKey, keys, at);
    }
    await note(tx, 'session.signIn', login, at);
    return ok(null);
  });
  return ok({
    login,
    name: operator.name,
    role: operator.role,
    territory: operator.territory,
    mustChangePassword: operator.mustChange,
    key: keys.length > 0 ? 'open' : holdsKey(operator.role) ? 'awaited' : 'none',
    lastSignInAt: operator.lastSignInAt,
  });
}

/** Is it the password of this account, and may the account be used now? Failures are counted and noted. */
export async function provePassword(
  deps: SessionDeps,
  login: string,
  password: string,
): Promise<Result<Proven, Refusal>> {
  const { database, policy } = deps;
  const operator = await findOperator(database.read, login);
  const now = database.now();
  const lockedUntil = operator?.lockedUntil ?? null;
  if (lockedUntil !== null && now.toISOString() < lockedUntil) return locked(lockedUntil, now);
  // A login that does not exist costs what a real one costs, so that time does not tell which do.
  const kept = operator?.passwordHash ?? (await decoy(policy));
  const { matches, wrappingKey } = await stretchAgain(password, kept);
  const role = roles.find((known) => known === operator?.role);
  if (operator !== undefined && matches && operator.blockedAt === null && role !== undefined) {
    return ok({ operator: { ...operator, role }, wrappingKey });
  }
  return countFailure(deps, operator, now);
}

async function countFailure(
  deps: SessionDeps,
  operator: OperatorRow | undefined,
  now: Date,
): Promise<Result<never, Refusal>> {
  const { database, policy } = deps;
  const at = now.toISOString();
  const until = new Date(now.getTime() + policy.lockMinutes * 60_000).toISOString();
  const isLast = operator !== undefined && operator.failedCount + 1 >= policy.lockAfterFailures;
  const actor = operator === undefined ? nobody(deps) : actorOf(deps, operator);
  await database.write(actor, async (tx) => {
    if (operator !== undefined) {
      // Counted in the database: tries at once from two windows are two tries.
      await tx.run('UPDATE operator SET failed_count = failed_count + 1 WHERE login = ?', [operator.login]);
      if (isLast) await changeOperator(tx, operator.login, { failedCount: 0, lockedUntil: until });
    }
    // What was typed for a login that does not exist may be a password typed into the wrong field.
    await note(tx, 'session.refused', operator?.login ?? '', at);
    if (isLast) await note(tx, 'session.locked', operator.login, at);
    return ok(null);
  });
  return isLast ? locked(until, now) : fail('session.refused');
}

/** Slots that the new password opens in the place of those the former one opened. */
export async function rewrap(
  tx: WriteTx,
  login: string,
  wrappingKey: Uint8Array,
  keys: readonly DataKey[],
  at: string,
): Promise<void> {
  const [newest] = keys;
  if (newest !== undefined) await putPasswordSlot(tx, login, wrappingKey, newest, at);
}

/** A damaged slot opens nothing and is said so in the journal; an access code makes a new one. */
export async function keysOf(
  deps: SessionDeps,
  { operator, wrappingKey }: Proven,
): Promise<readonly DataKey[]> {
  const opened = await openOperatorSlot(deps.database.read, operator.login, wrappingKey);
  if (opened !== 'damaged') return opened ?? [];
  await deps.database.write(actorOf(deps, operator), async (tx) => {
    await note(tx, 'key.damaged', operator.login, deps.database.now().toISOString());
    return ok(null);
  });
  return [];
}

export const note = (tx: WriteTx, action: string, login: string, at: string): Promise<void> =>
  appendAudit(tx, [{ action, object: `operator/${login}`, detail: {} }], at);

const actorOf = ({ office }: SessionDeps, { login, name }: OperatorRow): Actor => ({
  login,
  operator: name,
  office: office.code,
});
const nobody = ({ office }: SessionDeps): Actor => ({ login: '', operator: '', office: office.code });

const locked = (until: string, now: Date) => {
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 60_000));
  return fail('session.locked', { params: { until, minutes } });
};

const decoy = async (policy: AccessPolicy): Promise<string> => (await stretchNew('', policy.scrypt)).kept;
