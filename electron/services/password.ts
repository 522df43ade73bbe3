import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Passwords are kept as scrypt hashes with their parameters beside them, so that the cost may rise later. */
const current = { cost: 2 ** 15, blockSize: 8, parallelization: 1 };
const keyLength = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, current);
  return ['scrypt', current.cost, current.blockSize, current.parallelization, hex(salt), hex(key)].join('$');
}

/** Is it the password of this hash? A hash of an unknown form never matches. */
export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  const [scheme, cost, blockSize, parallelization, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const parameters = {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  };
  const derived = await derive(password, Buffer.from(salt, 'hex'), parameters);
  const known = Buffer.from(key, 'hex');
  return known.length === derived.length && timingSafeEqual(known, derived);
}

const hex = (bytes: Buffer): string => bytes.toString('hex');

function derive(password: string, salt: Buffer, parameters: typeof current): Promise<Buffer> {
  const options = { ...parameters, maxmem: 256 * parameters.cost * parameters.blockSize };
  return new Promise((resolve, reject) => {
    // NFC: the same letters typed on another keyboard layout or system must be the same password.
    scrypt(password.normalize('NFC'), salt, keyLength, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
