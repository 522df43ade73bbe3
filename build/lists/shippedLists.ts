import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../root';

/**
 * The lists of registries and of migrations, made from the names of folders and files by `npm run lists`: static imports, so that a
 * bundler or a stray file cannot change what ships, and nobody's line to forget.
 */
export async function shippedLists(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const migrations = (await namesIn('db/migrations')).filter((name) => /^m\d{4}[A-Z]/.test(name));
  const registries = await nouns(migrations);
  return [
    await listFile('domain/registry/shipped.ts', registries, {
      ...{ name: 'shippedRegistries', of: 'Registry', from: './defineRegistry' },
      says: 'Every root registry the program keeps, in the order in which their tables came.',
      file: (name) => `./${name}/declaration`,
    }),
    await listFile('db/migrations/shipped.ts', migrations, {
      ...{ name: 'shippedMigrations', of: 'Migration', from: './migration' },
      says: 'Every step there is, in order.',
      file: (name) => `./${name}`,
    }),
  ];
}

/** A noun is a folder whose declaration exports a root registry under the folder's name. */
async function nouns(migrations: readonly string[]): Promise<readonly string[]> {
  const folders = await readdir(join(root, 'domain', 'registry'), { withFileTypes: true });
  const stepOf = (name: string): number => {
    const at = migrations.findIndex((step) => step.slice(5).toLowerCase() === name.toLowerCase());
    return at === -1 ? migrations.length : at;
  };
  return folders
    .flatMap((one) => (one.isDirectory() ? [one.name] : []))
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
  const options = await resolveConfig(join(root, path));
  return { path, text: await format(text, { ...options, parser: 'typescript' }) };
}
