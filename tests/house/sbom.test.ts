import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** The bill of materials of a release, made as `npm run dist` makes it, against the lock file and the sources. */
const root = join(import.meta.dirname, '..', '..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** What CycloneDX 1.5 demands of the parts that we give, and a hash of each package, which it does not. */
const component = z.object({
  type: z.enum(['application', 'library', 'framework']),
  'bom-ref': z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith('pkg:npm/'),
  scope: z.enum(['required', 'optional', 'excluded']),
  hashes: z
    .array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
    .min(1),
});
const shape = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.enum(['1.5', '1.6']),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.object({ timestamp: z.iso.datetime(), component: component.omit({ hashes: true }) }),
  components: z.array(component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.literal(true).optional(),
      devOptional: z.literal(true).optional(),
      // The runtimes of the developers' own machines: Electron brings another to the users.
      optional: z.literal(true).optional(),
    }),
  ),
});

let bill: z.infer<typeof shape>;
const versionsOf = (name: string): readonly string[] =>
  bill.components.filter((one) => one.name === name).map(({ version }) => version);

beforeAll(async () => {
  // As where a build of the window came before it, which says so to whatever it starts.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'build/sbom.ts'], { cwd: root, env });
  bill = shape.parse(read('release/sbom.cdx.json'));
}, 120_000);

describe('the bill of materials', () => {
  it('names the program, and each of its parts once', () => {
    const { name, version } = z.object({ name: z.string(), version: z.string() }).parse(read('package.json'));
    expect(bill.metadata.component).toMatchObject({ type: 'application', name, version });
    const refs = bill.components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('holds every package that the program needs, at the version of the lock file', () => {
    const needed = Object.entries(lockShape.parse(read('package-lock.json')).packages).filter(
      ([path, { dev, devOptional, optional }]) =>
        path !== '' && dev === undefined && devOptional === undefined && optional === undefined,
    );
    // Headers that the engine would be compiled with; what is prebuilt needs none.
    const compiled = 'node_modules/node-addon-api';
    expect(needed.length).toBeGreaterThan(50);
    const missing = needed.filter(([path, { version = '' }]) => {
      if (path === compiled) return false;
      const [name = ''] = path.split('node_modules/').slice(-1);
      return !versionsOf(name).includes(version);
    });
    expect(missing).toEqual([]);
  });

  it('is of at most 120 packages, Electron and what is built into the window among them', () => {
    expect(bill.components.length).toBeLessThanOrEqual(120);
  });

  it('holds Electron, and every package that a source of the window imports', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.record(z.string(), z.string()) })
      .parse(read('package.json'));
    expect(versionsOf('electron')).toEqual([devDependencies['electron']]);
    const sources = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue)$/.test(name))
      .map((name) => readFileSync(join(root, 'renderer', name), 'utf8'))
      .join('\n');
    const imported = new Set(
      [...sources.matchAll(/^import (?!type)[^;]*?from '((?:@[^/']+\/)?[^./'][^/']*)/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect([...imported]).toContain('vue');
    expect([...imported].filter((name) => versionsOf(name).length === 0)).toEqual([]);
  });

  it('holds nothing that only builds or tests', () => {
    for (const name of [
      'vite',
      'vitest',
      'typescript',
      'eslint',
      'electron-builder',
      '@playwright/test',
      '@electron/get',
      // What would compile the engine.
      'node-gyp',
      'node-addon-api',
    ])
      expect([name, versionsOf(name)]).toEqual([name, []]);
  });

  it('says of every part what it needs, and needs nothing that it does not hold', () => {
    const refs = new Set(bill.components.map((one) => one['bom-ref']));
    const said = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    expect([...refs].filter((ref) => !said.has(ref))).toEqual([]);
    expect([...said.values()].flat().filter((ref) => !refs.has(ref))).toEqual([]);
    const own = said.get(bill.metadata.component['bom-ref']) ?? [];
    expect(own).toContain(`electron@${versionsOf('electron').join()}`);
    expect(own.filter((ref) => ref.includes('sqlite3@'))).toHaveLength(1);
  });
});
