import { Linter } from 'eslint';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { noCyrillicLiteral } from '../../build/lint/noCyrillicLiteral';
import { nounCode } from '../../build/lint/nounCode';
import { oneWriter } from '../../build/lint/oneWriter';
import { quietControl } from '../../build/lint/quietControl';
import { restrictedSyntax } from '../../build/lint/restrictedSyntax';

/** The rules of the house that no plugin has: each must find what it is for and leave the rest alone. */
const rules = {
  'no-cyrillic-literal': noCyrillicLiteral,
  'noun-code': nounCode,
  'one-writer': oneWriter,
  'quiet-control': quietControl,
};
const plugins = { yardam: { rules } };

function complaints(code: string, rules: Linter.RulesRecord): readonly string[] {
  const config = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, plugins, rules };
  return new Linter().verify(code, [config as Linter.Config], 'x.ts').map(({ message }) => message);
}

const cyrillic = (code: string) => complaints(code, { 'yardam/no-cyrillic-literal': 'error' });
const writing = (code: string) =>
  complaints(code, { 'yardam/one-writer': ['error', ['provider', 'provider_place']] });
const syntax = (code: string, part: keyof typeof restrictedSyntax) =>
  complaints(code, { 'no-restricted-syntax': ['error', ...restrictedSyntax[part]] });

describe('words live in the locale files', () => {
  it.each(["const a = 'да';", 'const a = `итого ${1}`;', 'const a = /[а-я]/u;', 'const имя = 1;'])(
    'finds %s',
    (code) => {
      expect(cyrillic(code)).not.toEqual([]);
    },
  );

  it('leaves comments and other words alone', () => {
    expect(cyrillic("/** 907 п. 5.4 */ const a = 'Yardam';")).toEqual([]);
  });

  it('sees the template of a component', () => {
    const base = vue.configs['flat/base'] as Linter.Config[];
    const config = { plugins, rules: { 'yardam/no-cyrillic-literal': 'error' } } as Linter.Config;
    const found = (template: string) =>
      new Linter().verify(`<template>${template}</template>`, [...base, config], 'x.vue').length;
    expect(found('<p>Сегодня</p>')).toBe(1);
    expect(found('<p title="Сегодня"></p>')).toBe(1);
    expect(found('<p :title="`Сегодня`"></p>')).toBe(1);
    expect(found('<p>{{ words.today }}</p>')).toBe(0);
  });
});

describe('general code knows no registry by name', () => {
  const named = (code: string) =>
    complaints(code, { 'yardam/noun-code': ['error', ['provider', 'person']] }).length;

  it.each([
    "const registry = 'provider';",
    "call('record.list', { registry: 'person' });",
    "if (root.code === 'provider') go();",
    "const one = registries.root('person');",
    "switch (code) { case 'person': go(); }",
  ])('finds %s', (code) => {
    expect(named(code)).toBe(1);
  });

  it.each(["node('person', {});", "const field = 'provider';", "const registry = 'providers';"])(
    'leaves alone %s',
    (code) => {
      expect(named(code)).toBe(0);
    },
  );

  it('sees the template of a component', () => {
    const base = vue.configs['flat/base'] as Linter.Config[];
    const config = { plugins, rules: { 'yardam/noun-code': ['error', ['provider']] } } as Linter.Config;
    const template = `<template><a :to="{ params: { registry: 'provider' } }"></a></template>`;
    expect(new Linter().verify(template, [...base, config], 'x.vue')).toHaveLength(1);
  });
});

describe('a control keeps its text from the profile of the browser', () => {
  const base = vue.configs['flat/base'] as Linter.Config[];
  const config = { plugins, rules: { 'yardam/quiet-control': 'error' } } as Linter.Config;
  const found = (template: string, script = '') =>
    new Linter().verify(
      `<script setup>${script}</script><template>${template}</template>`,
      [...base, config],
      'x.vue',
    ).length;

  it.each([
    '<input>',
    '<input type="password" autocomplete="current-password">',
    '<input :autocomplete="how">',
    '<textarea autocomplete="on"></textarea>',
    '<p><select></select></p>',
    '<form></form>',
  ])('finds %s', (template) => {
    expect(found(template)).toBe(1);
  });

  it('finds one that a library draws', () => {
    const script = "import { AutocompleteInput as Line, PopoverRoot } from 'reka-ui';";
    expect(found('<Line />', script.replace(' as Line', ''))).toBe(0);
    expect(found('<AutocompleteInput /><PopoverRoot />', script.replace(' as Line', ''))).toBe(1);
  });

  it('leaves the rest alone', () => {
    expect(found('<form autocomplete="off"><input autocomplete="off"><FieldInput /></form>')).toBe(0);
  });
});

