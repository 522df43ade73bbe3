import { computed, ref, watch, type Ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { foldText } from '../../domain/values/foldText';
import { rootRegistries } from '../../domain/registry';
import { useClient } from '../api/client';
import { useWords } from '../locale/useWords';
import { sections } from '../sections';

export interface Finding {
  readonly key: string;
  readonly words: string;
  readonly aside: string;
  readonly to: RouteLocationRaw;
}

export interface FindingGroup {
  readonly topic: 'records' | 'screens' | 'commands';
  readonly findings: readonly Finding[];
}

const typingMs = 80;
const recordLimit = 12;

/** What the window has for the typed words: its screens and commands at once, records as the program answers. */
export function useFindings(typed: Ref<string>) {
  const { say } = useWords();
  const client = useClient();
  const records = ref<readonly Finding[]>([]);
  const asking = ref(false);
  let question = 0;

  const screens = computed<readonly Finding[]>(() =>
    sections.map(({ code, digit, to }) => ({
      key: code,
      words: say(`frame.${code}`),
      aside: say('frame.hotkey', { digit }),
      to,
    })),
  );
  const commands = computed<readonly Finding[]>(() => [
    { key: 'create', words: say('list.create'), aside: '', to: place('new') },
    { key: 'import', words: say('importing.title'), aside: '', to: place('import') },
  ]);

  const groups = computed<readonly FindingGroup[]>(() => {
    const words = foldText(typed.value);
    const fitting = (all: readonly Finding[]): readonly Finding[] =>
      all.filter((one) => foldText(one.words).includes(words));
    const found: readonly FindingGroup[] = [
      { topic: 'records', findings: records.value },
      { topic: 'screens', findings: fitting(screens.value) },
      { topic: 'commands', findings: fitting(commands.value) },
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
    const found =
      words === '' ? [] : await Promise.all(rootRegistries.map(({ code }) => findIn(code, words)));
    if (asked !== question) return;
    records.value = found.flat();
    asking.value = false;
  }

  async function findIn(registry: string, search: string): Promise<readonly Finding[]> {
    const answer = await client.call('record.list', { registry, search, limit: recordLimit });
    const title = rootRegistries.find(({ code }) => code === registry)?.root?.titleField ?? '';
    if (!answer.ok) return [];
    return answer.value.rows.map(({ recordId, fields }) => ({
      key: recordId,
      words: String(fields[title] ?? say('record.noTitle')),
      aside: String(fields['registrationNumber'] ?? fields['inn'] ?? ''),
      to: { name: 'record', params: { registry, recordId } },
    }));
  }

  return { groups, asking };
}

const place = (name: 'new' | 'import'): RouteLocationRaw => ({ name, params: { registry: 'provider' } });
