import type { RouteLocationRaw } from 'vue-router';
import type { Registries } from '../domain/registry';
import type { Registry } from '../domain/registry/defineRegistry';
import type { DeskSection } from '../domain/registry/traits/desk';
import type { Messages } from './locale/ru';

type ClauseName = keyof Messages['clauses'];

/**
 * The sections of the window. Each keeps the digit of the design (Alt+1 … Alt+9), so that fingers need not learn again
 * when the ones between are built. Registries say themselves in which one they stand.
 */
interface Place {
  readonly code: 'today' | 'exchange' | DeskSection;
  readonly digit: number;
  /** The clause that its screens serve: shown in the bottom line, its text by F1. */
  readonly clause: ClauseName;
  /** Paths of its own screens begin so. */
  readonly paths: readonly string[];
}

export interface Section extends Place {
  readonly to: RouteLocationRaw;
  /** What it keeps, as far as it may be read. */
  readonly registries: readonly Registry[];
}

const today: Place = { code: 'today', digit: 1, clause: 'today', paths: [] };
const places: readonly Place[] = [
  today,
  { code: 'registry', digit: 2, clause: 'registry', paths: ['/document/'] },
  { code: 'directory', digit: 3, clause: 'administration', paths: [] },
  { code: 'persons', digit: 4, clause: 'personalData', paths: [] },
  { code: 'requests', digit: 5, clause: 'exchange', paths: [] },
  { code: 'interaction', digit: 6, clause: 'exchange', paths: [] },
  { code: 'reports', digit: 7, clause: 'exchange', paths: [] },
  { code: 'exchange', digit: 8, clause: 'exchange', paths: ['/exchange', '/review'] },
  { code: 'administration', digit: 9, clause: 'administration', paths: ['/administration'] },
];
const own: Readonly<Partial<Record<Place['code'], RouteLocationRaw>>> = {
  today: { name: 'today' },
  exchange: { name: 'exchange' },
  administration: { name: 'administration' },
};

export const listOf = ({ code }: Registry): RouteLocationRaw => ({
  name: 'list',
  params: { registry: code },
});

type MayList = (call: 'record.list', registry?: Registry) => boolean;

/** What a section keeps, as far as it may be read. */
const keptIn = (section: Place['code'], may: MayList, { roots }: Registries): readonly Registry[] =>
  roots.filter((root) => root.root?.desk?.section === section && may('record.list', root));

/** The registries that stand in one section with this one, itself too; none where it has no place there. */
export function besides({ root }: Registry, may: MayList, registries: Registries): readonly Registry[] {
  return root?.desk === undefined ? [] : keptIn(root.desk.section, may, registries);
}

/** The window's own sections, and those with a registry that may be read. */
export function sectionsFor(may: MayList, all: Registries): readonly Section[] {
  return places.flatMap((place) => {
    const registries = keptIn(place.code, may, all);
    const to = own[place.code] ?? registries.map(listOf)[0];
    return to === undefined ? [] : [{ ...place, to, registries }];
  });
}

/** The section that a screen with this path belongs to. */
export function placeOf(path: string, { roots }: Registries): Place {
  const code = /^\/registry\/([^/]+)/u.exec(path)?.[1];
  const section = roots.find((root) => root.code === code)?.root?.desk?.section;
  return (
    places.find((place) => place.code === section || place.paths.some((start) => path.startsWith(start))) ??
    today
  );
}
