import { auditDetails } from '../../domain/audit/events';
import { childRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import { formatPlainDate, isPlainDate } from '../../domain/values/plainDate';
import { useWords, type CodeTopic } from '../locale/useWords';
import { useAccountWords } from '../session/useAccountWords';
import { useReferenceStore } from '../stores/referenceStore';
import { useSessionStore } from '../stores/sessionStore';

/** Particulars that are codes, and where their words are. */
const topics: Readonly<Partial<Record<string, CodeTopic>>> = {
  role: 'accounts.roles',
  kind: 'backup.kinds',
  reason: 'audit.reasons',
  by: 'audit.reasons',
};

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The rest proves a line and says nothing to a reader, or stands beside the name. */
const isTold = ([key, value]: readonly [string, unknown]): boolean =>
  auditDetails.some((detail) => detail === key) &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !isDigest(value);
const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** The particulars of a line as people write them: days, instants, megabytes, names instead of codes. */
export function useDetailWords() {
  const { say, sayCode, sayError, pick, instant, megabytes } = useWords();
  const { placeWords } = useAccountWords();
  const reference = useReferenceStore();
  const session = useSessionStore();

  function officeName(code: string): string {
    if (session.office?.code === code) return session.office.name;
    return session.office?.peers.find((peer) => peer.code === code)?.name ?? code;
  }

  /** A field of the record or a list of it. */
  function field(root: Registry, code: string): string {
    const list = childRegistries(root).find((child) => child.code === code);
    const words = root.fields[code]?.label ?? list?.name;
    return words === undefined ? sayCode('audit.fields', code) : pick(words);
  }

  function ground(code: string): string {
    const entry = reference.of('destructionGrounds').entries.find((one) => one.code === code);
    return entry === undefined ? code : pick(entry);
  }

  function one(key: string, value: string): string {
    if (key === 'error') return sayError({ code: value });
    if (key === 'bytes') return `${megabytes(Number(value))} ${say('backup.size')}`;
    if (key === 'territory') return placeWords(value);
    if (key === 'peer') return officeName(value);
    if (key === 'ground') return ground(value);
    if (value === 'true' || value === 'false') return say(value === 'true' ? 'frame.yes' : 'frame.no');
    if (instantShape.test(value)) return instant(value);
    if (isPlainDate(value)) return formatPlainDate(value);
    const topic = topics[key];
    return topic === undefined ? value : sayCode(topic, value);
  }

  function detail(object: string, particulars: Readonly<Record<string, unknown>>): string {
    const registry = reference.registries.root(object.split('/')[0] ?? '');
    const words = ([key, value]: [string, unknown]): string => {
      const list = Array.isArray(value) ? value.map(String) : [String(value)];
      const isFields = registry !== undefined && key === 'fields';
      const labels = list.map((code) => (isFields ? field(registry, code) : one(key, code)));
      // Which records were destroyed stands in lines of their own.
      const told = key === 'records' && Array.isArray(value) ? String(value.length) : labels.join(', ');
      return `${sayCode('audit.details', key)}: ${told}`;
    };
    return Object.entries(particulars).filter(isTold).map(words).join('; ');
  }

  return { detail, officeName };
}
