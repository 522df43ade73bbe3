import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { holdsKey } from '../../domain/access/permissions';
import { roleNamed, type Role } from '../../domain/access/roles';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, ReadDb, WriteTx } from '../../db/file/handles';
import { stretchNew } from '../../db/sealing/keySlots';
import { dropSlots, listSlotOwners } from '../../db/sealing/keyRepository';
import {
  addOperator,
  changeOperator,
  findOperator,
  listOperators,
  type OperatorRow,
} from '../../db/access/operatorRepository';
import type { AccessRules } from './accessRules';
import { accessSlot, operatorSlot } from './keyring';
import { keysOf, note, provePassword, rewrap, type SessionDeps } from './sessionService';

/**
 * Accounts. One is blocked instead of deleted and its login is never given again; the last administrator who can get in
 * stays one. Whoever keeps accounts has no key: he gives passwords, not access to personal data.
 */
export interface AccountDeps extends SessionDeps {
  readonly access: AccessRules;
  /** Ends what the account has open. */
  readonly endSessions: (login: string) => void;
}

type Account = Output<'user.list'>['accounts'][number];
type Answer<N extends 'user.add' | 'user.change' | 'user.block' | 'user.resetPassword'> = Promise<
  Result<Output<N>, HandlerError<N>>
>;

export async function listAccounts(deps: AccountDeps): Promise<Result<Output<'user.list'>, never>> {
  const { read } = deps.database;
  const owners = await listSlotOwners(read);
  const now = deps.database.now();
  return ok({ accounts: (await listOperators(read)).map((row) => toAccount(read, row, owners, now)) });
}

export async function addAccount(
  deps: AccountDeps,
  actor: Actor,
  input: Parsed<'user.add'>,
): Answer<'user.add'> {
  const { login, name, role, password, territory } = input;
  const judged = await deps.access.judge(password, login);
  if (!judged.ok) return judged;
  if (!hasItsTerritory(role, territory)) return fail('user.territoryNeeded');
  const { kept } = await stretchNew(password, deps.policy.scrypt);
  return deps.database.write(actor, async (tx) => {
    if ((await findOperator(tx, login)) !== undefined) return fail('user.present', { params: { login } });
    const at = deps.database.now().toISOString();
    await addOperator(tx, { login, name, role, territory, passwordHash: kept, mustChange: true }, at);
    await appendAudit(tx, [{ action: 'user.add', object: `operator/${login}`, detail: { role } }], at);
    return accountOf(tx, login, deps.database.now());
  });
}

export async function changeAccount(
  deps: AccountDeps,
  actor: Actor,
  input: Parsed<'user.change'>,
): Answer<'user.change'> {
  const { login, name, role, territory } = input;
  const result = await deps.database.write(actor, async (tx) => {
    const operator = await findOperator(tx, login);
    if (operator === undefined) return notFound(login);
    const next = role ?? roleOf(operator);
    if (!hasItsTerritory(next, territory ?? operator.territory)) return fail('user.territoryNeeded');
    if (next !== 'administrator' && (await isLastAdministrator(tx, login)))
      return fail('user.lastAdministrator');
    await changeOperator(tx, login, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(territory === undefined ? {} : { territory }),
    });
    // A role without personal data keeps no way to them.
    if (!holdsKey(next, tx.registries)) await dropKeys(tx, login);
    const at = deps.database.now().toISOString();
    const detail = { role: next, territory: territory ?? operator.territory };
    await appendAudit(tx, [{ action: 'user.change', object: `operator/${login}`, detail }], at);
    return accountOf(tx, login, deps.database.now());
  });
  if (result.ok) deps.endSessions(login);
  return result;
}

export async function blockAccount(
  deps: AccountDeps,
  actor: Actor,
  { login, blocked }: Parsed<'user.block'>,
): Answer<'user.block'> {
  const result = await deps.database.write(actor, async (tx) => {
    if ((await findOperator(tx, login)) === undefined) return notFound(login);
    if (blocked && (await isLastAdministrator(tx, login))) return fail('user.lastAdministrator');
    const at = deps.database.now().toISOString();
    await changeOperator(tx, login, { blockedAt: blocked ? at : null, lockedUntil: null, failedCount: 0 });
    // Who may no longer come in keeps no way to personal data: a copy of the file would be enough for it.
    if (blocked) await dropKeys(tx, login);
    await note(tx, blocked ? 'user.block' : 'user.unblock', login, at);
    return accountOf(tx, login, deps.database.now());
  });
  if (result.ok && blocked) deps.endSessions(login);
  return result;
}

