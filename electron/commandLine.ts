import { buffer } from 'node:stream/consumers';
import type { ClockApart } from '../domain/exchange/officeClock';
import { ok, type Result } from '../domain/values/result';
import { runCli } from './cli/main';
import type { ServeOrder } from './cli/order';
import { serve } from './http/main';

/**
 * The command line with the loopback host that its `serve` starts. The two do not know each other; here is the only place
 * that joins them, for the program `yardam` and for the installed desktop program alike.
 */
export function runCommandLine(argv: readonly string[]): Promise<number> {
  return runCli(argv, {
    env: process.env,
    isTerminal: process.stderr.isTTY,
    stdin: () => buffer(process.stdin),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    serve: serveUntilStopped,
  });
}

async function serveUntilStopped(
  order: ServeOrder,
  onAddress: (address: string) => void,
): Promise<Result<null>> {
  const onBug = (error: unknown): void => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
  const served = await serve({ ...order, onBug });
  if (!served.ok) return served;
  const { address, browser, clock, close } = served.value;
  if (clock !== null) process.stderr.write(`${glossClock(clock)}\n`);
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

/** It decides nothing, so nothing stops; whoever started the program can look at the clock. */
const glossClock = ({ direction, newestAt, office }: ClockApart): string =>
  direction === 'behind'
    ? `! The newest word held (${office}, ${newestAt}) is years ahead of this machine's clock. Check the date here; if it is right, the clock of that office was wrong.`
    : `! The newest word held (${office}, ${newestAt}) is years behind this machine's clock. Check the date here, unless the program was not used for so long.`;
