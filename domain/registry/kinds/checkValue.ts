import { checkInn } from '../../values/inn';
import { checkKpp } from '../../values/kpp';
import { checkOgrnOrOgrnip } from '../../values/ogrn';
import { checkOkved2 } from '../../values/okved2';
import { checkSnils, normaliseSnils } from '../../values/snils';
import { compact } from '../../values/digitCode';
import { parseEmail } from '../../values/email';
import { maxMoney } from '../../values/money';
import { parseNamePart, parsePersonName } from '../../values/personName';
import { parsePhone } from '../../values/phone';
import { isPlainDate } from '../../values/plainDate';
import { issue, ok, type IssueBody, type Parsed } from '../../values/result';
import { plainText } from '../../values/plainText';
import { checkClassifierCode } from '../classifiers';
import type { FieldContext } from '../fieldContext';
import type { CodeName, FieldKind, FieldValue, Option } from '../fieldKinds';
import { checkReference } from '../references/recordReference';

/**
 * The judge of every value, whoever sends it. The stored form it gives is final: judged again, it stays as it is, so
 * that two offices keep the same bytes. Empty text and an empty list are `null`. Nothing may be guessed here: reading
 * words is the business of `parseField`.
 */
export function checkValue(kind: FieldKind, value: unknown, context: FieldContext): Parsed<FieldValue> {
  if (isNothing(value)) return ok(null);
  switch (kind.type) {
    case 'text':
      return ofString(value, (text) => checkText(kind, text));
    case 'date':
      return ofString(value, (date) => checkDate(kind, date, context.today));
    case 'integer':
      return checkInteger(kind, value);
    case 'year':
      return isWhole(value, 1900, 2100) ? ok(value) : issue('year.malformed');
    case 'money':
      return checkMoney(value);
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : issue('field.malformed');
    case 'choice':
      return ofString(value, (code) => checkChoice(kind.options, code));
    case 'choices':
      return inOrderOf(
        kind.options,
        ofEach(value, (code) => checkChoice(kind.options, code)),
      );
    case 'classifier':
      return ofString(value, (code) => checkClassifierCode(kind.classifier, code, context.classifiers));
    case 'code':
      return ofString(value, (code) => checkCode(kind.code, code));
    case 'codes':
      return ofEach(value, (code) => checkCode(kind.code, code));
    case 'personName':
      return ofString(value, kind.part === true ? parseNamePart : parsePersonName);
    case 'phones':
      return ofEach(value, parsePhone);
    case 'emails':
      return ofEach(value, parseEmail);
    case 'record':
      return ofString(value, (text) => checkReference(kind, text));
  }
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function ofString(value: unknown, check: (text: string) => Parsed<string | null>): Parsed<FieldValue> {
  return typeof value === 'string' ? check(value) : issue('field.malformed');
}

/** Judges each item; the first bad one speaks for all. Equal items are kept once. */
function ofEach(value: unknown, check: (text: string) => Parsed<string>): Parsed<readonly string[] | null> {
  if (!Array.isArray(value)) return issue('field.malformed');
  const items = new Set<string>();
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'string') return issue('field.malformed');
    if (item.trim() === '') continue;
    const checked = check(item);
    if (!checked.ok) return checked;
    items.add(checked.value);
  }
  return ok(items.size === 0 ? null : [...items]);
}

/** A set of choices has no order of its own: kept in the order of the options, it never differs by order alone. */
function inOrderOf(
  options: readonly Option[],
  chosen: Parsed<readonly string[] | null>,
): Parsed<readonly string[] | null> {
  if (!chosen.ok || chosen.value === null) return chosen;
  const codes = chosen.value;
  return ok(options.map(({ code }) => code).filter((code) => codes.includes(code)));
}

function checkText(kind: { max: number; lines?: 'many' }, value: string): Parsed<string | null> {
  const text = plainText(value, kind.lines === 'many');
  if (text === null) return issue('text.control');
  if (text.length > kind.max) return issue('text.tooLong', { max: kind.max });
  return ok(text === '' ? null : text);
}

function checkDate(
  kind: { notAfterToday?: true; notBefore?: string },
  date: string,
  today: string,
): Parsed<string> {
  if (!isPlainDate(date)) return issue('date.malformed');
  if (kind.notAfterToday === true && date > today) return issue('date.future');
  const { notBefore } = kind;
  return notBefore !== undefined && date < notBefore ? issue('date.tooEarly', { notBefore }) : ok(date);
}

const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

function checkInteger({ min, max }: { min: number; max: number }, value: unknown): Parsed<number> {
  if (!isWhole(value, -Infinity, Infinity)) return issue('integer.malformed');
  return isWhole(value, min, max) ? ok(value) : issue('integer.outOfRange', { min, max });
}

function checkMoney(value: unknown): Parsed<number> {
  if (!isWhole(value, -Infinity, Infinity)) return issue('money.malformed');
  if (value < 0) return issue('money.negative');
  return value > maxMoney ? issue('money.tooLarge') : ok(value);
}

function checkChoice(options: readonly Option[], code: string): Parsed<string> {
  return options.some((option) => option.code === code) ? ok(code) : issue('choice.unknown', { typed: code });
}

function checkCode(name: CodeName, typed: string): Parsed<string> {
  const { normalise, check } = codes[name];
  const code = normalise(typed);
  const wrong = check(code);
  return wrong === null ? ok(code) : { ok: false, issue: wrong };
}

const codes: Readonly<
  Record<CodeName, { normalise: (typed: string) => string; check: (code: string) => IssueBody | null }>
> = {
  inn: { normalise: compact, check: checkInn },
  kpp: { normalise: (typed) => compact(typed).toUpperCase(), check: checkKpp },
  ogrn: { normalise: compact, check: checkOgrnOrOgrnip },
  okved2: { normalise: compact, check: checkOkved2 },
  snils: { normalise: normaliseSnils, check: checkSnils },
};
