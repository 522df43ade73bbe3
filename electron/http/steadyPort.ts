import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpTransport } from './httpTransport';

/**
 * The port that an office was served on last, tried first. A browser keeps how the window looks (theme, columns) by its
 * origin, and the port is a part of the origin; a window of the former run finds its program there again. Nothing that
 * cannot be done without may hang on it: where it is taken or forgotten, any free port will do.
 */
export async function listenSteadily(
  dataFolder: string,
  listen: (port: number) => Promise<HttpTransport>,
): Promise<HttpTransport> {
  const file = join(dataFolder, 'port');
  const last = portIn(await readFile(file, 'utf8').catch(() => ''));
  const transport = await listen(last).catch((error: unknown) => {
    if (last !== 0 && isPortTaken(error)) return listen(0);
    throw error;
  });
  const { port } = new URL(transport.startAddress);
  // A full disk may cost the operator a theme, never the window.
  await writeFile(file, port).catch(() => undefined);
  return transport;
}

export const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code));

/** 0 for what is no port that a program of a user may have. */
function portIn(text: string): number {
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65535 ? port : 0;
}
