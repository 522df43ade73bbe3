import type { RouteLocationRaw } from 'vue-router';
import type { Registries } from '../domain/registry';
import type { Registry } from '../domain/registry/defineRegistry';
import type { Messages } from './locale/ru';

type ClauseName = keyof Messages['clauses'];

/**
 * The sections of the window that exist. Each keeps the digit of the design (Alt+1 … Alt+9), so that fingers need not
 * learn again when the ones between are built.
 */
export interface Section {
  readonly code: 'today' | 'provider' | 'person' | 'exchange' | 'administration';
  readonly digit: number;
  /** The clause that its screens serve: shown in the bottom line, its text by F1. */
  readonly clause: ClauseName;
  readonly to: RouteLocationRaw;
  /** The registry that the section keeps: without the right to read it the section is not shown. */
  readonly registry?: string;
  /** Does a screen with this path belong to the section? */
  readonly holds: (path: string) => boolean;
}

const today: Section = {
  code: 'today',
  digit: 1,
  clause: 'today',
  to: { name: 'today' },
  holds: (path) => path === '/',
};

const sections: readonly Section[] = [
  today,
  {
    code: 'provider',
    digit: 2,
    clause: 'registry',
    to: { name: 'list', params: { registry: 'provider' } },
    registry: 'provider',
    holds: (path) => path.startsWith('/registry/provider') || path.startsWith('/document/'),
  },
  {
    code: 'person',
    digit: 4,
    clause: 'personalData',
    to: { name: 'list', params: { registry: 'person' } },
    registry: 'person',
    holds: (path) => path.startsWith('/registry/person'),
  },
  {
    code: 'exchange',
    digit: 8,
    clause: 'exchange',
    to: { name: 'exchange' },
    holds: (path) => path === '/exchange' || path === '/review',
  },
  {
    code: 'administration',
    digit: 9,
    clause: 'administration',
    to: { name: 'administration' },
    holds: (path) => path.startsWith('/administration'),
  },
];

/** The sections whose registry may be read. */
export const sectionsFor = (
  may: (call: 'record.list', registry?: Registry) => boolean,
  registries: Registries,
): readonly Section[] =>
  sections.filter(({ registry }) => registry === undefined || may('record.list', registries.root(registry)));

export const sectionOf = (path: string): Section => sections.find(({ holds }) => holds(path)) ?? today;
