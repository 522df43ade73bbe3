import { checkAudience } from '../exchange/audienceReads';
import type { Behaviour } from './behaviour';
import { checkInteraction } from './checkInteraction';
import { checkTerms } from './checkTerms';
import { maskFault } from './traits/numbers';
import { statusFault } from '../record/moveJudge';
import type { Registry } from './defineRegistry';

/**
 * The registries of one office as a value: whoever works with records is given it and knows no registry by import, so
 * that offices with different registries live beside each other in one process.
 */
export interface Registries {
  /** Root registries in the order they were given: the only ones that calls may name. */
  readonly roots: readonly Registry[];
  /** Roots and the child registries of their lists. */
  readonly all: readonly Registry[];
  /** The registry with this code, root or child. */
  find(code: string): Registry | undefined;
  /** The root registry with this code. */
  root(code: string): Registry | undefined;
  /** The root that a registry belongs to: itself, or its parent. */
  rootOf(registry: Registry): Registry;
  /** What a root registry does beside what it declares. */
  behaviourOf(code: string): Behaviour;
  rulesOf(code: string): Behaviour['rules'];
  proofOf(code: string): Behaviour['prove'];
  /** What follows from the declarations, worked out at the first question and kept with them. */
  once<T>(derive: (registries: Registries) => T): T;
}

/** Joins declarations into a value. Two of one name, or a list that names another parent, are a bug and thrown. */
export function createRegistries(
  roots: readonly Registry[],
  behaviours: Readonly<Record<string, Behaviour>> = {},
): Registries {
  const all = roots.flatMap((root) => [root, ...childRegistries(root)]);
  const byCode = new Map(all.map((registry) => [registry.code, registry]));
  const tables = new Set(all.map(({ table }) => table));
  if (byCode.size < all.length || tables.size < all.length)
    throw new Error('two registries share a code or a table');
  const rootByCode = new Map(roots.map((root) => [root.code, root]));
  for (const { code, parent } of all) {
    if (parent !== undefined && !rootByCode.has(parent.registry))
      throw new Error(`registry ${code} names an unknown parent`);
  }
  for (const registry of all) checkReferences(registry, rootByCode);
  for (const root of roots) checkTerms(root);
  for (const root of roots) checkInteraction(root);
  for (const root of roots) checkAudience(root);
  for (const root of roots) {
    const fault = statusFault(root);
    const numbers = root.root?.numbers;
    const masked = numbers === undefined ? null : maskFault(root, numbers.mask);
    if (fault !== null || masked !== null) throw new Error(fault ?? masked ?? '');
  }
  const derived = new Map<unknown, unknown>();
  const behaviourOf = (code: string): Behaviour =>
    (Object.hasOwn(behaviours, code) ? behaviours[code] : undefined) ?? {};
  const registries: Registries = {
    roots,
    all,
    find: (code) => byCode.get(code),
    root: (code) => rootByCode.get(code),
    rootOf(registry) {
      const { code, parent } = registry;
      const root = parent === undefined ? registry : rootByCode.get(parent.registry);
      if (root === undefined) throw new Error(`registry ${code} is none of this office`);
      return root;
    },
    behaviourOf,
    rulesOf: (code) => behaviourOf(code).rules,
    proofOf: (code) => behaviourOf(code).prove,
    once<T>(derive: (of: Registries) => T): T {
      if (!derived.has(derive)) derived.set(derive, derive(registries));
      return derived.get(derive) as T;
    },
  };
  return registries;
}

/** A field names records that are none, or hides what it names: the index of references lies open. */
function checkReferences({ code, fields, root }: Registry, roots: ReadonlyMap<string, Registry>): void {
  for (const [field, { kind, sealed, search }] of Object.entries(fields)) {
    if (kind.type !== 'record') continue;
    const target = roots.get(kind.registry);
    const edition = kind.pinned === undefined ? undefined : target?.fields[kind.pinned];
    const isPinned = kind.pinned === undefined || (edition !== undefined && edition.sealed !== true);
    const known = target?.root?.statuses.order ?? [];
    const isKnown = (kind.in ?? []).every((status) => known.includes(status));
    if (target === undefined || !isPinned || !isKnown)
      throw new Error(`field ${code}.${field} names records that are none`);
    if (sealed === true || search === true || root?.titleField === field)
      throw new Error(`field ${code}.${field} names records and is neither sealed, searched nor a title`);
  }
}

/** The registries of a root's lists. */
export function childRegistries(root: Registry): readonly Registry[] {
  return Object.values(root.root?.lists ?? {});
}
