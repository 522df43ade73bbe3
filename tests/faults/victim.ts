import { readSync, writeSync } from 'node:fs';
import { openKeyOffice } from '../support/offices/keyOffice';
import { createDice } from './dice';
import { acts } from './victimActs';
import type { Acknowledged, Attempt, Line, Order } from './victimLine';

/**
 * The program that is killed: `createApp` as every host calls it, in a process of its own. It waits for an order, works
 * on it for ever and says every attempt before and every answer after. A line is written at one stroke and without
 * waiting, so a line that the killer has read was said before the kill.
 */
const order = readOrder();
const startedAt = performance.now();
const usedBefore = process.cpuUsage();
const { dataFolder, resourcesFolder, seed } = order;
const office = await openKeyOffice(dataFolder, { resourcesFolder });
await office.window().must('system.hello', {});
const { user, system } = process.cpuUsage(usedBefore);
say({ is: 'opened', ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 });
await acts[order.activity]({ office, order, dice: createDice(seed), tell });
say({ is: 'idle' });
// Mentions the office, so that it is not collected as garbage and its lock with it.
setInterval(() => office.dataFolder, 60_000);

/** The order is one line; reading it blocks, the modules are loaded by then. */
function readOrder(): Order {
  const bytes = Buffer.alloc(65_536);
  let text = '';
  while (!text.endsWith('\n')) text += bytes.toString('utf8', 0, readSync(0, bytes));
  return JSON.parse(text) as Order;
}

function say(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function tell<T>(
  attempt: Attempt,
  call: () => Promise<T>,
  answer: (value: T) => Acknowledged,
): Promise<T> {
  say({ is: 'trying', attempt });
  const value = await call();
  say({ is: 'done', answer: answer(value) });
  return value;
}
