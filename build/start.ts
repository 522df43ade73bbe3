import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchElectron, findElectron } from './electronBinary';
import { root } from './root';
import { offerTrialOffice, trialFolder } from './example/trialOffice';
import { bringUpToDate } from './upToDate';

/**
 * `npm start`: builds what is missing, makes a trial office where there is none, and opens the window: in Electron, or,
 * where its binary cannot be had, in a browser over the loopback host.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });
const dataFolder = values.data ?? trialFolder();

await bringUpToDate('node', 'renderer');
await offerTrialOffice(dataFolder);

const electron = findElectron() ?? fetchElectron();
if (electron === null) {
  process.stderr.write("Electron's binary cannot be had here: the same window is served on 127.0.0.1\n");
  const port = values.port === undefined ? [] : ['--port', values.port];
  run(process.execPath, [
    join(root, 'dist/node/cliMain.js'),
    'serve',
    '--open',
    '--data',
    dataFolder,
    ...port,
  ]);
} else {
  // Chromium refuses to start for root with its sandbox; nobody but a container is root at a desk.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  run(electron, [...asRoot, root, '--data', dataFolder]);
}

function run(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
    process.off('SIGINT', pass).off('SIGTERM', pass);
  });
}
