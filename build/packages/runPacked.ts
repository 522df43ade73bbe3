import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';

/** Runs commands of a packed program; answers what is wrong with them. */
export async function runPacked(program: string, folder: string): Promise<string[]> {
  const config = join(folder, 'office.json');
  await cp(join(root, 'resources', 'examples', 'office.json'), config);
  const data = ['--data', join(folder, 'data')];
  const user = ['--user', 'admin', ...data];
  const list = join(root, 'resources', 'examples', 'providers-tatarstan.csv');
  const paper = join(folder, 'list.pdf');
  const table = join(folder, 'list.xlsx');
  const commands: readonly (readonly [words: readonly string[], out: RegExp])[] = [
    [['help'], /^$/],
    [['--help'], /^$/],
    [['init', '--config', config, ...user], /"recoveryCode"/],
    [['import', 'providers', list, ...user], /"created":15/],
    // The fonts and the worker lie in the archive too.
    [['print', 'provider-list', '--out', paper, ...user], /"pages":\d/],
    [['export', 'providers', '--format', 'xlsx', '--out', table, ...user], /"rows":0/],
    [['backup', ...data], /"error":null/],
    [['verify', ...data], /"rows":null/],
    [['audit', 'verify', ...data], /"ok":true/],
  ];
  const faults: string[] = [];
  for (const [words, expected] of commands) {
    const { code, out, said } = await run(program, words);
    if (code === 0 && expected.test(out)) console.log(`  yardam ${words.slice(0, 2).join(' ')}: done`);
    else faults.push(`yardam ${words.join(' ')}: exit code ${String(code)}\n${out}${said}`);
  }
  return faults;
}

async function run(program: string, words: readonly string[]) {
  const env = { ...process.env, YARDAM_PASSWORD: 'a password of the check' };
  return await new Promise<{ code: unknown; out: string; said: string }>((resolve) => {
    execFile(program, words, { env }, (error, out, said) => resolve({ code: error?.code ?? 0, out, said }));
  });
}
