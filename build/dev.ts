import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../electron/app/dataFolder';
import { watchBoth } from './bundle';
import { root } from './root';

/**
 * `npm run dev`: builds whenever a source changes and serves the result by the loopback host, started anew after each
 * change of the Node side. It is the shipped build under the shipped content policy: nothing works here that would not
 * work there.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '5180' } },
});
const dataFolder = values.data ?? defaultDataFolder();
const cli = join(root, 'dist/node/cliMain.js');
const server: { child: ChildProcess | null; timer: NodeJS.Timeout | undefined } = {
  child: null,
  timer: undefined,
};

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
