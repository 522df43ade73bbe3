import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { FieldValue } from '../../domain/registry/fieldKinds';

/**
 * Personal data at rest. A sealed record has keys of its own; a value is AES-256-GCM under one of them with a random
 * nonce, bound to its record and field, so that a ciphertext moved elsewhere does not open. Record keys lie wrapped by
 * the office's data key: without the data key nothing opens, and without the record's keys what was logged or backed up
 * stays noise (that is how a record is destroyed). Nothing here may put a plaintext or a key anywhere but into memory.
 */
export interface DataKey {
  readonly generation: number;
  readonly bytes: Uint8Array;
}

/** A key of a record as it lies in `record_key`: which data key wraps it and the wrapping. */
export interface WrappedKey {
  readonly generation: number;
  readonly dataKey: number;
  readonly wrapped: string;
}

export interface Sealing {
  /** A new key for a record, with its wrapping under the newest data key. */
  newRecordKey(recordId: string, generation: number): WrappedKey;
  /** Opens all keys of a record; values are sealed with the newest and opened with the one they name. */
  openRecordKeys(recordId: string, wrapped: readonly WrappedKey[]): RecordKeys;
  /** The same key wrapped by the newest data key. */
  rewrap(recordId: string, key: WrappedKey): WrappedKey;
  /** Tokens of the blind index under every data key held, the newest first. A token tells nothing without the key. */
  tokens(kind: string, text: string): readonly string[];
  /** Seals what belongs to no record (drafts, reasons) under the newest data key. */
  sealText(place: string, text: string): string;
  openText(place: string, sealed: string): string;
  /** Generation of the newest data key. */
  readonly generation: number;
  /** Overwrites the keys. Everything above throws afterwards. */
  wipe(): void;
}

export interface RecordKeys {
  /** Sealed text of a value; `recordId` is that of the row, which may be a row of the record's lists. */
  seal(recordId: string, field: string, value: FieldValue): string;
  open(recordId: string, field: string, sealed: string): FieldValue;
  /** Bytes under the newest key, whose number stands before them, bound to their place. */
  sealBytes(place: string, bytes: Uint8Array): Buffer;
  openBytes(place: string, sealed: Uint8Array): Buffer;
  /** Keyed hashes of a text, by the newest key first: those of another record for the same text are others. */
  addresses(text: string): readonly string[];
}

/** A ciphertext that does not belong where it lies or was altered: damage or tampering, never a normal answer. */
export class SealBroken extends Error {
  constructor(readonly place: string) {
    super('a sealed value does not open');
    this.name = 'SealBroken';
  }
}

/** What opens, or undefined where the ciphertext is not of this key and place. */
export function unlessBroken<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

const nonceLength = 12;
const tagLength = 16;
const generationLength = 4;
const keyLength = 32;
/** Twelve characters of base64url are 72 bits: among millions of tokens two words never meet by chance. */
const tokenLength = 12;

export const newDataKeyBytes = (): Buffer => randomBytes(keyLength);

/** `keys`: the newest first; more than one only while a change of the key is under way. */
export function createSealing(keys: readonly DataKey[]): Sealing {
  const held = keys.map(({ generation, bytes }) => ({
    generation,
    wrap: derive(bytes, 'wrap'),
    index: derive(bytes, 'index'),
    text: derive(bytes, 'text'),
  }));
  let isWiped = false;
  const alive = () => {
    if (isWiped) throw new KeyClosed();
    return held;
  };
  const newest = () => {
    const [first] = alive();
    if (first === undefined) throw new KeyClosed();
    return first;
  };
  const byGeneration = (generation: number) => {
    const found = alive().find((key) => key.generation === generation);
    if (found === undefined) throw new SealBroken(`data key ${generation}`);
    return found;
  };
  const unwrap = (recordId: string, key: WrappedKey): Buffer =>
    decrypt(byGeneration(key.dataKey).wrap, keyPlace(recordId, key.generation), key.wrapped);
  const wrap = (recordId: string, generation: number, bytes: Uint8Array): WrappedKey => ({
    generation,
    dataKey: newest().generation,
    wrapped: encrypt(newest().wrap, keyPlace(recordId, generation), bytes),
  });

  return {
    newRecordKey: (recordId, generation) => wrap(recordId, generation, randomBytes(keyLength)),
    openRecordKeys: (recordId, wrapped) =>
      recordKeys(new Map(wrapped.map((key) => [key.generation, unwrap(recordId, key)]))),
    rewrap: (recordId, key) => wrap(recordId, key.generation, unwrap(recordId, key)),
    tokens: (kind, text) =>
      alive().map(({ index }) =>
        createHmac('sha256', index).update(`${kind}/${text}`).digest('base64url').slice(0, tokenLength),
      ),
    sealText(place, text) {
      const { generation, text: key } = newest();
      return `${generation}.${encrypt(key, place, Buffer.from(text))}`;
    },
    openText(place, sealed) {
      const [generation, body] = splitGeneration(sealed, place);
      return decrypt(byGeneration(generation).text, place, body).toString();
    },
    get generation() {
      return newest().generation;
    },
    wipe() {
      isWiped = true;
      for (const { wrap: a, index, text } of held) for (const key of [a, index, text]) key.fill(0);
    },
  };
}

