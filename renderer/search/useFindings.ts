import { computed, ref, watch, type Ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { foldText } from '../../domain/values/foldText';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue, FieldValues } from '../../domain/registry/fieldKinds';
import { formatField } from '../../domain/registry/kinds/formatField';
import { useClient } from '../api/client';
import { useWords } from '../locale/useWords';
import { recordTitle } from '../../domain/record/recordTitle';
import { sectionsFor } from '../sections';
import { useReferenceStore } from '../stores/referenceStore';
import { useSessionStore } from '../stores/sessionStore';

export interface Finding {
  readonly key: string;
  readonly words: string;
  readonly aside: string;
  readonly to: RouteLocationRaw;
}

export interface FindingGroup {
  readonly key: string;
  readonly topic: string;
  readonly findings: readonly Finding[];
}

const typingMs = 80;
const recordLimit = 12;

/** What the window has for the typed words: its screens and commands at once, records as the program answers. */
export function useFindings(typed: Ref<string>) {
  const { say, pick, language, instant } = useWords();
  const client = useClient();
  const session = useSessionStore();
  const reference = useReferenceStore();
  const records = ref<readonly FindingGroup[]>([]);
  const asking = ref(false);
  let question = 0;

  const screens = computed<readonly Finding[]>(() =>
    sectionsFor(session.may, reference.registries).map(({ code, digit, to }) => ({
      key: code,
      words: say(`frame.${code}`),
      aside: say('frame.hotkey', { digit }),
      to,
    })),
  );
  const commands = computed<readonly Finding[]>(() => [
    ...reference.registries.roots.flatMap((registry) => [
      ...(session.may('record.create', registry) ? [command('new', registry, say('list.create'))] : []),
      ...(registry.root?.importing !== undefined && session.may('import.preview', registry)
        ? [command('import', registry, say('importing.title'))]
        : []),
    ]),
    {
      ...{ key: 'password', words: say('access.password.title'), aside: '' },
      to: { name: 'administration', query: { do: 'password' } },
    },
  ]);
  const command = (name: 'new' | 'import', registry: Registry, words: string): Finding => ({
    ...{ key: `${name}-${registry.code}`, words, aside: pick(registry.name) },
    to: { name, params: { registry: registry.code } },
  });

  const groups = computed<readonly FindingGroup[]>(() => {
    const words = foldText(typed.value);
    const fitting = (all: readonly Finding[]): readonly Finding[] =>
      all.filter((one) => foldText(one.words).includes(words));
    const found: readonly FindingGroup[] = [
      ...records.value,
      { key: 'screens', topic: say('search.screens'), findings: fitting(screens.value) },
      { key: 'commands', topic: say('search.commands'), findings: fitting(commands.value) },
    ];
    return found.filter(({ findings }) => findings.length > 0);
  });

  watch(typed, (words, _former, onCleanup) => {
    const asked = ++question;
    asking.value = true;
    const timer = setTimeout(() => void ask(words.trim(), asked), typingMs);
    onCleanup(() => clearTimeout(timer));
  });

  async function ask(words: string, asked: number): Promise<void> {
    const searched = reference.registries.roots.filter(mayFindIn);
    const found = words === '' ? [] : await Promise.all(searched.map((registry) => findIn(registry, words)));
    if (asked !== question) return;
    records.value = found;
    asking.value = false;
  }

  /** Who sees persons without names finds nobody by a name. */
  const mayFindIn = (registry: Registry): boolean =>
    session.may('record.list', registry) && !session.masked(registry) && !session.isClosed(registry);

  async function findIn(registry: Registry, search: string): Promise<FindingGroup> {
    const answer = await client.call('record.list', { registry: registry.code, search, limit: recordLimit });
    const rows = answer.ok ? answer.value.rows : [];
    const findings = rows.map(({ recordId, fields, unreadable, emergencyUntil }) => ({
      key: recordId,
      words:
        recordTitle(registry, fields) ||
        say(unreadable === undefined ? 'record.noTitle' : 'record.unreadable'),
      aside: [
        asideOf(registry, fields),
        ...(emergencyUntil === undefined
          ? []
          : [`! ${say('access.emergency.row', { time: instant(emergencyUntil) })}`]),
      ].join('  '),
      to: { name: 'record', params: { registry: registry.code, recordId } },
    }));
    return { key: registry.code, topic: pick(registry.name), findings };
  }

  /** What tells it apart the surest, and how to call it. */
  function asideOf(registry: Registry, fields: FieldValues): string {
    const telling = registry.root?.desk?.tellsApart ?? [];
    const filled = telling.filter((one) => (fields[one] ?? null) !== null);
    const isPhones = (field: string): boolean => registry.fields[field]?.kind.type === 'phones';
    const first = filled.find((field) => !isPhones(field));
    const told = [...(first === undefined ? [] : [first]), ...filled.filter(isPhones)];
    return told.map((field) => wordsOf(registry, field, fields[field] ?? null)).join('  ');
  }

  function wordsOf(registry: Registry, field: string, value: FieldValue): string {
    const kind = registry.fields[field]?.kind;
    if (kind === undefined) return String(value ?? '');
    return formatField(kind, value, language.value, reference.context);
  }

  return { groups, asking };
}
