import type { FieldKind, FieldValues } from '../fieldKinds';

/**
 * A registry whose records are the entries of the lists that rules, terms and forms go by (`reference.list`). Its fields
 * are `list`, `code`, `ru`, `tt`, `groupCode`, `value`, `unit`, `validFromOn`, `validUntilOn`; an entry counts in `active`.
 */
export type DictionaryTrait = true;

export interface ListEntry {
  readonly code: string;
  readonly ru: string;
  readonly tt: string;
  readonly group?: string | undefined;
  readonly value?: number | undefined;
  /** What the number counts, where the rules that read it know that. */
  readonly unit?: string | undefined;
}

interface Kinded {
  readonly kind: FieldKind;
}

/** The lists whose entries are kept as records of this registry. */
export function listsOf(
  root: { readonly fields: Readonly<Record<string, Kinded>> } | undefined,
): readonly string[] {
  const kind = root?.fields['list']?.kind;
  return kind?.type === 'choice' ? kind.options.map(({ code }) => code) : [];
}

export const isEntryCode = (code: string): boolean => /^[A-Za-z][A-Za-z0-9-]*$/.test(code);

/** What a number of this unit may be. */
export function limitOf(unit: string | null): { readonly min: number; readonly max: number } {
  if (unit === 'workingDays') return { min: 0, max: 365 };
  if (unit === 'beforeDay') return { min: 1, max: 28 };
  return { min: 1, max: 3650 };
}

/**
 * The list of one day: of the editions of each code the latest that has begun and not ended. What the program's rules
 * read by its number never leaves the list, and never counts something else: there the shipped entry stands.
 */
export function listInForce(
  shipped: readonly ListEntry[],
  entries: readonly FieldValues[],
  today: string,
): readonly ListEntry[] {
  const held = new Map<string, ListEntry>();
  const begun = entries.filter(({ validFromOn }) => String(validFromOn ?? '') <= today);
  for (const fields of [...begun].sort(byFirstDay)) {
    const entry = entryOf(fields);
    const [ofProgram, until] = [shipped.find(({ code }) => code === entry.code), fields['validUntilOn']];
    const isOver = typeof until === 'string' && until < today;
    if (!isOver && keepsMeaning(ofProgram, entry)) held.set(entry.code, entry);
    else if (isOver) held.delete(entry.code);
  }
  const known = shipped.flatMap((one) => held.get(one.code) ?? (one.value === undefined ? [] : [one]));
  const codes = new Set(shipped.map(({ code }) => code));
  return [...known, ...[...held.values()].filter(({ code }) => !codes.has(code))];
}

const byFirstDay = (a: FieldValues, b: FieldValues): number => {
  const [one, other] = [String(a['validFromOn'] ?? ''), String(b['validFromOn'] ?? '')];
  return one < other ? -1 : Number(one > other);
};

function keepsMeaning(shipped: ListEntry | undefined, { value, unit }: ListEntry): boolean {
  const { min, max } = limitOf(unit ?? null);
  if (value !== undefined && (value < min || value > max)) return false;
  return shipped?.value === undefined || (value !== undefined && (shipped.unit ?? unit) === unit);
}

function entryOf(fields: FieldValues): ListEntry {
  const { groupCode, value, unit } = fields;
  const words = { code: String(fields['code']), ru: String(fields['ru']), tt: String(fields['tt']) };
  return {
    ...words,
    ...(typeof groupCode === 'string' ? { group: groupCode } : {}),
    ...(typeof value === 'number' ? { value } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
  };
}