/** Thrown when sealed data is asked for while nobody who holds the key is signed in. */
export class KeyClosed extends Error {
  constructor() {
    super('the data key is not open');
    this.name = 'KeyClosed';
  }
}

function recordKeys(keys: ReadonlyMap<number, Buffer>): RecordKeys {
  const newest = Math.max(...keys.keys());
  const keyOf = (generation: number, place: string): Buffer => {
    const key = keys.get(generation);
    if (key === undefined) throw new SealBroken(place);
    return key;
  };
  return {
    seal(recordId, field, value) {
      const place = `${recordId}/${field}`;
      return `${newest}.${encrypt(keyOf(newest, place), place, Buffer.from(JSON.stringify(value)))}`;
    },
    open(recordId, field, sealed) {
      const place = `${recordId}/${field}`;
      const [generation, body] = splitGeneration(sealed, place);
      return JSON.parse(decrypt(keyOf(generation, place), place, body).toString()) as FieldValue;
    },
    sealBytes(place, bytes) {
      const generation = Buffer.alloc(generationLength);
      generation.writeUInt32BE(newest);
      return Buffer.concat([generation, encryptBytes(keyOf(newest, place), place, bytes)]);
    },
    openBytes(place, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < generationLength) throw new SealBroken(place);
      const key = keyOf(bytes.readUInt32BE(), place);
      return decryptBytes(key, place, bytes.subarray(generationLength));
    },
    addresses: (text) =>
      [...keys]
        .sort(([a], [b]) => b - a)
        .map(([, key]) => createHmac('sha256', derive(key, 'address')).update(text).digest('hex')),
  };
}

const keyPlace = (recordId: string, generation: number): string => `key/${recordId}/${generation}`;

function splitGeneration(sealed: string, place: string): [number, string] {
  const dot = sealed.indexOf('.');
  const generation = Number(sealed.slice(0, dot));
  if (!Number.isInteger(generation) || String(generation) !== sealed.slice(0, dot))
    throw new SealBroken(place);
  return [generation, sealed.slice(dot + 1)];
}

/** HKDF-SHA-256: one purpose, one key. */
export function derive(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `yardam/${purpose}`, keyLength));
}

/** base64url of nonce, ciphertext and tag; `place` is bound as associated data. */
export const encrypt = (key: Uint8Array, place: string, plain: Uint8Array): string =>
  encryptBytes(key, place, plain).toString('base64url');

/** Throws `SealBroken` when it was not sealed with this key for this place. */
export function decrypt(key: Uint8Array, place: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  // One spelling only: the decoder skips what it does not know and ignores the last bits.
  if (bytes.toString('base64url') !== sealed) throw new SealBroken(place);
  return decryptBytes(key, place, bytes);
}

function encryptBytes(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decryptBytes(key: Uint8Array, place: string, bytes: Buffer): Buffer {
  if (bytes.length < nonceLength + tagLength) throw new SealBroken(place);
  const body = bytes.subarray(nonceLength, bytes.length - tagLength);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(bytes.length - tagLength));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw new SealBroken(place);
  }
}
