import { z } from 'zod';
import { scryptBound } from './scryptCost';

/**
 * Numbers of signing in, as data (`resources/access/policy.json`) with their source beside them. Bounds are what keeps
 * a slip of the pen from opening the house: nothing here may be switched off by a zero.
 */
export const accessPolicyShape = z.strictObject({
  source: z.string().min(1),
  password: z.strictObject({
    minLength: z.number().int().min(8).max(64),
    maxLength: z.number().int().min(64).max(500),
    /** Words of the place and the program: alone, with digits or signs around them, they are no password. */
    forbiddenWords: z.array(z.string().min(1)).default([]),
  }),
  scrypt: z.strictObject({
    cost: z
      .number()
      .int()
      .min(2 ** 14)
      .max(scryptBound.cost)
      .refine((cost) => Number.isInteger(Math.log2(cost)), 'no power of two'),
    blockSize: z.number().int().min(8).max(scryptBound.blockSize),
    parallelization: z.number().int().min(1).max(scryptBound.parallelization),
  }),
  lockAfterFailures: z.number().int().min(1).max(100),
  lockMinutes: z.number().min(1),
  idleMinutes: z.number().min(1).max(240),
  /** The longest a session lasts, at work too; an edited policy of an older version does not say it. */
  sessionHours: z.number().min(1).max(24).default(12),
  accessCodeHours: z.number().min(1),
  /** How far the clock may stand from the newest word held before the office is told; it decides nothing. */
  clock: z
    .strictObject({ source: z.string().min(1), apartDays: z.number().int().min(1).max(3650) })
    .default({ source: 'default of the program', apartDays: 366 }),
  emergencyHours: z.number().min(1).max(168),
  /** Searches for emergency access, of one operator in a day: they tell who is known to the office. */
  emergencySearches: z.number().int().min(1).max(100).default(10),
});
export type AccessPolicy = z.infer<typeof accessPolicyShape>;

/** Why a password may not be taken. */
export type PasswordFault = 'short' | 'long' | 'common' | 'login' | 'same';

/** Null when it may be taken. `isCommon` knows the words that guessers try first; they come from outside, being thousands. */
export function findPasswordFault(
  password: string,
  { login, former, isCommon }: { login: string; former?: string; isCommon: (word: string) => boolean },
  policy: AccessPolicy,
): PasswordFault | null {
  const letters = Array.from(password.normalize('NFC'));
  if (letters.length < policy.password.minLength) return 'short';
  if (letters.length > policy.password.maxLength) return 'long';
  if (former !== undefined && former.normalize('NFC') === password.normalize('NFC')) return 'same';
  const word = password.normalize('NFC').toLowerCase();
  const core = lettersOf(word);
  if ([login, ...policy.password.forbiddenWords].some((own) => lettersOf(own.toLowerCase()) === core))
    return 'login';
  return isCommon(word) || new Set(letters).size < 4 ? 'common' : null;
}

/** Without the digits and signs that people put around a word. */
const lettersOf = (word: string): string => word.replaceAll(/[^\p{L}]+/gu, '');
