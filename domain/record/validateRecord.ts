import type { FieldDeclaration, Registry } from '../registry/defineRegistry';
import { checkValue } from '../registry/kinds/checkValue';
import type { FieldValue, FieldValues, ListRow } from '../registry/fieldKinds';
import type { Issue } from '../values/result';
import { mixedWords } from '../values/foldText';
import { error, warning, type RecordContent, type RecordContext } from './recordContent';

export type { RecordContent, RecordContext } from './recordContent';

/**
 * The one judge of whole records: form, service, import and package ask it and nothing else, so a record good for one
 * is good for all. It knows no registry by name; what must hold between fields comes with the registries. Errors forbid the
 * status `aim`, warnings forbid nothing. A rule that time alone can break may only warn: an untouched record must not
 * become unsavable at midnight.
 */
export function validateRecord(
  registry: Registry,
  record: RecordContent,
  aim: string,
  context: RecordContext,
): Issue[] {
  const reaches = reachedBy(registry, aim);
  const judge: Judge = { context, reaches, aim, fields: record.fields };
  const root = judgeFields(registry, record.fields, '', judge);
  const lists = Object.entries(record.lists).map(([name, rows]) => judgeList(registry, name, rows, judge));
  const checked: RecordContent = {
    fields: root.values,
    lists: Object.fromEntries(lists.map(({ name, values }) => [name, values])),
  };
  const rules = context.rulesOf(registry.code);
  return [
    ...root.issues,
    ...lists.flatMap((list) => list.issues),
    ...(rules?.({ record: checked, context, reaches }) ?? []),
  ];
}

interface Judge {
  readonly context: RecordContext;
  readonly reaches: (status: string) => boolean;
  readonly aim: string;
  /** Of the record, whose rows may be judged. */
  readonly fields: FieldValues;
}
interface Judged {
  readonly values: FieldValues;
  readonly issues: readonly Issue[];
}

function reachedBy(registry: Registry, aim: string): (status: string) => boolean {
  const order = registry.root?.statuses.order ?? [];
  const place = order.indexOf(aim);
  if (place < 0) throw new Error(`registry ${registry.code} has no status ${aim}`);
  return (status) => order.indexOf(status) <= place;
}

function judgeList(registry: Registry, name: string, rows: readonly ListRow[], judge: Judge) {
  const lists = registry.root?.lists ?? {};
  const child = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (child === undefined) return { name, values: [], issues: [error(name, 'field.unknown')] };
  const judged = rows.map((row, index) => judgeFields(child, row, `${name}.${index}.`, judge));
  return { name, values: judged.map(({ values }) => values), issues: judged.flatMap(({ issues }) => issues) };
}

/** `id` is how a row of a list is named; it is no field. */
function judgeFields(registry: Registry, values: FieldValues, prefix: string, judge: Judge): Judged {
  const unknown = Object.keys(values)
    .filter((name) => !Object.hasOwn(registry.fields, name) && !(prefix !== '' && name === 'id'))
    .map((name) => error(prefix + name, 'field.unknown'));
  const good: Record<string, FieldValue> = {};
  const issues = Object.entries(registry.fields).flatMap(([name, field]) => {
    const checked = checkValue(field.kind, values[name], judge.context);
    good[name] = checked.ok ? checked.value : null;
    if (!checked.ok) return [{ ...checked.issue, path: prefix + name, severity: 'error' } as const];
    return [
      ...judgePresence(field, checked.value, prefix + name, judge),
      ...judgeLetters(field, checked.value, prefix + name),
    ];
  });
  return { values: good, issues: [...unknown, ...issues] };
}

/** A Latin letter inside a Cyrillic word of a name: nobody sees it, and a search elsewhere does not find the name. */
function judgeLetters({ kind, search }: FieldDeclaration, value: FieldValue, path: string): Issue[] {
  if (kind.type !== 'text' || search !== true || typeof value !== 'string') return [];
  const [typed] = mixedWords(value);
  return typed === undefined ? [] : [warning(path, 'text.mixedScript', { typed })];
}

function judgePresence(field: FieldDeclaration, value: FieldValue, path: string, judge: Judge): Issue[] {
  const { requiredFrom, requiredIn, onlyWhen } = field;
  const other = onlyWhen === undefined ? null : (judge.fields[onlyWhen.field] ?? null);
  const foreign = onlyWhen !== undefined && !onlyWhen.in.includes(String(other));
  if (value !== null) return foreign && other !== null ? [error(path, 'field.notForEntity')] : [];
  const isNeeded =
    (requiredFrom !== undefined && judge.reaches(requiredFrom)) || requiredIn?.includes(judge.aim) === true;
  return isNeeded && !foreign ? [error(path, 'field.required')] : [];
}
