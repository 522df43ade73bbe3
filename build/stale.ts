import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';

const sources = {
  node: ['domain', 'db', 'electron', 'build', 'package.json'],
  renderer: ['domain', 'renderer', 'build', 'package.json'],
} as const;

export type Half = keyof typeof sources;

const proof = { node: 'dist/node/cliMain.js', renderer: 'dist/renderer/index.html' } as const;

/** Is a half of `dist/` missing or older than what it is made of? */
export function isStale(half: Half): boolean {
  const built = modifiedAt(join(root, proof[half]));
  return sources[half].some((source) => newestIn(join(root, source)) > built);
}

function newestIn(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    entry.mtimeMs,
  );
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
