import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../root';

/**
 * The lists of registries and of migrations, made from the names of folders and files by `npm run lists`: static imports, so that a
 * bundler or a stray file cannot change what ships, and nobody's line to forget.
 */
export async function shippedLists(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const roomOf = await migrationRooms();
  const migrations = [...roomOf.keys()].sort();
  const registries = await nouns(migrations);
  return [
    await listFile('domain/registry/shipped.ts', registries, {
      ...{ name: 'shippedRegistries', of: 'Registry', from: './defineRegistry' },
      says: 'Every root registry the program keeps, in the order in which their tables came.',
      file: (name) => `./${name}/declaration`,
    }),
    await behavioursFile(registries),
    await listFile('db/migrations/shipped.ts', migrations, {
      ...{ name: 'shippedMigrations', of: 'Migration', from: './migration' },
      says: 'Every step there is, in order.',
      file: (name) => `./${roomOf.get(name)}/${name}`,
    }),
  ];
}

/** Each step of the schema and its room: what all records stand on, or the tables of a noun. */
async function migrationRooms(): Promise<ReadonlyMap<string, string>> {
  const steps = await Promise.all(
    ['ground', 'nouns'].map(async (room) =>
      (await namesIn(`db/migrations/${room}`)).map((name) => [name, room] as const),
    ),
  );
  return new Map(steps.flat());
}

/** What a noun's folder may hold beside its declaration, and the part of `Behaviour` that it is. */
const parts = { rules: 'Rules', prove: 'Proof', papers: 'Papers', exports: 'Exports' } as const;
const fileOf = { rules: 'rules', prove: 'proof', papers: 'papers', exports: 'exports' } as const;

async function behavioursFile(names: readonly string[]) {
  const path = 'domain/registry/behaviours.ts';
  const nouns = await Promise.all(
    names.map(async (name) => {
      const files = await namesIn(`domain/registry/${name}`);
      const keys = (Object.keys(parts) as (keyof typeof parts)[]).filter((key) =>
        files.includes(fileOf[key]),
      );
      return { name, does: keys.map((key) => ({ key, as: `${name}${parts[key]}`, file: fileOf[key] })) };
    }),
  );
  const entries = nouns
    .filter(({ does }) => does.length > 0)
    .map(({ name, does }) => `${name}: { ${does.map(({ key, as }) => `${key}: ${as}`).join(', ')} }`);
  const text = [
    '// Made by `npm run lists` from the names of files. Do not edit.',
    `import type { Behaviour } from './behaviour';`,
    ...nouns.flatMap(({ name, does }) =>
      does.map(({ as, file }) => `import { ${as} } from './${name}/${file}';`),
    ),
    '',
    '/** What registries do beside what they declare, by their codes. */',
    `export const behaviours: Readonly<Record<string, Behaviour>> = { ${entries.join(', ')} };`,
  ].join('\n');
  return formatted(path, text);
}

/** A noun is a folder with a declaration, which exports a root registry under its name. */
async function nouns(migrations: readonly string[]): Promise<readonly string[]> {
  const folders = await readdir(join(root, 'domain', 'registry'), { withFileTypes: true });
  const stepOf = (name: string): number => {
    const at = migrations.findIndex((step) => step.slice(5).toLowerCase() === name.toLowerCase());
    return at === -1 ? migrations.length : at;
  };
  const names = folders.flatMap((one) => (one.isDirectory() ? [one.name] : []));
  const declared = await Promise.all(
    names.map(async (name) => (await namesIn(`domain/registry/${name}`)).includes('declaration')),
  );
  return names
    .filter((_name, at) => declared[at] === true)
    .sort((a, b) => stepOf(a) - stepOf(b) || (a < b ? -1 : 1));
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(join(root, folder));
  return files.flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : [])).sort();
}

interface ShippedList {
  readonly name: string;
  readonly of: string;
  readonly from: string;
  readonly says: string;
  /** Where the file of a name lies, seen from the list. */
  readonly file: (name: string) => string;
}

async function listFile(path: string, names: readonly string[], list: ShippedList) {
  const imports = names.map((name) => `import { ${name} } from '${list.file(name)}';`);
  const text = [
    '// Made by `npm run lists` from the names of files. Do not edit.',
    `import type { ${list.of} } from '${list.from}';`,
    ...imports,
    '',
    `/** ${list.says} */`,
    `export const ${list.name}: readonly ${list.of}[] = [${names.join(', ')}];`,
  ].join('\n');
  return formatted(path, text);
}

async function formatted(path: string, text: string) {
  const options = await resolveConfig(join(root, path));
  return { path, text: await format(text, { ...options, parser: 'typescript' }) };
}
