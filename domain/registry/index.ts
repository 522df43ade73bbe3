import type { Registry } from './defineRegistry';
import { person } from './person';
import { provider } from './provider';

/** Every root registry the program keeps. A new noun is one line here. */
export const rootRegistries: readonly Registry[] = [provider, person];

/** Roots and the child registries of their lists, by code. */
export const registries: Readonly<Record<string, Registry>> = Object.fromEntries(
  rootRegistries
    .flatMap((root) => [root, ...childRegistries(root)])
    .map((registry) => [registry.code, registry]),
);

export function childRegistries(root: Registry): readonly Registry[] {
  return Object.values(root.root?.lists ?? {});
}

/** The root registry with this code, or undefined: the only registries that calls may name. */
export function rootRegistry(code: string): Registry | undefined {
  return rootRegistries.find((registry) => registry.code === code);
}

/** The root that a registry belongs to: itself, or its parent. */
export function rootOf(registry: Registry): Registry {
  if (registry.parent === undefined) return registry;
  const parent = registries[registry.parent.registry];
  if (parent === undefined) throw new Error(`registry ${registry.code} names an unknown parent`);
  return parent;
}
