import { auditActions, auditDetails } from '../../domain/audit/events';
import { childRegistries, rootRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import { useWords, type CodeTopic } from '../locale/useWords';
import type { AuditEntry } from '../stores/auditStore';

/** Every action by its noun: `record` -> `record.save`, … */
export const knownActions: readonly (readonly [string, readonly string[]])[] = Object.entries(
  auditActions,
).map(([noun, verbs]) => [noun, verbs.map((verb) => `${noun}.${verb}`)]);

/** Particulars that are codes, and where their words are. */
const topics: Readonly<Partial<Record<string, CodeTopic>>> = {
  role: 'accounts.roles',
  kind: 'backup.kinds',
  reason: 'audit.reasons',
  by: 'audit.reasons',
};

/** The rest proves a line and says nothing to a reader, or stands beside the name. */
const isTold = ([key, value]: readonly [string, unknown]): boolean =>
  auditDetails.some((detail) => detail === key) && value !== '' && !isDigest(value);
const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** What a line of the journal says to a person: codes of this version in words, other ones as they are. */
export function useAuditWords() {
  const { say, sayCode, sayError, pick } = useWords();

  const action = (code: string): string => sayCode('audit.actions', code);

  /** «поставщик 3c663b95», «учётная запись admin». */
  function object(name: string): string {
    const [noun = '', ...rest] = name.split('/');
    const id = rest.join('/');
    return `${sayCode('audit.nouns', noun)} ${/^[0-9a-f]{8}-/.test(id) ? id.slice(0, 8) : id}`;
  }

  /** Registry and id when the line is about a record. */
  function record(name: string): { registry: string; recordId: string } | null {
    const [registry = '', recordId = ''] = name.split('/');
    return rootRegistries.some(({ code }) => code === registry) ? { registry, recordId } : null;
  }

  /** A field of the record or a list of it. */
  function field(root: Registry, code: string): string {
    const list = childRegistries(root).find((child) => child.code === code);
    const words = root.fields[code]?.label ?? list?.name;
    return words === undefined ? sayCode('audit.fields', code) : pick(words);
  }

  /** «Проверкина А. А. (proverkina)»: names may be alike, logins are not. Older lines have no login. */
  function who({ operator, detail: text }: AuditEntry): string {
    const { login = operator } = parse(text);
    if (operator === '') return say('audit.program');
    return login === operator ? operator : `${operator} (${String(login)})`;
  }

  function detail({ object: name, detail: text }: AuditEntry): string {
    const registry = rootRegistries.find(({ code }) => code === name.split('/')[0]);
    const words = ([key, value]: [string, unknown]): string => {
      if (key === 'error') return sayError({ code: String(value) });
      const topic = topics[key];
      const list = Array.isArray(value) ? value.map(String) : [String(value)];
      const labels =
        registry !== undefined && key === 'fields'
          ? list.map((one) => field(registry, one))
          : list.map((one) => (topic === undefined ? one : sayCode(topic, one)));
      return `${sayCode('audit.details', key)}: ${labels.join(', ')}`;
    };
    return Object.entries(parse(text)).filter(isTold).map(words).join('; ');
  }

  return { action, object, record, who, detail };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
