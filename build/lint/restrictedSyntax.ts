/**
 * What must not be written, as patterns of the syntax tree. Each group contains all that holds in its part of the
 * tree, because ESLint lets the last matching block win instead of adding up.
 */
interface Restriction {
  readonly selector: string;
  readonly message: string;
}

const tests: readonly Restriction[] = [
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(skip|only|todo|skipIf|runIf|fails|fixme)$/]',
    message: 'A test runs always and alone proves nothing: no skip, no only',
  },
];

const ipcMain: Restriction = {
  selector: "ImportSpecifier[imported.name='ipcMain']",
  message: 'Only electron/shell/ipcTransport.ts touches ipcMain',
};
const ipcRenderer: Restriction = {
  selector: "ImportSpecifier[imported.name='ipcRenderer']",
  message: 'Only electron/shell/preload.ts touches ipcRenderer',
};
const wholeElectron: Restriction = {
  selector:
    "ImportDeclaration[source.value='electron'] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)",
  message: 'Name what is taken from electron',
};

/** Two offices must be able to live in one process. */
const state: readonly Restriction[] = [
  {
    selector: ":matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind!='const']",
    message: 'No module-level mutable state',
  },
  {
    selector:
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet)$/][arguments.length=0]',
    message: 'An empty collection at module level is mutable state',
  },
];

/** Rules get the time and the dice from outside, so that they can be tested and replayed. */
const clock: readonly Restriction[] = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'domain has no clock' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'domain has no clock' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'domain has no dice' },
];

const openExternal: Restriction = {
  selector: "ImportDeclaration[source.value='electron'] > ImportSpecifier[imported.name='shell']",
  message: 'Nothing of this program opens addresses or files in other programs',
};

/** Windows has profiles with a blank in their path. */
const shells: readonly Restriction[] = [
  {
    selector: "Property[key.name='shell']",
    message: 'A shell takes a path with a blank apart: start the program itself (build/tool.ts)',
  },
  {
    selector:
      'ImportDeclaration[source.value=/child_process$/] > ImportSpecifier[imported.name=/^exec(Sync)?$/]',
    message: 'A shell takes a path with a blank apart: spawn or execFile',
  },
];

const sql = String.raw`/^\s*(SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|WITH|PRAGMA|CREATE|ALTER|DROP)\s/`;
const statement: Restriction = {
  selector: `:matches(Literal[value=${sql}], TemplateElement[value.raw=${sql}])`,
  message: 'Only db knows SQL',
};

const files = 'ImportDeclaration[source.value=/^(node:)?fs(\\u002fpromises)?$/]';
/** Windows refuses both while a scanner holds the file: they have one door, which tries again. */
const moves: readonly Restriction[] = [
  {
    selector: `${files} > ImportSpecifier[imported.name=/^(rename|rm|rmdir|unlink)(Sync)?$/]`,
    message: 'Only db/file/steadyFiles.ts renames and removes files',
  },
  {
    selector: `${files} > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)`,
    message: 'Name what is taken from the file system',
  },
];

const recursiveFolder: Restriction = {
  selector: 'CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name=recursive]',
  message: 'Folders are made by db/file/makeFolders.ts: the recursive way of Node may never end',
};

const everywhere = [...tests, ipcMain, ipcRenderer, wholeElectron, openExternal, ...shells];
const steadyFiles = [...everywhere, ...state];
const shipped = [...steadyFiles, ...moves, recursiveFolder];
const besideDb = [...shipped, statement];

export const restrictedSyntax = {
  everywhere,
  shipped,
  steadyFiles,
  besideDb,
  domain: [...besideDb, ...clock],
  ipcTransport: besideDb.filter((restriction) => restriction !== ipcMain),
  preload: besideDb.filter((restriction) => restriction !== ipcRenderer),
} as const;
