import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll } from '@electron/asar';
import { createElectronStandIn } from '../../tests/support/offices/electronStandIn';

/**
 * Plays Electron for a packed program: takes its archive apart into a folder where no other package is in reach, and starts
 * its main file with a stand-in of the module `electron`. That Electron reads the archive itself is not shown by it.
 */
const [here = '', ...typed] = process.argv.slice(2);
// Beside the program for the next command.
const taken = join(here, '..', 'taken-apart');
if (!existsSync(taken)) extractAll(join(here, 'resources', 'app.asar'), taken);

const { module } = createElectronStandIn({ packaged: true });
const electron = {
  ...module,
  app: Object.assign(module.app, { exit: (code: number) => process.exit(code) }),
};
Object.assign(globalThis, { electronStandIn: electron });
const names = Object.keys(electron).join(', ');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: 'stand-in:electron', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === 'stand-in:electron'
      ? {
          format: 'module',
          shortCircuit: true,
          source: `export const { ${names} } = globalThis.electronStandIn;`,
        }
      : next(url, context),
});

process.argv = [join(here, 'yardam'), ...typed];
await import(pathToFileURL(join(taken, 'dist', 'node', 'shellMain.js')).href);
