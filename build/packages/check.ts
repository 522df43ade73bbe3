import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root';
import { toolWords } from '../tool';
import { bringUpToDate } from '../upToDate';
import { judgeDeb, judgeRpm } from './judgePackage';
import { judgePacked } from './judgePacked';
import { packerWords, runPacker } from './makePackages';
import { programNames, readPackedProgram } from './packedProgram';
import { runPacked } from './runPacked';
import { makeStandInElectron, type System } from './standInElectron';

/**
 * `npm run packages`: packs the program for each system as `npm run dist` does, over a folder that stands in for Electron,
 * judges what lies in it, and runs its command line out of what was packed. On a machine with `dpkg-deb` and `rpmbuild`.
 */
const folder = await mkdtemp(join(tmpdir(), 'yardam-packages-'));
const faults: string[] = [];
try {
  await bringUpToDate('node', 'renderer');
  await run(toolWords('tsx', ['build/sbom.ts']));
  const linux = await pack('linux', ['--linux', 'deb', 'rpm']);
  await pack('win32', ['--win', 'dir']);
  faults.push(...(await runPacked(join(linux, 'linux-unpacked', programNames.linux), folder)));
  faults.push(...(await judgeDeb(linux, folder)), ...(await judgeRpm(linux)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const fault of faults) console.log(`NOT AS IT SHOULD BE  ${fault}`);
console.log(faults.length === 0 ? 'the packages are as they should be' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Answers the folder that holds what was made. */
async function pack(system: System, words: readonly string[]): Promise<string> {
  const electron = join(folder, `electron-${system}`);
  const output = join(folder, system);
  await mkdir(output);
  await makeStandInElectron(electron, system);
  const set = [
    `-c.electronDist=${electron}`,
    `-c.directories.output=${output}`,
    // The icon is stamped by a program of Windows, which only Windows runs without more.
    '-c.win.signAndEditExecutable=false',
  ];
  const code = await runPacker(packerWords([...words, ...set]));
  if (code !== 0) throw new Error(`electron-builder ended with ${code}`);
  const unpacked = join(output, system === 'linux' ? 'linux-unpacked' : 'win-unpacked');
  const program = await readPackedProgram(unpacked, system);
  const megabytes = (program.bytes / 1_000_000).toFixed(1);
  console.log(
    `${system}: ${program.files.length} files, ${program.packages.size} packages, ${megabytes} MB without Electron`,
  );
  for (const { path } of program.files.filter((one) => one.path.endsWith('.node'))) console.log(`  ${path}`);
  faults.push(...(await judgePacked(program)).map((fault) => `${system}: ${fault}`));
  return output;
}

async function run([program, ...args]: readonly [string, ...string[]]): Promise<void> {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
}
