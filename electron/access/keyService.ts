import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { holds, holdsKey } from '../../domain/access/permissions';
import { roleNamed } from '../../domain/access/roles';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { foldCode, newCode, stretchAgain, unwrapDataKey } from '../../db/sealing/keySlots';
import { lastAction } from '../../db/journal/auditRepository';
import { dropSlots, listDataKeys, listSlots } from '../../db/sealing/keyRepository';
import { findOperator } from '../../db/access/operatorRepository';
import type { DataKey } from '../../db/sealing/sealing';
import {
  accessSlot,
  keysFrom,
  makeDataKey,
  makeRecoverySlot,
  putCodeSlot,
  putPasswordSlot,
  recoverySlot,
} from './keyring';
import { note, provePassword, type SessionDeps } from './sessionService';

/**
 * Who opens personal data. The key is made once with a printed recovery code; from then on whoever holds it lets others
 * in by a code that its owner types once beside his password. An administrator alone lets nobody in: he has no key to
 * give (0013). Codes are kept stretched only.
 */
type Answer<N extends 'key.create' | 'key.grant' | 'key.accept' | 'key.renewRecovery' | 'key.status'> =
  Promise<Result<Output<N>, HandlerError<N>>>;

/** 73 bits for a few days, behind a password. */
const accessGroups = 3;

export async function keyStatus({ database }: SessionDeps): Answer<'key.status'> {
  const keys = await listDataKeys(database.read);
  return ok({
    exists: keys.length > 0,
    isOpen: database.vault.isOpen(),
    isChanging: keys.some(({ state }) => state === 'coming'),
    madeAt: keys.find(({ state }) => state === 'current')?.madeAt ?? null,
  });
}

export async function createKey(deps: SessionDeps, actor: Actor): Answer<'key.create'> {
  return deps.database.write(actor, async (tx) => {
    if ((await listDataKeys(tx)).length > 0) return fail('key.present');
    const at = deps.database.now().toISOString();
    const key = await makeDataKey(tx, at);
    const recoveryCode = await makeRecoverySlot(tx, key, deps.policy.scrypt, at);
    await appendAudit(tx, [{ action: 'key.create', object: `key/${key.generation}`, detail: {} }], at);
    return ok({ recoveryCode });
  });
}

export async function grantKey(
  deps: SessionDeps,
  actor: Actor,
  { login }: Parsed<'key.grant'>,
): Answer<'key.grant'> {
  const { database, policy } = deps;
  const operator = await findOperator(database.read, login);
  if (operator === undefined || operator.blockedAt !== null)
    return fail('user.notFound', { params: { login } });
  const role = roleNamed(operator.role);
  if (role === undefined || !holdsKey(role, database.read.registries))
    return fail('user.keyless', { params: { login } });
  const [key] = database.vault.keys();
  const accessCode = newCode(accessGroups);
  const now = database.now();
  const expiresAt = new Date(now.getTime() + policy.accessCodeHours * 3_600_000).toISOString();
  return database.write(actor, async (tx) => {
    const at = now.toISOString();
    await putCodeSlot(tx, accessSlot(login), accessCode, key, policy.scrypt, at, expiresAt);
    await note(tx, 'key.grant', login, at);
    return ok({ accessCode, expiresAt });
  });
}

/**
 * The code opens the key, the password takes its place; an access code is spent by that. The recovery code of a new key
 * was printed by who may not see persons: the first who may give the key on gets another in the same step, and what was
 * printed opens nothing from then on.
 */
export async function acceptKey(
  deps: SessionDeps,
  sessionId: string,
  actor: Actor,
  { code, password }: Parsed<'key.accept'>,
): Answer<'key.accept'> {
  const { database } = deps;
  const proven = await provePassword(deps, actor.login, password);
  if (!proven.ok) return proven;
  if ((await listDataKeys(database.read)).length === 0) return fail('key.absent');
  const opened = await openByCode(deps, actor.login, code);
  if (opened === undefined) {
    await database.write(actor, async (tx) => {
      await note(tx, 'key.refused', actor.login, database.now().toISOString());
      return ok(null);
    });
    return fail('key.refused');
  }
  const keys = await keysFrom(database.read, opened.key);
  const [newest] = keys;
  if (newest === undefined) return fail('key.refused');
  const result = await database.write(actor, async (tx) => {
    const at = database.now().toISOString();
    await putPasswordSlot(tx, actor.login, proven.value.wrappingKey, newest, at);
    if (opened.owner !== recoverySlot) await dropSlots(tx, opened.owner);
    const detail = { by: opened.owner === recoverySlot ? 'recovery' : 'access' };
    await appendAudit(tx, [{ action: 'key.accept', object: `operator/${actor.login}`, detail }], at);
    const mayGive = holds(proven.value.operator.role, 'key.grant');
    if (opened.owner !== recoverySlot || !mayGive || !(await isCodeOfMaker(tx)))
      return ok({ recoveryCode: null });
    const recoveryCode = await makeRecoverySlot(tx, newest, deps.policy.scrypt, at);
    await note(tx, 'key.renewRecovery', actor.login, at);
    return ok({ recoveryCode });
  });
  database.vault.open(sessionId, keys);
  return result;
}

export async function renewRecovery(
  deps: SessionDeps,
  actor: Actor,
  { password }: Parsed<'key.renewRecovery'>,
): Answer<'key.renewRecovery'> {
  const { database, policy } = deps;
  const proven = await provePassword(deps, actor.login, password);
  if (!proven.ok) return proven;
  const [key] = database.vault.keys();
  return database.write(actor, async (tx) => {
    const at = database.now().toISOString();
    const recoveryCode = await makeRecoverySlot(tx, key, policy.scrypt, at);
    await note(tx, 'key.renewRecovery', actor.login, at);
    return ok({ recoveryCode });
  });
}

/** Is the recovery code still the one that was shown to whoever made the key? The journal tells: nobody may rewrite it. */
async function isCodeOfMaker(tx: WriteTx): Promise<boolean> {
  const last = await lastAction(tx, ['key.create', 'key.renewRecovery', 'key.renew']);
  return last === 'key.create';
}

async function openByCode(
  { database }: SessionDeps,
  login: string,
  typed: string,
): Promise<{ key: DataKey; owner: string } | undefined> {
  const now = database.now().toISOString();
  for (const owner of [accessSlot(login), recoverySlot]) {
    const [slot] = await listSlots(database.read, owner);
    if (slot === undefined || (slot.expiresAt !== null && slot.expiresAt < now)) continue;
    const { matches, wrappingKey } = await stretchAgain(foldCode(typed), slot.secret);
    const bytes = matches ? unwrapDataKey(wrappingKey, owner, slot.generation, slot.wrapped) : undefined;
    if (bytes !== undefined) return { key: { generation: slot.generation, bytes }, owner };
  }
  return undefined;
}
