import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { damageOffer } from '../../domain/backup/loss';
import type { Words } from '../../domain/registry/defineRegistry';
import { errorSentence } from '../../domain/values/errorSentence';
import { formatPlainDate, isPlainDate } from '../../domain/values/plainDate';
import type { Language } from './createWords';
import { russianForm, tatarForm } from './plural';
import { typeset } from './typeset';
import type { Messages } from './ru';

/** Legal time of Tatarstan, as on paper: a workstation set to another zone must not move a date. */
const timeZone = 'Europe/Moscow';

type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];

/** Every message by its place; errors and issues are asked for by their own functions below. */
export type WordKey = Path<Omit<Messages, 'errors' | 'issues'>>;
export type Params = Readonly<Record<string, string | number>>;

/** Topics that hold a word for each code this version knows. */
export type CodeTopic =
  `audit.${'actions' | 'nouns' | 'details' | 'fields' | 'reasons'}` | 'accounts.roles' | 'backup.kinds';

/** A refusal or an issue: a code of `domain/values/` and what fills its sentence. */
interface Coded {
  readonly code: string;
  readonly params?: Params | undefined;
}

/** The words of the window in the operator's language. A key that no locale file has does not compile. */
export function useWords() {
  const { t, te, locale } = useI18n({ useScope: 'global' });
  const language = computed(() => locale.value as Language);

  /** A code that a newer office sent has no sentence here: it is shown as it is. */
  const coded = (topic: 'errors' | 'issues', code: string, params: Params): string => {
    const key = `${topic}["${code}"]`;
    return te(key) ? t(key, datesInWords(params)) : code;
  };

  const offer = (params: Params): string => {
    const { kind, params: filling } = damageOffer(params);
    return t(`damage.${kind}`, filling);
  };

  return {
    language,
    say: (key: WordKey, params: Params = {}): string => t(key, params),
    /** A message with a number in the form that the number asks for; `{n}` is the number, grouped by thousands. */
    count: (key: WordKey, n: number, params: Params = {}): string =>
      t(key, { n: n.toLocaleString('ru-RU'), ...params }, n),
    /** The same of words that a declaration brings along, in forms parted by `|`. */
    countOf: (words: Words, n: number): string => {
      const forms = words[language.value].split('|').map((form) => form.trim());
      const form = language.value === 'ru' ? russianForm(n, forms.length) : tatarForm();
      return typeset((forms[form] ?? '').replace('{n}', n.toLocaleString('ru-RU')));
    },
    /** Words that a declaration of `domain/` brings along. */
    pick: (words: Words): string => words[language.value],
    sayError: ({ code, params = {} }: Coded): string =>
      coded(
        'errors',
        errorSentence(code, params, (one) => te(`errors["${one}"]`)),
        code === 'data.damaged' ? { ...params, offer: offer(params) } : params,
      ),
    sayIssue: (issue: Coded): string => coded('issues', issue.code, issue.params ?? {}),
    /** The word for a code under a topic of messages; what a newer version wrote has none and is shown as it is. */
    sayCode: (topic: CodeTopic, code: string): string =>
      te(`${topic}.${code}`) ? t(`${topic}.${code}`) : code,
    /** A number with thousands apart and a decimal comma. */
    number: (n: number): string => n.toLocaleString('ru-RU'),
    /** Bytes as megabytes with one decimal; nothing is so small that it is none. */
    megabytes: (bytes: number): string =>
      Math.max(0.1, Math.round(bytes / 104_857.6) / 10).toLocaleString('ru-RU'),
    /** An instant as people write it: `21.11.2026, 10:42`. */
    instant: (at: string): string =>
      new Date(at).toLocaleString('ru-RU', { dateStyle: 'short', timeStyle: 'short', timeZone }),
    time: (at: string): string =>
      new Date(at).toLocaleTimeString('ru-RU', { hour: '2-digit', minute: '2-digit', timeZone }),
  };
}

/** Rules name days as they are kept; people read them as they are written. */
const datesInWords = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && isPlainDate(value) ? formatPlainDate(value) : value,
    ]),
  );
