import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { isPersonal } from '../../domain/registry/personal';
import { ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Actor, WriteTx } from '../../db/file/handles';
import { resealDrafts } from '../../db/record/draftRepository';
import { resealReasons } from '../../db/access/emergencyRepository';
import { finishDataKey, listDataKeys } from '../../db/sealing/keyRepository';
import { SealBroken, type DataKey } from '../../db/sealing/sealing';
import { countToReseal, recordsToReseal, resealRecord } from '../../db/sealing/sealedRows';
import type { Tasks } from '../tasks/tasks';
import { keysFrom, makeDataKey, makeRecoverySlot, putPasswordSlot } from './keyring';
import { unreadable } from '../record/recordEdits';
import { note, provePassword, type Proven, type SessionDeps } from './sessionService';

/**
 * Changing the key of personal data: a new data key, and every record sealed anew under keys that the former one never
 * wrapped. It goes on in small transactions while work goes on, both keys held; killed in the middle it goes on from
 * where it stood. At the end the former key is retired with every slot of it: the others ask for a code again.
 */
export interface RenewDeps extends SessionDeps {
  readonly tasks: Tasks;
}

/** Short enough that no save waits long. */
const recordsAtOnce = 100;

export async function renewKey(
  deps: RenewDeps,
  actor: Actor,
  { password, taskId }: Parsed<'key.renew'>,
): Promise<Result<Output<'key.renew'>, HandlerError<'key.renew'>>> {
  const proven = await provePassword(deps, actor.login, password);
  if (!proven.ok) return proven;
  // For the whole of it: the desk may be left meanwhile.
  deps.database.vault.open(holder, deps.database.vault.keys());
  const task = deps.tasks.start(taskId);
  try {
    const coming = await begin(deps, actor, proven.value);
    const records = await resealAll(deps, actor, coming, task.progress);
    return records.ok ? await finish(deps, actor, coming, records.value) : records;
  } finally {
    task.end();
    deps.database.vault.release(holder);
  }
}

const holder = 'key.renew';

/** Makes the coming key, or takes up the one that an earlier attempt made. */
async function begin({ database }: RenewDeps, actor: Actor, { wrappingKey }: Proven): Promise<DataKey> {
  const [held] = database.vault.keys();
  await database.write(actor, async (tx) => {
    const rows = await listDataKeys(tx);
    const at = database.now().toISOString();
    if (!rows.some(({ state }) => state === 'coming')) {
      await makeDataKey(tx, at, held);
      await note(tx, 'key.renew', actor.login, at);
    }
    const [newest] = await keysFrom(tx, held);
    if (newest !== undefined) await putPasswordSlot(tx, actor.login, wrappingKey, newest, at);
    return ok(null);
  });
  const keys = await keysFrom(database.read, held);
  database.vault.replace(keys);
  const [newest] = keys;
  if (newest === undefined) throw new Error('the coming key does not open');
  return newest;
}

async function resealAll(
  { database }: RenewDeps,
  actor: Actor,
  { generation }: DataKey,
  progress: (done: number, total: number) => void,
): Promise<Result<number, 'record.unreadable'>> {
  const total = await countToReseal(database.read, generation);
  let done = 0;
  for (;;) {
    const sealed = await database.write(actor, async (tx) => {
      const ids = await recordsToReseal(tx, generation, recordsAtOnce);
      for (const recordId of ids) {
        const resealed = await resealAnywhere(tx, recordId);
        if (!resealed.ok) return resealed;
      }
      return ok(ids.length);
    });
    if (!sealed.ok) return sealed;
    if (sealed.value === 0) return ok(done);
    done += sealed.value;
    progress(done, Math.max(total, done));
  }
}

/** The former key is not given up while a record does not open: what its restoration would want goes with that key. */
async function resealAnywhere(tx: WriteTx, recordId: string): Promise<Result<null, 'record.unreadable'>> {
  for (const root of tx.registries.roots.filter(isPersonal)) {
    try {
      if (await resealRecord(tx, root, recordId)) return ok(null);
    } catch (error) {
      if (error instanceof SealBroken) return unreadable(root, recordId);
      throw error;
    }
  }
  throw new Error('a record key belongs to no record');
}

async function finish(
  { database, policy }: RenewDeps,
  actor: Actor,
  coming: DataKey,
  records: number,
): Promise<Result<Output<'key.renew'>, never>> {
  const result = await database.write(actor, async (tx) => {
    const at = database.now().toISOString();
    // What was created while the last records were sealed lies under the coming key already.
    await resealDrafts(tx);
    await resealReasons(tx);
    await finishDataKey(tx, coming.generation);
    const recoveryCode = await makeRecoverySlot(tx, coming, policy.scrypt, at);
    const object = `key/${coming.generation}`;
    await appendAudit(tx, [{ action: 'key.renewed', object, detail: { records } }], at);
    return ok({ recoveryCode, records });
  });
  database.vault.replace([coming]);
  await database.settle();
  return result;
}
