import type { PasswordFault } from '../access/accessPolicy';
import type { ErrorCode } from './errorCodes';

/** The sentences of refusals: one for each code, and one more for each fault where a code tells of several. */
export type ErrorSentence = ErrorCode | `password.weak/${PasswordFault}` | `file.unwritable/${FileFault}`;

/** Why a file cannot be had: held by another program, not there, or not allowed. */
export type FileFault = 'held' | 'absent' | 'forbidden';

/** Which sentence says this refusal; a fault that this version does not know leaves the sentence of the code. */
export function errorSentence(
  code: string,
  params: Readonly<Record<string, string | number>>,
  isKnown: (sentence: string) => boolean,
): string {
  const { fault } = params;
  const closer = `${code}/${String(fault)}`;
  return fault !== undefined && isKnown(closer) ? closer : code;
}
