import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vite from 'vite';
import { z } from 'zod';
import * as manifest from '../package.json';
import { root } from './root';
import { toolWords } from './tool';
import { viteConfig } from './viteConfig';

/**
 * `npm run sbom`: what a release consists of, as CycloneDX, in `release/sbom.cdx.json`. npm reads every package with its
 * hash and licence from the lock file, without network; here it is cut down to what ships: the packages that the program
 * needs, those that the bundler put into the window, and Electron, whose version says which Chromium and Node are in it.
 */
const component = z.looseObject({ 'bom-ref': z.string(), name: z.string(), scope: z.string() });
const billShape = z.looseObject({
  metadata: z.looseObject({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bill = z.infer<typeof billShape>;

/** What the engine would be compiled with, were there no prebuilt file: electron-builder.yml leaves it and all it needs out. */
const compilers: ReadonlySet<string> = new Set(['node-gyp', 'node-addon-api']);

const bill = cutDown(await readBill(), await findBuiltIn());
await mkdir(join(root, 'release'), { recursive: true });
await writeFile(join(root, 'release', 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);

async function readBill(): Promise<Bill> {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  // Else `NODE_ENV` decides what is read, and parts of the window would be missing.
  words.push('--include=dev', '--include=optional');
  const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
  const [program, ...args] = toolWords('npm', words);
  const { stdout } = await promisify(execFile)(program, args, options);
  return billShape.parse(JSON.parse(stdout));
}

/** The packages of which a module got into the window, as `name@version`; and Electron, of which only the binary ships. */
async function findBuiltIn(): Promise<ReadonlySet<string>> {
  const built = await vite.build({
    ...viteConfig,
    logLevel: 'warn',
    build: { ...viteConfig.build, write: false },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const modules = outputs.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
  const folders = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  );
  return new Set(await Promise.all([...folders, join(root, 'node_modules', 'electron')].map(nameAndVersion)));
}

async function nameAndVersion(folder: string): Promise<string> {
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  return `${name}@${version}`;
}

function cutDown(all: Bill, builtIn: ReadonlySet<string>): Bill {
  const { component: program } = all.metadata;
  const needs = new Map(all.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const names = new Map(all.components.map((one) => [one['bom-ref'], one.name]));
  const needed = new Set<string>();
  const add = (ref: string): void => {
    if (needed.has(ref) || compilers.has(names.get(ref) ?? '')) return;
    needed.add(ref);
    needs.get(ref)?.forEach(add);
  };
  const own = needs.get(program['bom-ref']) ?? [];
  own.filter((ref) => Object.hasOwn(manifest.dependencies, names.get(ref) ?? '')).forEach(add);
  const ships = new Set([...needed, ...builtIn]);
  return {
    ...all,
    // npm calls the program after the folder that it lies in.
    metadata: { ...all.metadata, component: { ...program, name: manifest.name } },
    components: all.components
      .filter((one) => ships.has(one['bom-ref']))
      // What is built in is a `devDependency` of ours; for whoever gets the release it is a part like the others.
      .map((one) => (builtIn.has(one['bom-ref']) ? { ...one, scope: 'required', properties: [] } : one)),
    dependencies: [program['bom-ref'], ...ships].map((ref) => ({
      ref,
      dependsOn: (needs.get(ref) ?? []).filter((other) => ships.has(other)),
    })),
  };
}
