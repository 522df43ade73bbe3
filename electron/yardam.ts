import { buffer } from 'node:stream/consumers';
import { ok, type Result } from '../domain/values/result';
import { runCli } from './cli/main';
import type { ServeOrder } from './cli/order';
import { serve } from './http/main';

/**
 * The program `yardam`: the command line, and the loopback host that its `serve` starts. The two do not know each
 * other; here is the only place that joins them.
 */
async function serveUntilStopped(
  order: ServeOrder,
  onAddress: (address: string) => void,
): Promise<Result<null>> {
  const onBug = (error: unknown): void => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
  const served = await serve({ ...order, onBug });
  if (!served.ok) return served;
  const { address, browser, close } = served.value;
  onAddress(address);
  process.stderr.write(
    browser === null ? `Open ${address} in a browser of this machine\n` : `Opened in ${browser}\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await close();
  return ok(null);
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  isTerminal: process.stderr.isTTY,
  stdin: () => buffer(process.stdin),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  serve: serveUntilStopped,
});
