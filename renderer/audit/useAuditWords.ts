import { auditActions, auditObjects } from '../../domain/audit/events';
import { readBackupName } from '../../domain/backup/backupFile';
import { keepInitials } from '../locale/typeset';
import { useWords } from '../locale/useWords';
import type { AuditEntry } from '../stores/auditStore';
import { useReferenceStore } from '../stores/referenceStore';
import { useDetailWords } from './useDetailWords';

/** Every action by its noun: `record` -> `record.save`, … */
export const knownActions: readonly (readonly [string, readonly string[]])[] = Object.entries(
  auditActions,
).map(([noun, verbs]) => [noun, verbs.map((verb) => `${noun}.${verb}`)]);

/** What a line of the journal says to a person: codes of this version in words, other ones as they are. */
export function useAuditWords() {
  const { say, sayCode, pick, instant } = useWords();
  const { detail: particulars, officeName } = useDetailWords();
  const reference = useReferenceStore();

  const action = (code: string): string => sayCode('audit.actions', code);

  /** Registries bring their own word. */
  const nounWord = (noun: string): string => {
    const one = reference.registries.root(noun)?.root?.desk?.one;
    return one === undefined ? sayCode('audit.nouns', noun) : pick(one);
  };

  /** «поставщик 3c663b95», «учётная запись admin», «резервная копия: ежедневная, 22.11.2026, 05:28». */
  function object(name: string): string {
    const [noun = '', ...rest] = name.split('/');
    const id = rest.join('/');
    const word = nounWord(noun);
    const backup = readBackupName(id);
    if (backup !== undefined)
      return `${word}: ${sayCode('backup.kinds', backup.kind)}, ${instant(backup.madeAt)}`;
    return `${word} ${/^[0-9a-f]{8}-/.test(id) ? id.slice(0, 8) : id}`.trim();
  }

  /**
   * What the journal calls that which somebody looks for in the words of the table: a whole cell that is shown, or a noun
   * with the beginning of a number or a login. Anything else is looked for as it was typed.
   */
  function sought(typed: string, shown: readonly AuditEntry[]): string {
    const wanted = plain(typed);
    const cell = shown.find(({ object: name }) => plain(object(name)) === wanted);
    if (cell !== undefined) return cell.object;
    const [best] = [...auditObjects, ...reference.registries.roots.map(({ code }) => `${code}/`)]
      .map((prefix) => ({ prefix, word: plain(nounWord(prefix.replace('/', ''))) }))
      .filter(({ word }) => wanted === word || wanted.startsWith(`${word} `))
      .sort((one, other) => other.word.length - one.word.length);
    return best === undefined ? typed : `${best.prefix}${wanted.slice(best.word.length).trim()}`;
  }

  /** Registry and id when the line is about a record. */
  function record(name: string): { registry: string; recordId: string } | null {
    const [registry = '', recordId = ''] = name.split('/');
    return reference.registries.root(registry) !== undefined ? { registry, recordId } : null;
  }

  /** «Проверкина А. А. (proverkina)»: names may be alike, logins are not. Older lines have no login. */
  function who({ operator, detail: text }: AuditEntry): string {
    const { login = operator } = parse(text);
    if (operator === '') return say('audit.program');
    return login === operator ? operator : `${keepInitials(operator)} (${String(login)})`;
  }

  const detail = ({ object: name, detail: text }: AuditEntry): string => particulars(name, parse(text));

  return { action, object, sought, record, who, detail, officeName };
}

/** Words as they are compared: no difference of case or of kinds of space. */
const plain = (words: string): string => words.replaceAll(/\s+/g, ' ').trim().toLowerCase();

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
