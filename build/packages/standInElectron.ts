import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';

export type System = 'linux' | 'win32';

/** Fuses lie behind this mark in Electron's binary: a version, their number, and a digit for each. */
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009111111111';

/**
 * A folder that looks like Electron's to the packer where its binary cannot be had. On Linux its program is Node, which is
 * given `standInMain.ts`; on Windows it is a program without sense that can be stamped and is never started.
 */
export async function makeStandInElectron(folder: string, system: System): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  for (const name of ['en-US', 'ru', 'de', 'tt']) await writeFile(join(folder, 'locales', `${name}.pak`), '');
  await writeFile(join(folder, 'LICENSE'), 'A stand-in of Electron.\n');
  if (system === 'win32') {
    const stub = join(root, 'node_modules', 'electron-winstaller', 'vendor', '7z-x64.exe');
    await writeFile(
      join(folder, 'electron.exe'),
      Buffer.concat([await readFile(stub), Buffer.from(fuseWire)]),
    );
    return;
  }
  const main = join(root, 'build', 'packages', 'standInMain.ts');
  const tsx = import.meta.resolve('tsx');
  const script = [
    '#!/bin/sh',
    `here=$(dirname "$(readlink -f "$0")")`,
    `exec '${process.execPath}' --import '${tsx}' '${main}' "$here" "$@"`,
    `exit 1 # ${fuseWire}`,
  ];
  await writeFile(join(folder, 'electron'), `${script.join('\n')}\n`, { mode: 0o755 });
  await writeFile(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
}
