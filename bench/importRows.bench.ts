import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { installation } from '../electron/app/installation';
import { makeProvidersCsv } from '../tests/support/record/makeProviders';
import { ms, type Answer, type Figure } from './answer';
import { openBare } from './engines/bareSqlite';
import { benchUser, inTemporaryFolder, makeBenchOffice } from './offices/benchOffice';
import { timed } from './timing';

/**
 * Importing ten thousand rows by the command line, from the start of the program to its end: reading, validation, search
 * for duplicates, rows, log, audit and index in one durable transaction. First into an empty office, then a second list
 * into the office that holds the first. The rival parses the same file and inserts its cells, and does nothing else.
 */
const rows = 10_000;

export const importRows = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const dataFolder = await makeBenchOffice(folder);
    const lists = [0, rows - 100].map((from) => ({ from, file: join(folder, `from-${from}.csv`) }));
    for (const { from, file } of lists) await writeFile(file, makeProvidersCsv(rows, from));
    const runs: Run[] = [];
    for (const { file } of lists) runs.push(await runImport(dataFolder, file));
    const rivalMs = await timed(() => insertBarely(join(folder, 'bare.sqlite'), lists[0]?.file ?? ''));
    return answer(runs, rivalMs);
  });

interface Run {
  readonly tookMs: number;
  readonly peakMb: number;
  readonly said: string;
}

/** Tells the peak of the process's memory on its last line, whatever system it runs on. */
const tellPeak =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))';

async function runImport(dataFolder: string, file: string): Promise<Run> {
  const program = join(dirname(installation().pdfWorker), 'cliMain.js');
  const words = ['import', 'providers', file, '--data', dataFolder, '--user', benchUser.login];
  const env = { ...process.env, YARDAM_PASSWORD: benchUser.password };
  let output = { stdout: '', stderr: '' };
  const tookMs = await timed(async () => {
    output = await promisify(execFile)(process.execPath, ['--import', tellPeak, program, ...words], { env });
  });
  const {
    problems: _problems,
    batchId: _batchId,
    ...counts
  } = JSON.parse(output.stdout) as Record<string, unknown>;
  const peakMb = Number(output.stderr.split('\n').at(-1)) / 1024;
  return { tookMs, peakMb, said: JSON.stringify(counts) };
}

async function insertBarely(path: string, file: string): Promise<void> {
  const text = (await readFile(file, 'utf8')).slice(1);
  const [header = [], ...body] = Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: true }).data;
  const bare = await openBare(path);
  const columns = header.map((_, index) => `c${index} TEXT`).join(', ');
  await bare.script(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (${columns}); BEGIN;`,
  );
  const insert = await bare.prepare(`INSERT INTO row VALUES (${header.map(() => '?').join(', ')})`);
  for (const cells of body) await insert.run(cells);
  await bare.script('COMMIT');
  await bare.close();
}

function answer(runs: readonly Run[], rivalMs: number): Answer {
  const places = ['into an empty office', `into an office of ${rows}`];
  const slowest = Math.max(...runs.map(({ tookMs }) => tookMs));
  const highest = Math.max(...runs.map(({ peakMb }) => peakMb));
  return {
    question: `Import of ${rows} rows of CSV by the command line`,
    figures: [
      ...runs.flatMap(({ tookMs, peakMb }, run): Figure[] => [
        ms(`${places[run] ?? ''}, time`, tookMs),
        { what: `${places[run] ?? ''}, memory at the peak`, value: peakMb, unit: 'MB' },
      ]),
      ms('papaparse and bare inserts', rivalMs),
    ],
    notes: runs.map(({ said }) => said),
    targets: [
      { what: `import of ${rows} rows`, value: slowest / 1000, unit: 's', atMost: 20 },
      { what: 'its memory at the peak', value: highest, unit: 'MB', atMost: 300 },
    ],
  };
}
