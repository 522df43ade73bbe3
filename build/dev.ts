import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { watchBoth } from './bundle';
import { root } from './root';
import { offerTrialOffice, trialFolder } from './example/trialOffice';
import { bringUpToDate } from './upToDate';

/**
 * `npm run dev`: builds whenever a source changes and serves the result by the loopback host, started anew after each
 * change of the Node side. It is the shipped build under the shipped content policy: nothing works here that would not
 * work there.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '5180' } },
});
const dataFolder = values.data ?? trialFolder();
const cli = join(root, 'dist/node/cliMain.js');
const server: { child: ChildProcess | null; timer: NodeJS.Timeout | undefined } = {
  child: null,
  timer: undefined,
};

// The host is there before the watched window is, and would find none.
await bringUpToDate('renderer');
await offerTrialOffice(dataFolder);
await watchBoth(() => {
  clearTimeout(server.timer);
  server.timer = setTimeout(restart, 300);
});

function restart(): void {
  const start = (): void => {
    const args = [cli, 'serve', '--data', dataFolder, '--port', values.port];
    server.child = spawn(process.execPath, args, { stdio: 'inherit' });
  };
  if (server.child?.exitCode !== null) start();
  else server.child.once('exit', start).kill('SIGTERM');
}
