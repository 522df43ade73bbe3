import { formatMoney } from '../../values/money';
import { formatPhone } from '../../values/phone';
import { formatPlainDate } from '../../values/plainDate';
import { formatSnils } from '../../values/snils';
import { findEntry, findMunicipality } from '../classifiers';
import type { FieldContext } from '../fieldContext';
import type { ClassifierName, CodeName, FieldKind, FieldValue, Option } from '../fieldKinds';
import { readReference, stateWords, type RecordKind } from '../references/recordReference';
import { no, yes } from './typedWords';

export type Language = 'ru' | 'tt';

/**
 * Says a value in words for people: on the screen, in a table, on paper. Nothing for `null`. A code that the lists do
 * not know is shown as it is, never hidden. What is said here `parseField` reads back.
 */
export function formatField(
  kind: FieldKind,
  value: FieldValue,
  language: Language,
  context: FieldContext,
): string {
  if (value === null) return '';
  const items = (Array.isArray(value) ? value : [value]).map(String);
  return items.map((item) => formatItem(kind, item, language, context)).join(', ');
}

/** `item` is the value itself or, of a list of values, one. */
function formatItem(kind: FieldKind, item: string, language: Language, context: FieldContext): string {
  switch (kind.type) {
    case 'text':
    case 'personName':
    case 'emails':
    case 'integer':
    case 'year':
      return item;
    case 'date':
      return formatPlainDate(item);
    case 'money':
      return formatMoney(Number(item));
    case 'boolean':
      return item === 'true' ? yes[language] : no[language];
    case 'choice':
    case 'choices':
      return wordsOf(kind.options, item, language);
    case 'classifier':
      return wordsOfCode(kind.classifier, item, language, context);
    case 'code':
    case 'codes':
      return formatCode(kind.code, item);
    case 'phones':
      return formatPhone(item);
    case 'record':
      return wordsOfRecord(kind, item, language, context);
  }
}

function wordsOf(options: readonly Option[], code: string, language: Language): string {
  return options.find((option) => option.code === code)?.[language] ?? code;
}

function wordsOfCode(name: ClassifierName, code: string, language: Language, context: FieldContext): string {
  const classifier = context.classifiers[name];
  const entry = findEntry(classifier, code);
  if (entry !== undefined) return entry[language];
  const municipality = name === 'oktmo' ? findMunicipality(classifier, code) : undefined;
  return municipality === undefined ? code : `${municipality[language]} (${code})`;
}

/** What the record is called, where somebody looked it up; its id says at least which one it is. */
function wordsOfRecord(
  { registry }: RecordKind,
  item: string,
  language: Language,
  { titleOf }: FieldContext,
): string {
  const reference = readReference(item);
  if (reference === null) return item;
  const { id, edition } = reference;
  const { title = id, state = 'here' } = titleOf?.(registry, id) ?? {};
  const how = stateWords[state]?.[language];
  if (title === null) return how ?? id;
  const beside = [edition, how].filter((one) => one !== null && one !== undefined);
  return beside.length === 0 ? title : `${title} (${beside.join(', ')})`;
}

const formatCode = (name: CodeName, code: string): string => (name === 'snils' ? formatSnils(code) : code);
