import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import type { BackupHeader } from '../../domain/backup/backupFile';
import { foldCode, stretchAgain, unwrapDataKey } from '../../db/sealing/keySlots';
import { decrypt, derive, unlessBroken, type DataKey } from '../../db/sealing/sealing';
import { backupPlace, operatorSlot, reachableKeys, recoverySlot } from '../access/keyring';

/**
 * Who can make a backup and who can open one. It is sealed to the public half of a pair (X25519, then HKDF-SHA-256 over
 * the agreement and both public halves), so nobody has to be signed in; the private half lies wrapped by the data key.
 * The public half is told nowhere but in the database: who has only the file can neither open nor forge one.
 */
export interface BodyKey {
  readonly key: Buffer;
  /** Public half made for this file alone, SPKI, base64url. */
  readonly ephemeral: string;
}

export type BackupSecret =
  | { readonly kind: 'recovery'; readonly code: string }
  | { readonly kind: 'password'; readonly login: string; readonly password: string };

export function newBodyKey(backupPublic: string): BodyKey {
  const pair = generateKeyPairSync('x25519');
  const receiver = publicKey(backupPublic);
  const ephemeral = spki(pair.publicKey);
  return { key: bodyKey(pair.privateKey, receiver, ephemeral, spki(receiver)), ephemeral: text(ephemeral) };
}

/** The key of a body by the data key that its header names; undefined when they do not fit. */
export function openBodyKey(header: BackupHeader, keys: readonly DataKey[]): Buffer | undefined {
  const held = keys.find(({ generation }) => generation === header.generation);
  const wrapped = header.keys.find(({ generation }) => generation === header.generation);
  if (held === undefined || wrapped === undefined) return undefined;
  const half = unlessBroken(() =>
    decrypt(derive(held.bytes, 'backup'), backupPlace(held.generation), wrapped.backupPrivate),
  );
  if (half === undefined) return undefined;
  // The two halves came with the file: whatever fails over them is the file's fault, and not every failure has a code.
  try {
    const own = createPrivateKey({ key: half, type: 'pkcs8', format: 'der' });
    const told = Buffer.from(header.ephemeral, 'base64url');
    return bodyKey(own, publicKey(header.ephemeral), told, spki(createPublicKey(own)));
  } catch {
    return undefined;
  }
}

/** The data keys that the secret opens by the slots of the header, the newest first. Empty when it opens none. */
export async function openHeader(header: BackupHeader, secret: BackupSecret): Promise<readonly DataKey[]> {
  const owner = secret.kind === 'recovery' ? recoverySlot : operatorSlot(secret.login);
  const typed = secret.kind === 'recovery' ? foldCode(secret.code) : secret.password;
  for (const slot of header.slots.filter((one) => one.owner === owner).reverse()) {
    const { wrappingKey } = await stretchAgain(typed, slot.stretch);
    const bytes = unwrapDataKey(wrappingKey, owner, slot.generation, slot.wrapped);
    if (bytes !== undefined) return reachableKeys(header.keys, { generation: slot.generation, bytes });
  }
  return [];
}

function bodyKey(own: KeyObject, other: KeyObject, ephemeral: Buffer, receiver: Buffer): Buffer {
  const agreed = diffieHellman({ privateKey: own, publicKey: other });
  return derive(Buffer.concat([agreed, ephemeral, receiver]), 'backup-body');
}

const publicKey = (told: string): KeyObject =>
  createPublicKey({ key: Buffer.from(told, 'base64url'), type: 'spki', format: 'der' });
const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const text = (bytes: Buffer): string => bytes.toString('base64url');
