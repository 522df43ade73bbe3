import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './root';

/**
 * The lists of registries and of migrations, made from the names of files by `npm run lists`: static imports, so that a
 * bundler or a stray file cannot change what ships, and nobody's line to forget.
 */
export async function shippedLists(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const migrations = (await namesIn('db/migrations')).filter((name) => /^m\d{4}[A-Z]/.test(name));
  const registries = await registryNames(migrations);
  return [
    await listFile('domain/registry/shipped.ts', registries, {
      ...{ name: 'shippedRegistries', of: 'Registry', from: './defineRegistry' },
      says: 'Every root registry the program keeps, in the order in which their tables came.',
    }),
    await listFile('db/migrations/shipped.ts', migrations, {
      ...{ name: 'shippedMigrations', of: 'Migration', from: './migration' },
      says: 'Every step there is, in order.',
    }),
  ];
}

/** A file declares a root registry when what it exports under its own name is one. */
async function registryNames(migrations: readonly string[]): Promise<readonly string[]> {
  const names = await namesIn('domain/registry');
  const declared = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(root, 'domain', 'registry', `${name}.ts`), 'utf8');
      return text.includes(`export const ${name} = defineRegistry(`) ? [name] : [];
    }),
  );
  const stepOf = (name: string): number => {
    const at = migrations.findIndex((step) => step.slice(5).toLowerCase() === name.toLowerCase());
    return at === -1 ? migrations.length : at;
  };
  return declared.flat().sort((a, b) => stepOf(a) - stepOf(b) || (a < b ? -1 : 1));
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(join(root, folder));
  return files.flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : [])).sort();
}

async function listFile(
  path: string,
  names: readonly string[],
  list: { readonly name: string; readonly of: string; readonly from: string; readonly says: string },
) {
  const imports = names.map((name) => `import { ${name} } from './${name}';`);
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
