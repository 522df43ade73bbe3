import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { installation } from '../electron/app/installation';
import { makeProvidersCsv } from '../tests/support/record/makeProviders';
import { ms, type Answer } from './answer';
import { benchUser, inTemporaryFolder, makeBenchOffice } from './offices/benchOffice';
import { median, p95, timed } from './timing';

/**
 * From the start of the program until its window can be asked for: `serve` on an office of ten thousand providers, from the
 * start of the process to the address it prints, and to the whole of the sign-in page. The rival is Node that does nothing.
 */
const rows = 10_000;
const starts = 20;
const run = promisify(execFile);

export const start = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const dataFolder = await makeBenchOffice(folder);
    await fill(dataFolder, join(folder, 'list.csv'));
    const addresses: number[] = [];
    const pages: number[] = [];
    const bare: number[] = [];
    for (let at = 0; at < starts; at += 1) {
      bare.push(await timed(() => run(process.execPath, ['-e', '0'])));
      const { addressMs, pageMs } = await startOnce(dataFolder);
      addresses.push(addressMs);
      pages.push(pageMs);
    }
    return {
      question: `Starting on an office of ${rows} providers, ${starts} times`,
      figures: [
        ms('until the address, median', median(addresses)),
        ms('until the address, p95', p95(addresses)),
        ms('until the sign-in page, median', median(pages)),
        ms('until the sign-in page, p95', p95(pages)),
        ms('Node that does nothing, median', median(bare)),
        ms('Node that does nothing, p95', p95(bare)),
      ],
      targets: [],
    };
  });

const program = (): string => join(dirname(installation().pdfWorker), 'cliMain.js');

async function fill(dataFolder: string, list: string): Promise<void> {
  await writeFile(list, makeProvidersCsv(rows, 0));
  const words = ['import', 'providers', list, '--data', dataFolder, '--user', benchUser.login];
  const env = { ...process.env, YARDAM_PASSWORD: benchUser.password };
  await run(process.execPath, [program(), ...words], { env });
}

async function startOnce(dataFolder: string): Promise<{ addressMs: number; pageMs: number }> {
  const from = performance.now();
  const child = spawn(process.execPath, [program(), 'serve', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  const first: readonly unknown[] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const addressMs = performance.now() - from;
  const { address } = JSON.parse(String(first[0])) as { address: string };
  try {
    await askPage(address);
    return { addressMs, pageMs: performance.now() - from };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** As a browser does: the one-time word of the address for a cookie, and the page with it. */
async function askPage(address: string): Promise<void> {
  const admitted = await fetch(address, { redirect: 'manual' });
  const [cookie = ''] = (admitted.headers.get('set-cookie') ?? '').split(';');
  const page = await fetch(new URL('/', address), { headers: { cookie } });
  if (!(await page.text()).includes('id="app"')) throw new Error('no page of ours');
}
