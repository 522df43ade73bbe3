import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../electron/app/dataFolder';
import { initOffice } from '../electron/app/initOffice';
import { installation } from '../electron/app/installation';
import { bundleNode, bundleWindow } from './bundle';
import { fetchElectron, findElectron } from './electronBinary';
import { root } from './root';
import { isStale } from './stale';

/**
 * `npm start`: builds what is missing, makes a trial office where there is none, and opens the window: in Electron, or,
 * where its binary cannot be had, in a browser over the loopback host.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });
const dataFolder = values.data ?? defaultDataFolder();

if (isStale('node')) await bundleNode();
if (isStale('renderer')) await bundleWindow();
await makeTrialOffice();

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

/** Its password is made here and shown once; what is already an office is left as it is. */
async function makeTrialOffice(): Promise<void> {
  const { resourcesFolder } = installation();
  const login = 'admin';
  const password = randomBytes(9).toString('base64url');
  const configFile = join(resourcesFolder, 'examples', 'office.json');
  const made = await initOffice({ dataFolder, configFile, login, password });
  if (made.ok) {
    process.stderr.write(
      `A trial office was made in ${dataFolder}\nLogin: ${login}\nPassword: ${password}\n`,
    );
    process.stderr.write('The password is not shown again. A real office is made by: npm run cli -- init\n');
  } else if (made.error.code !== 'data.present') {
    process.stderr.write(`No trial office could be made in ${dataFolder}: ${made.error.code}\n`);
  }
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
