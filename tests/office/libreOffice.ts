import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** LibreOffice without a window, with a profile of its own in `folder`: nobody's settings count. */
export interface LibreOffice {
  readonly version: string;
  /** Opens a file, computes it anew and saves it in another format; answers where. */
  convert(file: string, format: 'ods' | 'fods' | 'xlsx'): Promise<string>;
}

/** Nothing when it is not installed. */
export async function findLibreOffice(folder: string): Promise<LibreOffice | undefined> {
  for (const program of ['soffice', 'libreoffice']) {
    const version = await run(program, ['--version']).catch(ifAbsent);
    if (version === undefined) continue;
    await writeProfile(join(folder, 'profile', 'user'));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    return {
      version: version.stdout.trim(),
      async convert(file, format) {
        const outFolder = join(folder, `as-${format}`);
        await mkdir(outFolder, { recursive: true });
        const words = [
          '--headless',
          '--norestore',
          profile,
          '--convert-to',
          format,
          '--outdir',
          outFolder,
          file,
        ];
        const { stdout, stderr } = await run(program, words);
        if (/error|repair|corrupt/i.test(stdout + stderr) || !stdout.includes('convert '))
          throw new Error(`LibreOffice does not open ${basename(file)}: ${stdout}${stderr}`);
        return join(outFolder, `${basename(file, extname(file))}.${format}`);
      },
    };
  }
  return undefined;
}

const run = (program: string, words: readonly string[]) =>
  promisify(execFile)(program, words, { timeout: 180_000, env: { ...process.env, LC_ALL: 'C.UTF-8' } });

function ifAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** Every formula is computed when a file is opened; by itself LibreOffice believes the results that it finds. */
async function writeProfile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const setting =
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">' +
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>';
  await writeFile(
    join(folder, 'registrymodifications.xcu'),
    `<oor:items xmlns:oor="http://openoffice.org/2001/registry">${setting}</oor:items>`,
  );
}
