import { plainText } from '../../values/plainText';
import { issue, ok, type Parsed } from '../../values/result';
import { isUuid } from '../../values/uuid';
import type { FieldKind, FieldValue } from '../fieldKinds';
import type { Words } from '../words';

/**
 * A value that names a record of another registry: its id, or `id@edition` where the field is pinned to one edition of
 * it. What the record is called is no part of the value: it is brought beside it (decision 0035).
 */
export type RecordKind = Extract<FieldKind, { readonly type: 'record' }>;

export interface RecordReference {
  readonly id: string;
  readonly edition: string | null;
}

/**
 * How a record that is named stands. `told`: only its title came, with a package; `absent`: not even that. `hidden`:
 * whoever asks may not read it.
 */
export type NamedState = 'here' | 'withdrawn' | 'destroyed' | 'told' | 'absent' | 'hidden';

export interface NamedTitle {
  readonly title: string | null;
  readonly state: NamedState;
}

/** Said in place of a title, or beside it. */
export const stateWords: Readonly<Partial<Record<NamedState, Words>>> = {
  withdrawn: { ru: 'снята', tt: 'алынган' },
  destroyed: { ru: 'уничтожена', tt: 'юк ителгән' },
  absent: { ru: 'запись ещё не поступила', tt: 'язма әле килмәгән' },
  hidden: { ru: 'сведения закрыты', tt: 'мәгълүмат ябык' },
};

const longestEdition = 60;

/** What a stored value names; null where it names nothing. */
export function readReference(value: FieldValue | undefined): RecordReference | null {
  if (typeof value !== 'string') return null;
  const at = value.indexOf('@');
  const id = at < 0 ? value : value.slice(0, at);
  return isUuid(id) ? { id, edition: at < 0 ? null : value.slice(at + 1) } : null;
}

/** The value that names this record, and this edition of it where there is one. */
export const sayReference = ({ id, edition }: RecordReference): string =>
  edition === null ? id : `${id}@${edition}`;

/** The form of a value; whether there is such a record only those who hold records know. */
export function checkReference({ pinned }: RecordKind, typed: string): Parsed<string> {
  const [, id = '', edition] = /^\s*([0-9a-fA-F-]{36})(?:@(.*))?$/su.exec(typed.trimEnd()) ?? [];
  const reference = readReference(id.toLowerCase());
  if (reference === null || (edition === undefined) !== (pinned === undefined))
    return issue('reference.malformed');
  if (edition === undefined) return ok(reference.id);
  const words = plainText(edition, false);
  const isEdition = words !== null && words !== '' && words.length <= longestEdition;
  return isEdition ? ok(sayReference({ id: reference.id, edition: words })) : issue('reference.malformed');
}
