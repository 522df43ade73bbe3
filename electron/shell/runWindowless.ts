import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { removeAtOnce } from '../../db/file/steadyFiles';
import { refuseDebuggers, stayOffline } from './security';

/**
 * Runs a command in the main process and ends with its exit code. No window is opened and none of another copy is brought
 * to the front; what Electron wants a profile for lies in a folder of its own meanwhile, never in a data folder.
 */
export function runWindowless(command: () => Promise<number>): void {
  const profile = mkdtempSync(join(tmpdir(), 'yardam-profile-'));
  app.setPath('userData', profile);
  app.enableSandbox();
  app.disableHardwareAcceleration();
  stayOffline(app.commandLine);
  refuseDebuggers(app);
  void command()
    .catch(() => bug)
    .then(async (code) => {
      await Promise.all([said(process.stdout), said(process.stderr)]);
      // Where Chromium still holds a file of it, an empty profile stays behind and tells nobody anything.
      removeAtOnce(profile);
      app.exit(code);
    });
}

const bug = 3;

/** Leaving at once would cut off what is still on its way to a pipe. */
const said = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => void stream.write('', () => resolve()));
