import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What docs/architecture.md says about places and names and no linter looks at. */
const root = join(import.meta.dirname, '..', '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const code = files.filter((file) => /\.(ts|vue)$/.test(file) && !file.endsWith('.d.ts'));

describe('the house', () => {
  it('has the rooms that were agreed', () => {
    const folders = new Set(
      files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''),
    );
    const rooms = ['bench', 'build', 'db', 'docs', 'domain', 'electron', 'renderer', 'resources', 'tests'];
    expect([...folders].filter((folder) => !folder.startsWith('.')).sort()).toEqual(rooms);
    const loose = files.filter((file) => !file.includes('/') && !file.startsWith('.')).sort();
    const agreed = [
      'README.md',
      'electron-builder.yml',
      'package-lock.json',
      'package.json',
      'tsconfig.json',
    ];
    expect(loose.filter((file) => !agreed.includes(file))).toEqual([]);
  });

  it('has no room for whatever fits nowhere else', () => {
    const nameless = ['shared', 'common', 'core', 'utils', 'util', 'lib', 'helpers', 'misc'];
    const rooms = new Set(code.flatMap((file) => dirname(file).split('/')));
    expect([...rooms].filter((room) => nameless.includes(room))).toEqual([]);
  });

  it('has no room of more than 25 files of code', () => {
    const rooms = [...new Set(code.map((file) => dirname(file)))];
    const full = rooms.filter((room) => code.filter((file) => dirname(file) === room).length > 25);
    expect(full).toEqual([]);
  });

  it('keeps a decision short, and numbers each once', () => {
    const decisions = files.filter((file) => file.startsWith('docs/decisions/'));
    const long = decisions.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 41);
    expect(long).toEqual([]);
    const numbers = decisions.map((file) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(basename(file))?.[1]));
    expect(numbers.sort((a, b) => a - b)).toEqual(decisions.map((_file, at) => at + 1));
  });

  it('names files by the role they have', () => {
    const name = (file: string): string => basename(file).replace(/(\.test|\.spec|\.bench)?\.(ts|vue)$/, '');
    const wrong = code.filter((file) => {
      const pattern = file.endsWith('.vue') ? /^[A-Z][A-Za-z0-9]*$/ : /^[a-z][A-Za-z0-9]*(\.property)?$/;
      return !pattern.test(name(file)) || /(Manager|Helper|Helpers|Util|Utils|Impl)$/.test(name(file));
    });
    expect(wrong).toEqual([]);
  });
});
