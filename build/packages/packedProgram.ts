import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { z } from 'zod';
import type { System } from './standInElectron';

/** What lies in a packed program, whichever system it is for. */
export interface PackedProgram {
  readonly system: System;
  /** Of the archive, with what was put beside it: path and bytes. */
  readonly files: readonly PackedFile[];
  /** `name@version` of every package of npm, and its folder. */
  readonly packages: ReadonlyMap<string, string>;
  readonly locales: readonly string[];
  /** `name@version` of every part that the bill of materials names, */
  readonly bill: ReadonlySet<string>;
  /** and of those that the program cannot do without. */
  readonly needed: ReadonlySet<string>;
  readonly fuses: Readonly<Record<string, unknown>>;
  /** Of everything but Electron's own. */
  readonly bytes: number;
}

export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  readonly unpacked: boolean;
  /** The first bytes, by which a system knows its own programs. */
  head(): Promise<Buffer>;
}

export const programNames: Readonly<Record<System, string>> = { linux: 'yardam', win32: 'Yardam.exe' };

const manifest = z.object({ version: z.string().optional() });
const ownManifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const billShape = z.object({
  metadata: z.object({ component: z.object({ 'bom-ref': z.string() }) }),
  components: z.array(z.object({ 'bom-ref': z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bill = z.infer<typeof billShape>;

export async function readPackedProgram(folder: string, system: System): Promise<PackedProgram> {
  const resources = join(folder, 'resources');
  const archive = join(resources, 'app.asar');
  const files = readArchive(archive);
  const bill = billShape.parse(JSON.parse(await readFile(join(resources, 'sbom.cdx.json'), 'utf8')));
  return {
    system,
    files,
    packages: readPackages(archive, files),
    locales: await readdir(join(folder, 'locales')),
    bill: new Set(bill.components.map(nameAndVersion)),
    needed: readNeeded(archive, bill),
    fuses: await getCurrentFuseWire(join(folder, programNames[system])),
    bytes: await sizeOf(resources),
  };
}

function readArchive(archive: string): PackedFile[] {
  const found: PackedFile[] = [];
  for (const name of listPackage(archive, { isPack: false })) {
    const path = name.slice(1).replaceAll('\\', '/');
    const entry = statFile(archive, path);
    if ('files' in entry || 'link' in entry) continue;
    found.push({
      path,
      bytes: entry.size,
      unpacked: entry.unpacked,
      head: async () =>
        (entry.unpacked
          ? await readFile(join(`${archive}.unpacked`, path))
          : extractFile(archive, path)
        ).subarray(0, 64),
    });
  }
  return found;
}

/** A folder directly in a `node_modules` is a package; other manifests mark folders of one. */
function readPackages(archive: string, files: readonly PackedFile[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  for (const { path } of files) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1];
    if (folder === undefined) continue;
    const { version } = manifest.parse(JSON.parse(extractFile(archive, path).toString()));
    // By the name that it was asked for, which an alias may have given it.
    packages.set(`${folder.split('node_modules/').at(-1) ?? ''}@${version ?? '?'}`, folder);
  }
  return packages;
}

const nameAndVersion = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`;

/** What is reached from the dependencies in the program's own manifest. */
function readNeeded(archive: string, bill: Bill): ReadonlySet<string> {
  const { dependencies } = ownManifest.parse(JSON.parse(extractFile(archive, 'package.json').toString()));
  const parts = new Map(bill.components.map((part) => [part['bom-ref'], part]));
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const found = new Set<string>();
  const names = new Set<string>();
  const add = (ref: string): void => {
    const part = parts.get(ref);
    if (part === undefined || found.has(ref)) return;
    found.add(ref);
    names.add(nameAndVersion(part));
    needs.get(ref)?.forEach(add);
  };
  const own = needs.get(bill.metadata.component['bom-ref']) ?? [];
  own.filter((ref) => Object.hasOwn(dependencies, parts.get(ref)?.name ?? '')).forEach(add);
  return names;
}

async function sizeOf(path: string): Promise<number> {
  const entry = await stat(path);
  if (!entry.isDirectory()) return entry.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, one) => sum + one, 0);
}
