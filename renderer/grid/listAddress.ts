import type { LocationQuery } from 'vue-router';
import { readQuestion } from '../../domain/question/readQuestion';
import type { Condition, SortBy } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { wholeList, type ListQuery } from '../stores/listStore';

/**
 * The question of a list as a part of its address, so that Back and a kept link lead to the same records. Words that are
 * searched for among persons are somebody's name: they never stand in an address, which the window's history keeps.
 */
export function toAddress(
  root: Registry,
  { where, sort, search }: ListQuery,
): Readonly<Record<string, string>> {
  return {
    ...(where.length > 0 ? { where: JSON.stringify(where) } : {}),
    ...(sort.length > 0
      ? { sort: sort.map(({ field, descending }) => (descending ? '-' : '') + field).join() }
      : {}),
    ...(search !== '' && !isPersonal(root) ? { search } : {}),
  };
}

/** The question that an address asks; what is none is left out. */
export function fromAddress(root: Registry, query: LocationQuery): ListQuery {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const sort = text('sort')
    .split(',')
    .filter((one) => one !== '')
    .map((one): SortBy => ({ field: one.replace(/^-/, ''), descending: one.startsWith('-') }));
  const where = conditionsIn(text('where'));
  const plain = { descending: false, filters: {} };
  return {
    where: readQuestion(root, { ...plain, where, sort: [] }).ok ? where : [],
    sort: readQuestion(root, { ...plain, where: [], sort }).ok ? sort : [],
    search: isPersonal(root) ? wholeList().search : text('search').slice(0, 200),
  };
}

function conditionsIn(text: string): readonly Condition[] {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every(isCondition) ? read : [];
  } catch {
    return [];
  }
}

const isCondition = (one: unknown): one is Condition =>
  typeof one === 'object' && one !== null && 'field' in one && typeof one.field === 'string';
