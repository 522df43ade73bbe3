import { compact } from '../../values/digitCode';
import { foldText } from '../../values/foldText';
import { parseMoney } from '../../values/money';
import { parsePlainDate } from '../../values/plainDate';
import { issue, ok, type Parsed } from '../../values/result';
import { checkValue } from './checkValue';
import { findByWords } from '../classifiers';
import type { FieldContext } from '../fieldContext';
import type { ClassifierName, FieldKind, FieldValue, Option } from '../fieldKinds';
import { checkReference, type RecordKind } from '../references/recordReference';
import { optionFillers, optionJoiners, typedNo, typedYes } from './typedWords';

/**
 * Reads what a person typed or a spreadsheet holds. Only spelling is forgiven: words that could mean two things are
 * refused. What was read is judged by `checkValue`, so a form can let nothing in that a package could not.
 */
export function parseField(kind: FieldKind, typed: string, context: FieldContext): Parsed<FieldValue> {
  if (isBlank(kind, typed)) return ok(null);
  const read = readTyped(kind, typed, context);
  return read.ok ? checkValue(kind, read.value, context) : read;
}

function readTyped(kind: FieldKind, typed: string, context: FieldContext): Parsed<FieldValue> {
  switch (kind.type) {
    case 'text':
    case 'code':
    case 'personName':
      return ok(typed);
    case 'date':
      return parsePlainDate(typed, context.today);
    case 'integer':
      return readWhole(typed) ?? issue('integer.malformed');
    case 'year':
      return readWhole(typed) ?? issue('year.malformed');
    case 'money':
      return parseMoney(typed);
    case 'boolean':
      return readBoolean(typed);
    case 'choice':
      return readChoice(kind.options, typed);
    case 'choices':
      return readChoices(kind.options, typed);
    case 'classifier':
      return readClassifier(kind.classifier, typed, context);
    case 'codes':
    case 'phones':
    case 'emails':
      return ok(itemsOf(typed));
    case 'record':
      return readRecord(kind, typed, context);
  }
}

/** A lone dash in a cell says that there is nothing; in text it may be meant. */
function isBlank(kind: FieldKind, typed: string): boolean {
  const text = typed.trim();
  return text === '' || (kind.type !== 'text' && /^[-\u2010-\u2015]+$/u.test(text));
}

const itemsOf = (typed: string): readonly string[] => typed.split(/[;,\n]/);

function readWhole(typed: string): Parsed<number> | undefined {
  const text = compact(typed);
  return /^-?\d{1,15}$/.test(text) ? ok(Number(text)) : undefined;
}

function readBoolean(typed: string): Parsed<boolean> {
  const word = foldText(typed);
  if (typedYes.includes(word)) return ok(true);
  return typedNo.includes(word) ? ok(false) : issue('boolean.unknown', { typed });
}

/**
 * By code, by words, or by the only option that begins so (`полустационар`) or goes on with words that add nothing
 * (`стационарная форма`). A cell that begins with an option and goes on otherwise is not that option: `стационарная не
 * оказывается` says the opposite.
 */
function readChoice(options: readonly Option[], typed: string): Parsed<string> {
  const words = foldText(typed);
  const says = (same: (spelling: string) => boolean) => (option: Option) =>
    [option.ru, option.tt].some((spelling) => same(foldText(spelling)));
  const code = typed.trim();
  const option =
    options.find((one) => one.code === code) ??
    options.find(says((spelling) => spelling === words)) ??
    onlyOne(options.filter(says((spelling) => words.length > 2 && spelling.startsWith(words)))) ??
    onlyOne(
      options.filter(says((spelling) => words.startsWith(`${spelling} `) && addsNothing(words, spelling))),
    );
  return option === undefined ? issue('choice.unknown', { typed: code }) : ok(option.code);
}

const addsNothing = (words: string, spelling: string): boolean =>
  words
    .slice(spelling.length + 1)
    .split(' ')
    .every((word) => optionFillers.includes(word));

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

function readChoices(options: readonly Option[], typed: string): Parsed<readonly string[]> {
  const codes: string[] = [];
  for (const item of itemsOf(typed)) {
    if (item.trim() === '') continue;
    const whole = readChoice(options, item);
    const parts = whole.ok ? [whole] : item.split(optionJoiners).map((part) => readChoice(options, part));
    const read = parts.flatMap((part) => (part.ok ? [part.value] : []));
    // The words of the whole are the ones to complain of: half of a sentence says another thing.
    if (read.length < parts.length) return issue('choice.unknown', { typed: item.trim() });
    codes.push(...read);
  }
  return ok(codes);
}

/** By its id, or by words where whoever asks has looked up what they name. */
function readRecord(kind: RecordKind, typed: string, { namedBy }: FieldContext): Parsed<string> {
  const text = typed.trim();
  if (checkReference(kind, text).ok) return ok(text);
  const named = namedBy?.(kind, text) ?? [];
  const [only, ...others] = named;
  if (only === undefined) return issue('reference.unknown', { typed: text });
  return others.length > 0 ? issue('reference.ambiguous', { typed: text, count: named.length }) : ok(only);
}

/** By code, by words, or as `formatField` writes a settlement: `Азнакаевский муниципальный район (92602101)`. */
function readClassifier(name: ClassifierName, typed: string, context: FieldContext): Parsed<string> {
  const text = typed.trim();
  if (/^[\d\s\-\u2010-\u2015]+$/u.test(text)) return ok(text);
  const [, words, code] = /^(.*\S)\s*\((\d+)\)$/u.exec(text) ?? [];
  const entry = findByWords(name, words ?? text, context.classifiers);
  const inside = code === undefined || code.startsWith(entry?.code.slice(0, 5) ?? ' ');
  return entry === undefined || !inside
    ? issue('classifier.unknown', { typed: text })
    : ok(code ?? entry.code);
}
