import type { PasswordFault } from '../access/accessPolicy';
import type { Failure } from './result';
import type { ErrorCode } from './errorCodes';
import type { ConfigFault } from './settingsText';

/** The sentences of refusals: one for each code, and one more for each fault where a code tells of several. */
export type ErrorSentence =
  | ErrorCode
  | `password.weak/${PasswordFault}`
  | `file.unwritable/${FileFault}`
  | `config.invalid/${ConfigFault}`;

/** Why a file cannot be had: held by another program, not there, or not allowed. */
export type FileFault = 'held' | 'absent' | 'forbidden';

/** A refusal as it is kept in a list: its code, with the fault where its sentence tells of one. */
export const errorName = ({ code, params }: Failure): string =>
  params?.['fault'] === undefined ? code : `${code}/${params['fault']}`;

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
