import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldContext } from '../../domain/registry/fieldContext';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { formatField } from '../../domain/registry/kinds/formatField';
import { systemFieldWords } from '../../domain/registry/systemFields';
import type { Refusal, ToldView } from '../../domain/exchange/packageManifest';
import type { Registries } from '../../domain/registry/index';
import type { LetterChange, NamedRecords } from '../../domain/report/coverLetter';
import { formatPlainDate } from '../../domain/values/plainDate';
import type { LoggedChange } from '../../db/record/changeRepository';
import { titlesOf } from '../../db/record/rootRepository';
import { snakeCase } from '../../db/record/tables';
import { legalDateTime } from '../../domain/values/legalTime';
import { beforeAndAfter, withTitles } from '../record/named/shownTitles';
import type { ExchangeDeps } from './exchangeDeps';

type LetterDeps = Pick<ExchangeDeps, 'database' | 'context'>;

/** Changes in the words of a letter: which record, which field, what it was and became, when and by whom. */
export async function letterChanges(
  deps: LetterDeps,
  changes: readonly LoggedChange[],
  /** Is the addressee shown what the record is called? */
  isTitled: (change: LoggedChange, root: Registry) => boolean = () => true,
): Promise<LetterChange[]> {
  const { registries } = deps.database.read;
  const titles = await titlesByRoot(deps, changes);
  const context = await withTitles(deps.database.read, deps.context(), beforeAndAfter(changes));
  return changes.flatMap((change): LetterChange[] => {
    const registry = registries.find(change.registry);
    // Order of rows and whose row it is mean nothing to a reader.
    if (registry === undefined || change.field === 'position' || change.field === 'parentId') return [];
    const root = registries.rootOf(registry);
    return [
      {
        recordId: change.rootId,
        registry: root.name.ru,
        title: isTitled(change, root) ? (titles.get(change.rootId) ?? '') : '',
        field: fieldWords(registry, change.field),
        before: valueWords(context, registry, change.field, change.before),
        after: valueWords(context, registry, change.field, change.after),
        when: dayAndTime(change.at),
        who: change.operator,
      },
    ];
  });
}

async function titlesByRoot(
  deps: LetterDeps,
  changes: readonly LoggedChange[],
): Promise<ReadonlyMap<string, string>> {
  const { registries } = deps.database.read;
  const idsByRoot = new Map<Registry, Set<string>>();
  for (const { registry, rootId } of changes) {
    const known = registries.find(registry);
    if (known === undefined) continue;
    const root = registries.rootOf(known);
    idsByRoot.set(root, (idsByRoot.get(root) ?? new Set()).add(rootId));
  }
  const titles = new Map<string, string>();
  for (const [root, ids] of idsByRoot) {
    const column = snakeCase(root.root?.titleField ?? 'id');
    for (const [id, title] of await titlesOf(deps.database.read, root.table, column, [...ids]))
      titles.set(id, title);
  }
  return titles;
}

function fieldWords(registry: Registry, field: string): string {
  const label = registry.fields[field]?.label.ru ?? systemFieldWords(field).ru;
  return registry.parent === undefined ? label : `${registry.name.ru}: ${label}`;
}

function valueWords(context: FieldContext, registry: Registry, field: string, value: FieldValue): string {
  const declaration = registry.fields[field];
  if (declaration !== undefined) return formatField(declaration.kind, value, 'ru', context);
  if (field === 'status') return registry.root?.statuses.words[String(value)]?.ru ?? '';
  return typeof value === 'string' ? value : '';
}

function dayAndTime(at: string): string {
  const local = legalDateTime(new Date(at));
  return `${formatPlainDate(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

/** What is said of whole records, counted by registry. */
export function namedRecords(
  { find }: Registries,
  views: readonly ToldView[],
  refused: readonly Refusal[],
): readonly NamedRecords[] {
  const all = [
    ...views.map(({ registry, shows }) => ({
      registry,
      what: typeof shows === 'string' ? shows : ('part' as const),
    })),
    ...refused.map(({ registry }) => ({ registry, what: 'refused' as const })),
  ];
  const counts = new Map<string, NamedRecords>();
  for (const { registry, what } of all) {
    const key = `${what} ${registry}`;
    counts.set(key, {
      what,
      registry: find(registry)?.name.ru ?? registry,
      count: (counts.get(key)?.count ?? 0) + 1,
    });
  }
  return [...counts.values()];
}
