/**
 * The layers of docs/architecture.md § 2 as a machine reads them. A folder imports what stands in its line and nothing
 * else; there is no list of exceptions.
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const onlyIn = (name, folder, library, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: [folder, '^(tests|bench|build)/'] },
  to: { path: `^node_modules/${library}/` },
});

const library = (...names) => `^node_modules/(${names.join('|')})/`;

const nodeModules = `^(node:)?(${require('node:module').builtinModules.join('|')})$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^electron$', '^virtual:'] },
    },
    {
      name: 'declared',
      comment: 'A package that package.json does not name',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'shipped-is-a-dependency',
      comment:
        'What ships may need only what npm installs with it; electron itself is put in by electron-builder',
      severity: 'error',
      from: { path: '^(domain|db|electron)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: library('electron') },
    },
    only('domain-is-pure', '^domain/', ['^domain/', library('zod')], 'domain imports zod and nothing else'),
    only(
      'db',
      '^db/',
      ['^db/', '^domain/', library('knex', 'sqlite3'), nodeModules],
      'db imports domain, knex and Node',
    ),
    {
      name: 'electron-side',
      comment:
        'The main-process side imports domain and db, never the window; the command line says its sentences (0012)',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|tests|bench|build)/', pathNot: '^renderer/locale/ru/' },
    },
    {
      name: 'sentences-for-the-command-line',
      comment: 'Of the main-process side only the command line speaks to people in sentences',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/cli/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'renderer',
      comment: 'The window imports domain and nothing of the other side, and no Node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(db|electron|tests|bench|build)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'hosts-are-strangers',
      comment: 'shell, http and cli never import each other',
      severity: 'error',
      from: { path: '^electron/(shell|http|cli)/' },
      to: {
        path: '^electron/(shell|http|cli)/',
        pathNot: ['^electron/$1/'],
      },
    },
    {
      name: 'hosts-on-top',
      comment: 'Nothing under the hosts knows a host',
      severity: 'error',
      from: { path: '^(domain|db|electron/[^/]+)/', pathNot: '^electron/(shell|http|cli)/' },
      to: { path: '^electron/(shell|http|cli)/' },
    },
    {
      name: 'only-the-gate-writes',
      comment:
        'Records are written by what has passed the gate: own changes by changeGate, a package by takeRecord (0025); showView shows and hides what was told before (0034)',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/record/(changeGate|showView|takeRecord)[.]ts$' },
      to: { path: '^db/record/applyChanges[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-joins',
      comment: 'A room lends itself to what joins them and never reaches for it',
      severity: 'error',
      from: { path: '^electron/[^/]+/', pathNot: '^electron/(app|shell|http|cli)/' },
      to: { path: '^electron/app/' },
    },
    {
      name: 'registries-are-given',
      comment: 'Hosts name what ships; everything beneath them is given its registries and migrations',
      severity: 'error',
      from: {
        path: '^(domain|db|electron|renderer)/',
        pathNot: '^electron/(app/shipped\\.ts$|http/|shell/|cli/)',
      },
      to: { path: '/shipped\\.ts$' },
    },
    onlyIn('only-shell-knows-electron', '^electron/shell/', 'electron', 'types too'),
    onlyIn('only-db-knows-knex', '^db/', 'knex', 'SQL lives in db'),
    onlyIn('only-db-knows-sqlite', '^db/', 'sqlite3', 'SQL lives in db'),
    onlyIn('only-pdf-knows-pdfmake', '^electron/pdf/', 'pdfmake', 'layouts live in pdf'),
    {
      name: 'shipped-knows-no-tests',
      severity: 'error',
      from: { path: '^(domain|db|electron|renderer)/' },
      to: { path: '^(tests|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.vue', '.json', '.d.ts'],
    },
  },
};
