import { homedir } from 'node:os';
import { join } from 'node:path';

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() });

/** The platform's place for the data of a program of this user; every host takes it when it is told no other. */
export function defaultDataFolder({ platform, env, home }: Machine = thisMachine()): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Yardam');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Yardam');
  const given = env['XDG_DATA_HOME'];
  // The XDG specification wants a relative path ignored.
  return join(given?.startsWith('/') === true ? given : join(home, '.local', 'share'), 'yardam');
}
