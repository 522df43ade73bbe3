import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openDataShape, type OpenData } from '../../../domain/publication/passport';
import type { Classifiers } from '../../../domain/registry/classifiers';

/**
 * Lists that ship as data in `resources/` and may be edited there: classifiers, grounds of decisions, terms, settings, numbering.
 * Read once at start; an entry keeps its source beside it in the file.
 */
const entry = z.object({
  code: z.string(),
  ru: z.string(),
  tt: z.string(),
  also: z.array(z.string()).optional(),
  group: z.string().optional(),
  value: z.number().optional(),
  /** What the number counts. */
  unit: z.string().optional(),
  /** A term tells its number by its unit (`domain/term/countTerm.ts`). */
  count: z.number().optional(),
  day: z.number().optional(),
});
const listShape = z.object({ source: z.string(), entries: z.array(entry) });
const mask = z.string().regex(/\{n(:\d+)?\}/);
/** Where territorial offices decide, each has a series of its own: without its index two would give one number. */
const numberingShape = z.object({
  source: z.string(),
  masks: z.record(z.string(), z.object({ ministry: mask, territorial: mask.regex(/\{(index|office)\}/) })),
});

const decidersShape = z.object({
  source: z.string(),
  deciders: z.record(z.string(), z.enum(['ministry', 'territorial'])),
});

/** The number of a term is the number of its entry. */
function withValues({ source, entries }: z.infer<typeof listShape>): ReferenceList {
  return {
    source,
    entries: entries.map(({ count, day, value = count ?? day, ...one }) =>
      value === undefined ? one : { ...one, value },
    ),
  };
}

type Entry = Omit<z.infer<typeof entry>, 'count' | 'day'>;
export interface ReferenceList {
  readonly source: string;
  readonly entries: readonly Entry[];
}
const fileLimitShape = z.object({ source: z.string(), maxMb: z.number().int().min(1).max(1000) });
export type NumberMasks = Readonly<z.infer<typeof numberingShape>['masks']>;

/** By the name of the list, its file in `resources/`. */
export const referenceFiles = {
  oktmo: 'classifiers/oktmo.json',
  okopf: 'classifiers/okopf.json',
  services: 'classifiers/services.json',
  providerGrounds: 'registry/providerGrounds.json',
  providerSettings: 'registry/providerSettings.json',
  terms: 'registry/terms.json',
  destructionGrounds: 'registry/destructionGrounds.json',
} as const;

export type ReferenceName = keyof typeof referenceFiles;

export interface References {
  readonly lists: Readonly<Record<ReferenceName, ReferenceList>>;
  readonly classifiers: Classifiers;
  /** Editable numbers that rules go by: staleness in days. */
  readonly settings: Readonly<Record<string, number>>;
  /** Masks of registration numbers by registry and by who decides; `{n:6}` is the running number with six digits. */
  readonly numberMasks: NumberMasks;
  /** Who decides on records that are born now, by registry. */
  readonly deciders: Readonly<Record<string, 'ministry' | 'territorial'>>;
  /** The largest file that is attached to a record, in bytes. */
  readonly maxFileBytes: number;
  /** What the passport of open data says. */
  readonly openData: OpenData;
}

export async function loadReferences(resourcesFolder: string): Promise<References> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(resourcesFolder, file), 'utf8'));
  const list = async (name: ReferenceName) => withValues(listShape.parse(await read(referenceFiles[name])));
  const [oktmo, okopf, services, providerGrounds, providerSettings, terms, destructionGrounds] =
    await Promise.all([
      list('oktmo'),
      list('okopf'),
      list('services'),
      list('providerGrounds'),
      list('providerSettings'),
      list('terms'),
      list('destructionGrounds'),
    ]);
  const numbering = numberingShape.parse(await read('registry/numbering.json'));
  return {
    lists: { oktmo, okopf, services, providerGrounds, providerSettings, terms, destructionGrounds },
    classifiers: { oktmo: readable(oktmo), okopf: readable(okopf) },
    settings: settingsOf(providerSettings),
    numberMasks: numbering.masks,
    maxFileBytes: fileLimitShape.parse(await read('registry/files.json')).maxMb * 1024 * 1024,
    deciders: decidersShape.parse(await read('registry/deciders.json')).deciders,
    openData: openDataShape.parse(await read('registry/openData.json')),
  };
}

/** Editable numbers by the code of their entry. */
export const settingsOf = ({ entries }: ReferenceList): References['settings'] =>
  Object.fromEntries(entries.flatMap(({ code, value }) => (value === undefined ? [] : [[code, value]])));

/** zod's optional keys may be undefined; the declared ones may only be absent. */
function readable(list: ReferenceList): Classifiers['oktmo'] {
  return {
    source: list.source,
    entries: list.entries.map(({ code, ru, tt, also }) =>
      also === undefined ? { code, ru, tt } : { code, ru, tt, also },
    ),
  };
}
