import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { isWithinBound, type ScryptCost } from '../../domain/access/scryptCost';
import { decrypt, derive, encrypt, unlessBroken } from './sealing';

/**
 * What a secret is stretched into: a verifier that is kept and a wrapping key that is not. One stretching serves both,
 * so that signing in costs one; neither tells the other (HKDF). Parameters stand beside, so that the cost may rise.
 */
export interface Stretched {
  /** `scrypt$N$r$p$salt$verifier`, all but the numbers in hex. */
  readonly kept: string;
  readonly wrappingKey: Buffer;
}

const verifierLength = 32;
const materialLength = 64;

/** A new secret, with a salt of its own. */
export function stretchNew(secret: string, cost: ScryptCost): Promise<Stretched> {
  return stretch(secret, randomBytes(16), cost);
}

/** Stretches the secret as the kept one was; `matches` tells whether it is the same. Unknown forms never match. */
export async function stretchAgain(
  secret: string,
  kept: string,
): Promise<{ matches: boolean; wrappingKey: Buffer }> {
  const { salt = '', verifier = '', ...numbers } = keptForm.exec(kept)?.groups ?? {};
  const cost: ScryptCost = {
    cost: Number(numbers['cost']),
    blockSize: Number(numbers['blockSize']),
    parallelization: Number(numbers['parallelization']),
  };
  if (!isWithinBound(cost)) return { matches: false, wrappingKey: Buffer.alloc(0) };
  const again = await stretch(secret, Buffer.from(salt, 'hex'), cost);
  const shown = Buffer.from(again.kept.slice(-2 * verifierLength), 'hex');
  return {
    matches: timingSafeEqual(Buffer.from(verifier, 'hex'), shown),
    wrappingKey: again.wrappingKey,
  };
}

/** Whole or nothing: half a line matches no secret. A cost is a power of two that scrypt takes. */
const keptForm =
  /^scrypt\$(?<cost>16384|32768|65536|131072|262144|524288|1048576)\$(?<blockSize>[1-9]\d?)\$(?<parallelization>[1-9]\d?)\$(?<salt>[0-9a-f]{32})\$(?<verifier>[0-9a-f]{64})$/;

/** A line that no secret matches, for stretching where there is nothing to compare with. */
export const decoyOf = ({ cost, blockSize, parallelization }: ScryptCost): string =>
  ['scrypt', cost, blockSize, parallelization, '0'.repeat(32), '0'.repeat(64)].join('$');

/** With zeros for the verifier: enough to stretch a secret again, and nothing that tells whether it is right. */
export const withoutVerifier = (kept: string): string => kept.replace(/[^$]*$/u, '0'.repeat(64));

/** Was it stretched with another cost than today's? Then it is stretched anew at the next chance. */
export const isOutdated = (kept: string, { cost, blockSize, parallelization }: ScryptCost): boolean =>
  !kept.startsWith(`scrypt$${cost}$${blockSize}$${parallelization}$`);

/** The data key wrapped for an owner (`operator/<login>`, `recovery`, `access/<login>`): slots cannot be swapped. */
export const wrapDataKey = (
  wrappingKey: Uint8Array,
  owner: string,
  generation: number,
  dataKey: Uint8Array,
): string => encrypt(wrappingKey, slotPlace(owner, generation), dataKey);

/** The data key, or undefined when the slot is damaged or was made with another secret. */
export function unwrapDataKey(
  wrappingKey: Uint8Array,
  owner: string,
  generation: number,
  wrapped: string,
): Buffer | undefined {
  // A line that could not be read has stretched into nothing.
  if (wrappingKey.length === 0) return undefined;
  return unlessBroken(() => decrypt(wrappingKey, slotPlace(owner, generation), wrapped));
}

/** A code for paper: letters and digits that cannot be taken for one another, in groups of five. */
export function newCode(groups: number): string {
  const letter = (): string => codeLetters.charAt(randomInt(codeLetters.length));
  return Array.from({ length: groups }, () => Array.from({ length: 5 }, letter).join('')).join('-');
}

/** What was typed as a code: case, spaces and hyphens do not matter. */
export const foldCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** Without 0/O, 1/I/L, U/V: 4.9 bits each, so that six groups are 147 bits and three are 73. */
const codeLetters = '23456789ABCDEFGHJKMNPQRSTWXYZ';

const slotPlace = (owner: string, generation: number): string => `slot/${owner}/${generation}`;

async function stretch(secret: string, salt: Buffer, cost: ScryptCost): Promise<Stretched> {
  const material = await scryptOf(secret, salt, cost);
  // The first half is what scrypt gives when it is asked for that alone: verifiers kept by earlier versions stay good.
  const verifier = material.subarray(0, verifierLength);
  const { cost: n, blockSize, parallelization } = cost;
  return {
    kept: ['scrypt', n, blockSize, parallelization, salt.toString('hex'), verifier.toString('hex')].join('$'),
    wrappingKey: derive(material.subarray(verifierLength), 'slot'),
  };
}

function scryptOf(
  secret: string,
  salt: Buffer,
  { cost, blockSize, parallelization }: ScryptCost,
): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    // NFC: the same letters typed on another keyboard layout or system must be the same password.
    scrypt(secret.normalize('NFC'), salt, materialLength, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
