import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const large = { maxBuffer: 64 * 1024 * 1024 };

/** What each package for Linux says of itself. */
const fields: Readonly<Record<'deb' | 'rpm', readonly RegExp[]>> = {
  deb: [
    /^ Package: yardam$/m,
    /^ Architecture: amd64$/m,
    /^ Maintainer: \S/m,
    /^ Homepage: https:/m,
    /^ Depends: .*libnss3/m,
    /^ Description: \S.*\n {2}\S/m,
  ],
  rpm: [
    /^Name +: yardam$/m,
    /^Architecture: x86_64$/m,
    /^Packager +: \S/m,
    /^URL +: https:/m,
    /^Summary +: \S/m,
    /^Description :\n\S/m,
    /^libnss3\.so\(\)\(64bit\)$/m,
    /^libgtk-3\.so\.0\(\)\(64bit\)$/m,
  ],
};

const places = [
  '/opt/Yardam/yardam',
  '/opt/Yardam/resources/app.asar',
  '/opt/Yardam/resources/sbom.cdx.json',
  '/usr/share/applications/yardam.desktop',
  ...[16, 48, 128, 512].map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/yardam.png`),
] as const;

export async function judgeDeb(made: string, folder: string): Promise<string[]> {
  const file = await only(made, '.deb');
  const { stdout: said } = await run('dpkg-deb', ['--info', file]);
  const { stdout: list } = await run('dpkg-deb', ['--contents', file], large);
  const taken = join(folder, 'deb');
  await run('dpkg-deb', ['--raw-extract', file, taken]);
  const entry = await readFile(join(taken, 'usr', 'share', 'applications', 'yardam.desktop'), 'utf8');
  await run('bash', ['-n', join(taken, 'DEBIAN', 'postinst')]);
  await run('bash', ['-n', join(taken, 'DEBIAN', 'postrm')]);
  return [
    ...judge('deb', said, list, './'),
    ...(/^-rwxr-xr-x root\/root .*\/yardam$/m.test(list)
      ? []
      : ['deb: the program cannot be started by all']),
    ...judgeEntry(entry),
  ];
}

export async function judgeRpm(made: string): Promise<string[]> {
  const file = await only(made, '.rpm');
  const { stdout: said } = await run('rpm', ['-qip', file]);
  const { stdout: needs } = await run('rpm', ['-qp', '--requires', file]);
  const { stdout: list } = await run('rpm', ['-qlp', file], large);
  const { stdout: scripts } = await run('rpm', ['-qp', '--scripts', file]);
  return [
    ...judge('rpm', `${said}\n${needs}`, list, '/'),
    ...(scripts.includes('if [ "$1" = 0 ]') ? [] : ['rpm: an update takes away what it has set up']),
  ];
}

function judge(kind: 'deb' | 'rpm', said: string, list: string, above: string): string[] {
  const lines = new Set(list.split('\n').map((line) => line.split(' ').at(-1) ?? ''));
  return [
    ...fields[kind]
      .filter((field) => !field.test(said))
      .map((field) => `${kind}: nothing like ${field.source}`),
    ...places
      .filter((place) => !lines.has(`${above}${place.slice(1)}`))
      .map((place) => `${kind}: ${place} is missing`),
  ];
}

/** A localised key stands beside one without a language, and both languages of the republic are there. */
function judgeEntry(entry: string): string[] {
  const keys = entry.split('\n').map((line) => line.split('=')[0] ?? '');
  const alone = keys.filter((key) => key.includes('[') && !keys.includes(key.split('[')[0] ?? ''));
  const wanted = ['Name', 'Comment', 'Comment[ru]', 'Comment[tt]', 'Icon', 'Categories'];
  return [
    ...alone.map((key) => `the menu entry has ${key} and nothing for other languages`),
    ...wanted.filter((key) => !keys.includes(key)).map((key) => `the menu entry has no ${key}`),
  ];
}

async function only(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${found.length} packages ${ending}`);
  return join(folder, found[0] ?? '');
}
