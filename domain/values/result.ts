import type { ErrorCode } from './errorCodes';
import type { IssueCode } from './issueCodes';

/** What fills the gaps of a sentence in `locale/`. */
export type Params = Readonly<Record<string, string | number>>;

/** A named refusal. `params` fill the sentence of `locale/`; `issues` point at fields. Never carries a stack. */
export interface Failure<E extends ErrorCode = ErrorCode> {
  readonly code: E;
  readonly params?: Params;
  readonly issues?: readonly Issue[];
}

/** What is wrong with a value, not yet said of which field. */
export interface IssueBody {
  readonly code: IssueCode;
  readonly params?: Params;
}

/** What is wrong with one field. `path` is `inn` or, inside a list, `places.2.oktmo` (index of the row as sent). */
export interface Issue extends IssueBody {
  readonly path: string;
  readonly severity: 'error' | 'warning';
}

/** What reading a value gives: the value in its stored form, or why it is not one. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: IssueBody };

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E extends ErrorCode> = { readonly ok: false; readonly error: Failure<E> };
/** Services return it; `throw` is left for bugs and lost disks. */
export type Result<T, E extends ErrorCode = ErrorCode> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const fail = <E extends ErrorCode>(
  code: E,
  details: { params?: Params; issues?: readonly Issue[] } = {},
): Err<E> => ({ ok: false, error: { code, ...details } });

/** Refuses a value with an issue: the other half of `Parsed`. */
export const issue = (code: IssueCode, params?: Params): Parsed<never> => ({
  ok: false,
  issue: params === undefined ? { code } : { code, params },
});