describe('registry tables have one writer', () => {
  it.each([
    'db.run(`INSERT INTO provider (id) VALUES (?)`);',
    "db.run('insert or replace into provider_place values (?)');",
    "db.run('UPDATE provider SET inn = ?');",
    'db.run(`DELETE FROM "provider" WHERE id = ${id}`);',
    "await tx('provider').where({ id }).update({ inn });",
    "await tx.into('provider_place').insert(row);",
    "await tx.from('provider').del();",
  ])('finds %s', (code) => {
    expect(writing(code)).not.toEqual([]);
  });

  it.each([
    "db.all('SELECT * FROM provider');",
    "db.run('UPDATE provider_version SET a = 1');",
    "await tx('provider').where({ id }).select();",
    "await tx('journal').insert(row);",
    "const text = 'an update of the provider';",
  ])('leaves alone %s', (code) => {
    expect(writing(code)).toEqual([]);
  });
});

describe('what must not be written', () => {
  it.each([
    ['everywhere', "it.only('x', () => {});"],
    ['everywhere', "test.describe.skip; test.skip('x', () => {});"],
    ['everywhere', "import { ipcMain } from 'electron';"],
    ['everywhere', "import { shell } from 'electron';"],
    ['everywhere', "import * as electron from 'electron';"],
    ['everywhere', "spawn('npm', [], { shell: process.platform === 'win32' });"],
    ['everywhere', "import { execSync } from 'node:child_process';"],
    ['preload', "import { ipcMain } from 'electron';"],
    ['ipcTransport', "import { ipcRenderer } from 'electron';"],
    ['shipped', 'let count = 0;'],
    ['shipped', 'export let count = 0;'],
    ['shipped', 'const cache = new Map();'],
    ['besideDb', "export const read = 'SELECT id FROM provider';"],
    ['besideDb', 'export const drop = (table: string) => `DELETE FROM ${table}`;'],
    ['domain', "export const read = 'PRAGMA user_version';"],
    ['domain', 'export const today = () => new Date();'],
    ['domain', 'export const today = () => Date.now();'],
    ['domain', 'export const dice = () => Math.random();'],
  ] as const)('in %s: %s', (part, code) => {
    expect(syntax(code, part)).not.toEqual([]);
  });

  it.each([
    ['ipcTransport', "import { ipcMain } from 'electron';"],
    ['preload', "import { ipcRenderer } from 'electron';"],
    ['shipped', "const known = new Set(['a']); export const f = () => { let n = 0; n += 1; return n; };"],
    ['shipped', "export const read = 'SELECT id FROM provider';"],
    ['besideDb', "export const word = 'Select a file';"],
    ['domain', 'export const day = (at: number) => new Date(at);'],
  ] as const)('in %s it is right to write %s', (part, code) => {
    expect(syntax(code, part)).toEqual([]);
  });
});

describe('files are renamed and removed by one door', () => {
  const found = (code: string, part: keyof typeof restrictedSyntax = 'besideDb') => syntax(code, part).length;

  it.each([
    "import { rename } from 'node:fs/promises';",
    "import { rm as remove } from 'fs/promises';",
    "import { unlinkSync } from 'node:fs';",
    "import * as fs from 'node:fs';",
    "import fs from 'fs';",
  ])('finds %s', (code) => {
    expect(found(code)).toBe(1);
    expect(found(code, 'shipped')).toBe(1);
    expect(found(code, 'steadyFiles')).toBe(0);
  });

  it('finds folders that are made by the recursive way of Node', () => {
    expect(found('await mkdir(path, { recursive: true, mode: 0o700 });')).toBe(1);
    expect(found('mkdirSync(path, { recursive: true });')).toBe(1);
    expect(found('await mkdir(path, { mode: 0o700 });')).toBe(0);
  });

  it('leaves reading and writing alone', () => {
    expect(found("import { readFile, writeFile } from 'node:fs/promises';")).toBe(0);
    expect(found("import { rename } from './steadyFiles';")).toBe(0);
  });
});
