import type { Registry } from '../registry/defineRegistry';
import { checkInn } from '../values/inn';
import { checkOgrnOrOgrnip } from '../values/ogrn';
import { parseEmail } from '../values/email';
import { foldText } from '../values/foldText';

/**
 * Which column is which field: by the words of the heading as a whole, else by values that prove themselves (check
 * digits). A heading that resembles two fields is no guess: its cells are kept in the note and the operator decides.
 */
export const leaveOut = '-';
export const keepInNote = '+note';

/** For each column a field's name, `+note` or `-`. No field is named twice. `samples` are rows of the table. */
export function guessColumns(
  registry: Registry,
  header: readonly string[],
  samples: readonly (readonly string[])[],
): string[] {
  const headings = headingsOf(registry);
  const named = header.map((heading) => headings.find(heading));
  const guesses = header.map((heading, column) => {
    const values = samples.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    return named[column] ?? guessByValues(registry, values, named) ?? whatRemains(heading, values);
  });
  return guesses.map((guess, column) => {
    const taken = guess !== leaveOut && guesses.indexOf(guess) < column;
    return taken ? keepInNote : guess;
  });
}

/** Do the columns name fields of a person's to set, each once, and among them those without which no draft can be? */
export function areUsableColumns(registry: Registry, columns: readonly string[]): boolean {
  const named = columns.filter((target) => target !== leaveOut && target !== keepInNote);
  const first = registry.root?.statuses.order[0];
  const needed = Object.keys(registry.fields).filter((name) => registry.fields[name]?.requiredFrom === first);
  return (
    named.every((name) => Object.hasOwn(registry.fields, name) && registry.fields[name]?.system !== true) &&
    new Set(named).size === named.length &&
    needed.every((name) => named.includes(name))
  );
}

function headingsOf(registry: Registry): { find(heading: string): string | undefined } {
  const { headings = {}, ignored = [], fillers: empty = [] } = registry.root?.importing ?? {};
  const fillers = new Set(empty);
  const keyOf = (heading: string): string => {
    const words = foldText(heading).split(' ');
    const telling = words.filter((word) => !fillers.has(word));
    return (telling.length === 0 ? words : telling).join(' ');
  };
  const fields = Object.entries(registry.fields)
    .filter(([, { system }]) => system !== true)
    .flatMap(([field, { label }]) =>
      [label.ru, label.tt, ...(headings[field] ?? [])].map((words) => [keyOf(words), field] as const),
    );
  const known = new Map([...ignored.map((words) => [keyOf(words), leaveOut] as const), ...fields]);
  return { find: (heading) => known.get(keyOf(heading)) };
}

/** The share of values that must pass, and how many there must be, before values speak for a column. */
const enoughShare = 0.8;
const enoughValues = 3;

function guessByValues(
  registry: Registry,
  values: readonly string[],
  named: readonly (string | undefined)[],
): string | undefined {
  if (values.length < enoughValues) return undefined;
  return Object.keys(registry.fields).find((field) => {
    const proves = named.includes(field) ? undefined : proofOf(registry, field);
    return proves !== undefined && values.filter(proves).length >= values.length * enoughShare;
  });
}

/** Only kinds whose values cannot be mistaken for others. */
function proofOf(registry: Registry, field: string): ((value: string) => boolean) | undefined {
  const kind = registry.fields[field]?.kind;
  if (kind?.type === 'emails') return (value) => parseEmail(value).ok;
  if (kind?.type !== 'code') return undefined;
  if (kind.code === 'inn') return (value) => checkInn(value) === null;
  if (kind.code === 'ogrn') return (value) => checkOgrnOrOgrnip(value) === null;
  return undefined;
}

function whatRemains(heading: string, values: readonly string[]): string {
  const countsLines = values.every((value, index) => value === String(index + 1));
  return foldText(heading) === '' && countsLines ? leaveOut : keepInNote;
}
