import type { AuditAction } from '../../domain/audit/events';
import type { HandlerError, Parsed } from '../../domain/contract';
import type { AccessPolicy } from '../../domain/access/accessPolicy';
import { holdsKey } from '../../domain/access/permissions';
import { roleNamed, type Role } from '../../domain/access/roles';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import { actorOf, type WriteTx } from '../../db/file/handles';
import { decoyOf, isOutdated, stretchAgain, stretchNew } from '../../db/sealing/keySlots';
import { changeOperator, findOperator, type OperatorRow } from '../../db/access/operatorRepository';
import type { DataKey } from '../../db/sealing/sealing';
import { openOperatorSlot, putPasswordSlot } from './keyring';
import type { Standing, UnknownLogins } from './unknownLogins';

/**
 * Signing in. A wrong login, a wrong password and a blocked account look the same and take the same time; after too many
 * failures the login is locked for a while, be there such an account or not. Where the role opens personal data, the
 * password opens the data key for this session and nothing else ever does.
 */
export interface SessionDeps {
  readonly database: Database;
  readonly office: { readonly code: string };
  readonly policy: AccessPolicy;
  readonly unknownLogins: UnknownLogins;
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
  const isHolder = holdsKey(operator.role, deps.database.read.registries);
  const keys = isHolder ? await keysOf(deps, proven.value) : [];
  const { database, policy } = deps;
  const at = database.now().toISOString();
  const renewed = isOutdated(operator.passwordHash, policy.scrypt)
    ? await stretchNew(password, policy.scrypt)
    : null;
  const entered = await database.write(actorOf(operator, deps.office), async (tx) => {
    // Blocked, given another role or password while the password was being proven: whoever that ended stays out.
    if (!isAsProven(await findOperator(tx, login), operator)) return fail('session.refused');
    await changeOperator(tx, login, { lastSignInAt: at, failedCount: 0, lockedUntil: null });
    if (renewed !== null) {
      await changeOperator(tx, login, { passwordHash: renewed.kept });
      await rewrap(tx, login, renewed.wrappingKey, keys, at);
    }
    await note(tx, 'session.signIn', login, at);
    return ok(null);
  });
  if (!entered.ok) return entered;
  // Whoever sat here before leaves no key behind.
  database.vault.release(sessionId);
  if (keys.length > 0) database.vault.open(sessionId, keys);
  return ok({
    login,
    name: operator.name,
    role: operator.role,
    territory: operator.territory,
    mustChangePassword: operator.mustChange,
    key: keys.length > 0 ? 'open' : isHolder ? 'awaited' : 'none',
    lastSignInAt: operator.lastSignInAt,
  });
}

/** Is it the password of this account, and may the account be used now? Failures are counted and noted. */
export async function provePassword(
  deps: SessionDeps,
  login: string,
  password: string,
): Promise<Result<Proven, Refusal>> {
  const { database, policy, unknownLogins } = deps;
  const operator = await findOperator(database.read, login);
  const refusal = lockOf(operator ?? unknownLogins.standingOf(login), database.now());
  if (refusal !== null) return refusal;
  // A login that does not exist costs what a real one costs, so that time does not tell which do.
  const { matches, wrappingKey } = await stretchAgain(
    password,
    operator?.passwordHash ?? decoyOf(policy.scrypt),
  );
  const actor = actorOf(operator, deps.office);
  // Judged one after another by what the database then says: of many tries at once none slips past the lock.
  const judged = await database.write(actor, async (tx) => {
    const now = database.now();
    const current = await findOperator(tx, login);
    const lockedMeanwhile = lockOf(current ?? unknownLogins.standingOf(login), now);
    if (lockedMeanwhile !== null) return ok(lockedMeanwhile);
    const role = roleNamed(current?.role);
    const isRight = matches && current?.passwordHash === operator?.passwordHash;
    if (isRight && current !== undefined && current.blockedAt === null && role !== undefined)
      return ok(ok({ operator: { ...current, role }, wrappingKey }));
    return ok(await countFailure(deps, tx, login, current, now));
  });
  return judged.value;
}

async function countFailure(
  { policy, unknownLogins }: SessionDeps,
  tx: WriteTx,
  login: string,
  operator: OperatorRow | undefined,
  now: Date,
): Promise<Result<never, Refusal>> {
  const at = now.toISOString();
  // What was typed for a login that does not exist may be a password typed into the wrong field.
  const noted = operator?.login ?? '';
  await note(tx, 'session.refused', noted, at);
  const failedCount = (operator ?? unknownLogins.standingOf(login)).failedCount + 1;
  const isOver = failedCount >= policy.lockAfterFailures;
  const until = new Date(now.getTime() + policy.lockMinutes * 60_000).toISOString();
  const standing = isOver ? { failedCount: 0, lockedUntil: until } : { failedCount, lockedUntil: null };
  if (operator === undefined) unknownLogins.keep(login, standing, now);
  else await changeOperator(tx, login, standing);
  if (!isOver) return fail('session.refused');
  await note(tx, 'session.locked', noted, at);
  return locked(until, now);
}

const isAsProven = (current: OperatorRow | undefined, proven: OperatorRow): boolean =>
  current !== undefined &&
  current.blockedAt === null &&
  current.role === proven.role &&
  current.passwordHash === proven.passwordHash;

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
  await deps.database.write(actorOf(operator, deps.office), async (tx) => {
    await note(tx, 'key.damaged', operator.login, deps.database.now().toISOString());
    return ok(null);
  });
  return [];
}

export const note = (tx: WriteTx, action: AuditAction, login: string, at: string): Promise<void> =>
  appendAudit(tx, [{ action, object: `operator/${login}`, detail: {} }], at);

const lockOf = ({ lockedUntil: until }: Standing, now: Date) =>
  until !== null && now.toISOString() < until ? locked(until, now) : null;

const locked = (until: string, now: Date) => {
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 60_000));
  return fail('session.locked', { params: { until, minutes } });
};
