import type { RouteLocationRaw } from 'vue-router';
import type { Messages } from './locale/ru';

export type ClauseName = keyof Messages['clauses'];

export const clauseNames = {
  today: 'today',
  registry: 'registry',
  exchange: 'exchange',
  administration: 'administration',
  audit: 'signIn',
} as const satisfies Record<string, ClauseName>;

/**
 * The sections of the window that exist. Each keeps the digit of the design (Alt+1 … Alt+9), so that fingers need not
 * learn again when the ones between are built.
 */
export interface Section {
  readonly code: 'today' | 'provider' | 'exchange' | 'administration';
  readonly digit: number;
  readonly to: RouteLocationRaw;
  /** Does a screen with this path belong to the section? */
  readonly holds: (path: string) => boolean;
}

export const sections: readonly Section[] = [
  { code: 'today', digit: 1, to: { name: 'today' }, holds: (path) => path === '/' },
  {
    code: 'provider',
    digit: 2,
    to: { name: 'list', params: { registry: 'provider' } },
    holds: (path) => path.startsWith('/registry/provider') || path.startsWith('/document/'),
  },
  { code: 'exchange', digit: 8, to: { name: 'exchange' }, holds: (path) => path === '/exchange' },
  {
    code: 'administration',
    digit: 9,
    to: { name: 'administration' },
    holds: (path) => path.startsWith('/administration'),
  },
];
