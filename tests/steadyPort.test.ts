import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Served } from '../electron/http/main';
import { makeTestOffice, type TestOffice } from './support/testOffice';
import { listenSteadily } from '../electron/http/steadyPort';

/** What a browser keeps by origin must outlive a restart, and nothing else may hang on the port. */
let office: TestOffice;
beforeEach(async () => {
  office = await makeTestOffice();
});
afterEach(() => office.remove());

const start = async (port = 0): Promise<Served> => {
  const bug = (error: unknown): never => {
    throw error;
  };
  const served = await serve({ dataFolder: office.dataFolder, port, open: false, onBug: bug });
  if (!served.ok) throw new Error(served.error.code);
  return served.value;
};
const portOf = ({ address }: Served): string => new URL(address).port;
const remembered = () => readFile(join(office.dataFolder, 'port'), 'utf8');

async function occupy(port: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
  return server;
}

describe('the port of an office', () => {
  it('is the same the next time, with another token', async () => {
    const first = await start();
    await first.close();
    const second = await start();
    expect(portOf(second)).toBe(portOf(first));
    expect(second.address).not.toBe(first.address);
    await second.close();
  });

  it('is a free one when somebody else has taken it, and that one is remembered', async () => {
    const first = await start();
    await first.close();
    const squatter = await occupy(portOf(first));
    const second = await start();
    expect(portOf(second)).not.toBe(portOf(first));
    expect(await remembered()).toBe(portOf(second));
    squatter.close();
    await second.close();
  });

  it.each(['', 'x', '0', '80', '99999', '-1', '8080 ', '0x1f90'])(
    'is a free one when %j is remembered',
    async (text) => {
      await writeFile(join(office.dataFolder, 'port'), text);
      const served = await start();
      expect(Number(portOf(served))).toBeGreaterThanOrEqual(1024);
      expect(await remembered()).toBe(portOf(served));
      await served.close();
    },
  );

  it('is the one that was asked for, taken or not', async () => {
    const first = await start();
    await first.close();
    const asked = await occupy('0');
    const { port } = asked.address() as AddressInfo;
    const refused = await serve({ dataFolder: office.dataFolder, port, open: false, onBug: () => undefined });
    expect(refused).toMatchObject({ ok: false, error: { code: 'system.portTaken', params: { port } } });
    asked.close();
    expect(await remembered()).toBe(portOf(first));
  });

  it('hides no failure behind a second try, and keeps no window shut for a folder that takes no file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yardam-port-'));
    await writeFile(join(folder, 'port'), '40000');
    const broken = () => Promise.reject(new Error('a bug'));
    await expect(listenSteadily(folder, broken)).rejects.toThrow('a bug');
    await rm(folder, { recursive: true });
    const transport = { startAddress: 'http://127.0.0.1:40000/', close: () => Promise.resolve() };
    expect(await listenSteadily(folder, () => Promise.resolve(transport))).toBe(transport);
  });
});
