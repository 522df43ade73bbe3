import { generateKeyPairSync } from 'node:crypto';
import { foldCode, newCode, stretchNew, unwrapDataKey, wrapDataKey } from '../../db/sealing/keySlots';
import type { ScryptCost } from '../../domain/access/scryptCost';
import type { ReadDb, WriteTx } from '../../db/file/handles';
import {
  addDataKey,
  lastGeneration,
  listDataKeys,
  listSlots,
  putSlot,
  type DataKeyRow,
} from '../../db/sealing/keyRepository';
import {
  decrypt,
  derive,
  encrypt,
  newDataKeyBytes,
  unlessBroken,
  type DataKey,
} from '../../db/sealing/sealing';

/** What the keys of an office are made of and how they hang together; who may have them is decided elsewhere. */
export const operatorSlot = (login: string): string => `operator/${login}`;
export const accessSlot = (login: string): string => `access/${login}`;
export const recoverySlot = 'recovery';

/** 147 bits: typed once in years, kept in a safe. */
const recoveryGroups = 6;

/** Makes a data key with its pair for backups; the chain joins it to the former one while a change is under way. */
export async function makeDataKey(tx: WriteTx, at: string, former?: DataKey): Promise<DataKey> {
  const key: DataKey = { generation: (await lastGeneration(tx)) + 1, bytes: newDataKeyBytes() };
  const pair = generateKeyPairSync('x25519');
  await addDataKey(tx, {
    generation: key.generation,
    state: former === undefined ? 'current' : 'coming',
    madeAt: at,
    byFormer: former === undefined ? null : chain(former, key),
    formerByThis: former === undefined ? null : chain(key, former),
    backupPublic: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    backupPrivate: encrypt(
      derive(key.bytes, 'backup'),
      backupPlace(key.generation),
      pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
    ),
  });
  return key;
}

/** Puts a new recovery code in the place of the former one; the code itself is kept nowhere. */
export async function makeRecoverySlot(
  tx: WriteTx,
  key: DataKey,
  cost: ScryptCost,
  at: string,
): Promise<string> {
  const code = newCode(recoveryGroups);
  await putCodeSlot(tx, recoverySlot, code, key, cost, at, null);
  return code;
}

export async function putCodeSlot(
  tx: WriteTx,
  owner: string,
  code: string,
  key: DataKey,
  cost: ScryptCost,
  at: string,
  expiresAt: string | null,
): Promise<void> {
  const { kept, wrappingKey } = await stretchNew(foldCode(code), cost);
  const wrapped = wrapDataKey(wrappingKey, owner, key.generation, key.bytes);
  await putSlot(tx, { owner, generation: key.generation, secret: kept, wrapped, expiresAt }, at);
}

export async function putPasswordSlot(
  tx: WriteTx,
  login: string,
  wrappingKey: Uint8Array,
  key: DataKey,
  at: string,
): Promise<void> {
  const owner = operatorSlot(login);
  const wrapped = wrapDataKey(wrappingKey, owner, key.generation, key.bytes);
  await putSlot(tx, { owner, generation: key.generation, secret: '', wrapped, expiresAt: null }, at);
}

/** The data keys that an operator's password opens, the newest first; undefined when there is no sound slot. */
export async function openOperatorSlot(
  db: ReadDb,
  login: string,
  wrappingKey: Uint8Array,
): Promise<readonly DataKey[] | 'damaged' | undefined> {
  const [slot] = await listSlots(db, operatorSlot(login));
  if (slot === undefined) return undefined;
  const bytes = unwrapDataKey(wrappingKey, slot.owner, slot.generation, slot.wrapped);
  return bytes === undefined ? 'damaged' : keysFrom(db, { generation: slot.generation, bytes });
}

/** One data key opens the other while a change of the key is under way. */
export async function keysFrom(db: ReadDb, held: DataKey): Promise<readonly DataKey[]> {
  return reachableKeys(await listDataKeys(db), held);
}

type ChainedKey = Pick<DataKeyRow, 'generation' | 'state' | 'byFormer' | 'formerByThis'>;

/** The same for rows that lie elsewhere, as those of a backup do. */
export function reachableKeys(rows: readonly ChainedKey[], held: DataKey): readonly DataKey[] {
  return rows.flatMap((row) => {
    if (row.generation === held.generation) return [held];
    const bytes = otherKey(rows, row, held);
    return bytes === undefined ? [] : [{ generation: row.generation, bytes }];
  });
}

function otherKey(rows: readonly ChainedKey[], row: ChainedKey, held: DataKey): Buffer | undefined {
  const coming = rows.find(({ state }) => state === 'coming');
  const wrapped = row.state === 'coming' ? coming?.byFormer : coming?.formerByThis;
  if (wrapped === undefined || wrapped === null) return undefined;
  return unlessBroken(() => decrypt(derive(held.bytes, 'chain'), chainPlace(row.generation), wrapped));
}

const chain = (by: DataKey, key: DataKey): string =>
  encrypt(derive(by.bytes, 'chain'), chainPlace(key.generation), key.bytes);
const chainPlace = (generation: number): string => `chain/${generation}`;
export const backupPlace = (generation: number): string => `backup/${generation}`;
