import type { Registry } from '../registry/defineRegistry';
import { isPersonal } from '../registry/personal';
import { isPlainDate } from '../values/plainDate';
import { fail, ok, type Result } from '../values/result';
import { askedField, type AskedField } from './askedField';
import { readGrouping, type Grouping } from './period';
import type { Asked, Condition, Question, SortBy } from './question';

/**
 * From what a call says to a question that can be answered: each name is known, each condition fits what it speaks of.
 * Sealed fields are asked by `is` alone, through the blind index: an order of ciphertext would be an order of names.
 */
export interface AskedList {
  readonly sort: string | readonly SortBy[];
  readonly descending: boolean;
  /** The older form of conditions: a field is one of these. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly where?: readonly Condition[] | undefined;
}

export type QuestionError = 'filter.unknown' | 'question.unknown' | 'question.malformed' | 'question.sealed';

export function readQuestion(root: Registry, asked: AskedList): Result<Question, QuestionError> {
  const stranger = Object.keys(asked.filters).find((field) => root.root?.filters.includes(field) !== true);
  if (stranger !== undefined) return fail('filter.unknown', { params: { filter: named(stranger) } });
  const filters = Object.entries(asked.filters)
    .filter(([, values]) => values.length > 0)
    .map(([field, values]): Condition => ({ field, in: values }));
  const where = readWhere(root, [...filters, ...(asked.where ?? [])]);
  if (!where.ok) return where;
  const sort = readSort(root, asked);
  return sort.ok ? ok({ where: where.value, sort: sort.value }) : sort;
}

export function readWhere(
  root: Registry,
  where: readonly Condition[],
): Result<readonly Condition[], QuestionError> {
  for (const condition of where) {
    const field = askedField(root, condition.field);
    if (field === undefined) return unknown(condition.field);
    const fault = faultOf(field, condition);
    if (fault !== undefined) return refuse(fault, field);
  }
  return ok(where.map(plain));
}

/** What an answer is grouped by; and the number that is summed, of the record or of a list. */
export function readBy(
  root: Registry,
  by: readonly string[],
): Result<readonly (Grouping & { readonly key: string })[], QuestionError> {
  const groupings: (Grouping & { readonly key: string })[] = [];
  for (const key of by) {
    const grouping = readGrouping(key);
    const field = askedField(root, grouping.field);
    if (field === undefined) return unknown(key);
    if (field.sealed) return refuse('question.sealed', field);
    const isDay = field.shape === 'day' || field.shape === 'instant';
    // Of an instant only its day means something to anybody.
    const fits = grouping.period === undefined ? field.shape !== 'instant' : isDay;
    if (!fits || field.shape === 'rows') return refuse('question.malformed', field);
    groupings.push({ ...grouping, key });
  }
  return ok(groupings);
}

export function readSum(root: Registry, sum: string): Result<AskedField, QuestionError> {
  const field = askedField(root, sum);
  if (field === undefined) return unknown(sum);
  if (field.sealed) return refuse('question.sealed', field);
  return field.shape === 'number' ? ok(field) : refuse('question.malformed', field);
}

function readSort(root: Registry, asked: AskedList): Result<readonly SortBy[], QuestionError> {
  // Names that lie sealed have no order: the word of the older form is not taken for one.
  if (typeof asked.sort === 'string')
    return ok(isPersonal(root) ? [] : [{ field: asked.sort, descending: asked.descending }]);
  for (const { field: name } of asked.sort) {
    const field = isTitle(root, name) ? undefined : askedField(root, name);
    if (isTitle(root, name)) {
      if (isPersonal(root)) return fail('question.sealed', { params: { field: named(name) } });
      continue;
    }
    if (field === undefined) return unknown(name);
    if (field.sealed) return refuse('question.sealed', field);
    if (field.many || field.list !== undefined) return refuse('question.malformed', field);
  }
  const sort = asked.sort.map((one) => (isTitle(root, one.field) ? { ...one, field: 'title' } : one));
  return ok(sort.filter(({ field }, at) => sort.findIndex((one) => one.field === field) === at));
}

/** The title orders by its key, in the order of both alphabets, under either name. */
const isTitle = (root: Registry, name: string): boolean =>
  name === root.root?.titleField || (name === 'title' && !Object.hasOwn(root.fields, name));

function faultOf(field: AskedField, condition: Condition): QuestionError | undefined {
  const { is, from, to, empty, contains } = condition;
  const said = [is, condition.in, from, to, empty, contains].filter((one) => one !== undefined).length;
  if (field.sealed && !(field.blind && said === 1 && is !== undefined)) return 'question.sealed';
  if (said === 0 || (field.shape === 'rows' && (empty === undefined || said > 1)))
    return 'question.malformed';
  const values = [...(is === undefined ? [] : [is]), ...(condition.in ?? [])];
  if (values.length > 0 && !values.every((value) => fits(field, value))) return 'question.malformed';
  for (const end of [from, to])
    if (end !== undefined && (field.many || !isEnd(field, end))) return 'question.malformed';
  return contains !== undefined && field.shape !== 'words' ? 'question.malformed' : undefined;
}

function fits({ shape }: AskedField, value: Asked): boolean {
  if (shape === 'number') return Number.isSafeInteger(value);
  if (shape === 'yesNo') return typeof value === 'boolean';
  if (shape === 'day') return isPlainDate(value);
  return typeof value === 'string' && shape !== 'instant' && shape !== 'rows';
}

const isEnd = ({ shape }: AskedField, value: string | number): boolean =>
  shape === 'number'
    ? Number.isSafeInteger(value)
    : (shape === 'day' || shape === 'instant') && isPlainDate(value);

/** One of one is that one: an index then holds its rows in order. */
function plain(condition: Condition): Condition {
  const [only, ...others] = condition.in ?? [];
  if (only === undefined || others.length > 0 || condition.is !== undefined) return condition;
  const { in: _one, ...rest } = condition;
  return { ...rest, is: only };
}

const unknown = (name: string) => fail('question.unknown', { params: { field: named(name) } });
const refuse = (code: QuestionError, { name }: AskedField) => fail(code, { params: { field: named(name) } });
const named = (name: string): string => name.slice(0, 60);
