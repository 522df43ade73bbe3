import { join } from 'node:path';
import vue from 'eslint-plugin-vue';
import vueAccessibility from 'eslint-plugin-vuejs-accessibility';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { createRegistries } from '../domain/registry';
import { shippedRegistries } from '../domain/registry/shipped';
import { nounCode } from './lint/nounCode';
import { noCyrillicLiteral } from './lint/noCyrillicLiteral';
import { oneWriter } from './lint/oneWriter';
import { quietControl } from './lint/quietControl';
import { restrictedSyntax } from './lint/restrictedSyntax';
import { vueParser } from './lint/vueParser';
import { root } from './root';

/**
 * The rules of docs/architecture.md that lint can see. There is no exemption list and comments cannot switch a rule
 * off (`noInlineConfig`): a rule that does not fit is changed here, in sight of everybody.
 */
const registryTables = createRegistries(shippedRegistries).all.map(({ table }) => table);
const shipped = ['domain/**', 'db/**', 'electron/**', 'renderer/**'];
const wordsLiveHere = [
  'renderer/locale/**',
  'domain/registry/**',
  'domain/report/**',
  'domain/publication/**',
  'electron/exchange/edmsFormat/**',
  'tests/**',
];

export default defineConfig(
  {
    ignores: ['dist/**', 'release/**', 'test-results/**', 'playwright-report/**', 'resources/**', '**/*.cjs'],
  },
  { linterOptions: { noInlineConfig: true } },
  ...tseslint.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  ...vueAccessibility.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        // One program for all that runs on Node: types that several of them share are worked out once.
        project: join(import.meta.dirname, 'lint', 'tsconfig.node.json'),
        tsconfigRootDir: process.cwd(),
      },
    },
    plugins: {
      yardam: {
        rules: {
          'no-cyrillic-literal': noCyrillicLiteral,
          'noun-code': nounCode,
          'one-writer': oneWriter,
          'quiet-control': quietControl,
        },
      },
    },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/strict-boolean-expressions': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Objects of closures are the house style: nothing here has a `this` that could be lost.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'yardam/no-cyrillic-literal': 'error',
      'yardam/one-writer': ['error', registryTables],
      'no-restricted-syntax': ['error', ...restrictedSyntax.everywhere],
    },
  },
  {
    files: shipped.flatMap((folder) => [`${folder}/*.ts`, `${folder}/*.vue`]),
    rules: { 'yardam/noun-code': ['error', shippedRegistries.map(({ code }) => code)] },
  },
  // In a noun's folder the other nouns are strangers too, but it may refer to them.
  { files: ['domain/registry/*/**'], rules: { 'yardam/noun-code': 'off' } },
  {
    files: shipped.map((folder) => `${folder}/*.ts`),
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.shipped] },
  },
  {
    files: ['electron/**/*.ts', 'renderer/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.besideDb] },
  },
  { files: ['domain/**'], rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.domain] } },
  {
    files: ['db/file/steadyFiles.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.steadyFiles] },
  },
  {
    files: ['electron/shell/ipcTransport.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.ipcTransport] },
  },
  {
    files: ['electron/shell/preload.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.preload] },
  },
  { files: wordsLiveHere, rules: { 'yardam/no-cyrillic-literal': 'off' } },
  {
    files: ['db/record/applyChanges.ts', 'db/migrations/**', 'tests/**', 'bench/**'],
    rules: { 'yardam/one-writer': 'off' },
  },
  { files: ['build/**', 'bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['renderer/**'],
    languageOptions: {
      parserOptions: { project: false, projectService: true, extraFileExtensions: ['.vue'] },
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser(join(root, 'renderer')) },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'yardam/quiet-control': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // These look at one component and do not see its label, its keys or its focus in the component around it; axe and
      // the keyboard tests look at the composed screens.
      'vuejs-accessibility/form-control-has-label': 'off',
      'vuejs-accessibility/no-static-element-interactions': 'off',
      'vuejs-accessibility/interactive-supports-focus': 'off',
      'vuejs-accessibility/click-events-have-key-events': 'off',
      'vuejs-accessibility/no-autofocus': 'off',
      // Types that only vue-tsc can work out (template refs, other components) look like \`any\` here; it checks them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