/** The slot of the former password is of no use to anybody and goes with it. */
export async function resetPassword(
  deps: AccountDeps,
  actor: Actor,
  { login, password }: Parsed<'user.resetPassword'>,
): Answer<'user.resetPassword'> {
  const judged = await deps.access.judge(password, login);
  if (!judged.ok) return judged;
  const { kept } = await stretchNew(password, deps.policy.scrypt);
  const result = await deps.database.write(actor, async (tx) => {
    if ((await findOperator(tx, login)) === undefined) return notFound(login);
    const at = deps.database.now().toISOString();
    await changeOperator(tx, login, {
      passwordHash: kept,
      mustChange: true,
      failedCount: 0,
      lockedUntil: null,
    });
    await dropKeys(tx, login);
    await note(tx, 'user.resetPassword', login, at);
    return accountOf(tx, login, deps.database.now());
  });
  if (result.ok) deps.endSessions(login);
  return result;
}

export async function changePassword(
  deps: AccountDeps,
  actor: Actor,
  { password, newPassword }: Parsed<'session.changePassword'>,
): Promise<Result<Output<'session.changePassword'>, HandlerError<'session.changePassword'>>> {
  const proven = await provePassword(deps, actor.login, password);
  if (!proven.ok) return proven;
  const judged = await deps.access.judge(newPassword, actor.login, password);
  if (!judged.ok) return judged;
  const keys = await keysOf(deps, proven.value);
  const { kept, wrappingKey } = await stretchNew(newPassword, deps.policy.scrypt);
  return deps.database.write(actor, async (tx) => {
    const at = deps.database.now().toISOString();
    await changeOperator(tx, actor.login, { passwordHash: kept, mustChange: false, failedCount: 0 });
    await rewrap(tx, actor.login, wrappingKey, keys, at);
    await note(tx, 'session.changePassword', actor.login, at);
    return ok({});
  });
}

async function dropKeys(tx: WriteTx, login: string): Promise<void> {
  await dropSlots(tx, operatorSlot(login));
  await dropSlots(tx, accessSlot(login));
}

async function isLastAdministrator(db: ReadDb, login: string): Promise<boolean> {
  const able = (await listOperators(db)).filter(
    ({ role, blockedAt }) => role === 'administrator' && blockedAt === null,
  );
  return able.length === 1 && able[0]?.login === login;
}

/** Who sees persons by territory must have one; an empty list would mean the whole republic. */
const hasItsTerritory = (role: Role, territory: readonly string[]): boolean =>
  role !== 'territorialSpecialist' || territory.length > 0;

const roleOf = (operator: OperatorRow): Role => roleNamed(operator.role) ?? 'observer';

const notFound = (login: string) => fail('user.notFound', { params: { login } });

/** The account as it now stands; it was there a moment ago in the same transaction. */
async function accountOf(
  tx: WriteTx,
  login: string,
  now: Date,
): Promise<Result<{ account: Account }, never>> {
  const row = await findOperator(tx, login);
  if (row === undefined) throw new Error('an account vanished in its own transaction');
  return ok({ account: toAccount(tx, row, await listSlotOwners(tx), now) });
}

function toAccount(
  { registries }: ReadDb,
  row: OperatorRow,
  owners: ReadonlyMap<string, string | null>,
  now: Date,
): Account {
  const { login, name, role, territory, lockedUntil, lastSignInAt, mustChange } = row;
  const key = !holdsKey(roleOf(row), registries)
    ? 'none'
    : owners.has(operatorSlot(login))
      ? 'held'
      : 'awaited';
  const given = owners.get(accessSlot(login)) ?? null;
  const codeUntil = given !== null && given > now.toISOString() ? given : null;
  const isBlocked = row.blockedAt !== null;
  return {
    ...{ login, name, role, territory, isBlocked, lockedUntil, lastSignInAt },
    ...{ mustChangePassword: mustChange, key, codeUntil },
  };
}
