import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steadily, steadyFiles, sweep } from '../../db/file/steadyFiles';
import { failingMoves } from '../support/backup/failingMoves';

/** What is held for a moment is renamed and removed all the same, and a refusal that means rights is not waited for. */
describe('renaming and removing', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-steady-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Fails so many times; answers how long it was waited for, and how it ended. */
  async function tried(code: string, failures: number, platform: NodeJS.Platform) {
    let left = failures;
    let waitedMs = 0;
    const work = (): Promise<string> =>
      left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve('done');
    const wait = (ms: number): Promise<void> => {
      waitedMs += ms;
      return Promise.resolve();
    };
    const ended = await steadily(work, { platform, wait }).catch((error: unknown) => String(error));
    return { ended, waitedMs };
  }

  it.each(['EBUSY', 'EPERM', 'EACCES', 'ENOTEMPTY'])('on Windows is tried again after %s', async (code) => {
    expect(await tried(code, 1, 'win32')).toEqual({ ended: 'done', waitedMs: 20 });
    expect((await tried(code, 8, 'win32')).ended).toBe('done');
    const { ended, waitedMs } = await tried(code, Infinity, 'win32');
    expect(ended).toBe(`Error: ${code}`);
    expect(waitedMs).toBeGreaterThan(3000);
    expect(waitedMs).toBeLessThan(6000);
  });

  it('elsewhere waits for EBUSY alone: the others are about rights', async () => {
    expect((await tried('EBUSY', 3, 'linux')).ended).toBe('done');
    for (const code of ['EPERM', 'EACCES'])
      expect(await tried(code, 1, 'linux')).toEqual({ ended: `Error: ${code}`, waitedMs: 0 });
  });

  it('waits for nothing that will not pass', async () => {
    for (const code of ['ENOENT', 'ENOSPC', 'EXDEV'])
      expect(await tried(code, 1, 'win32')).toEqual({ ended: `Error: ${code}`, waitedMs: 0 });
  });

  it('leaves what is held of a leftover, and takes it away the next time', async () => {
    const left = join(folder, 'left');
    await writeFile(left, 'left');
    await sweep(left, failingMoves(1, 'EBUSY', 'once').files);
    expect(await readdir(folder)).toEqual(['left']);
    await sweep(left);
    expect(await readdir(folder)).toEqual([]);
    await steadyFiles.remove(left);
    await expect(sweep(left, failingMoves(1, 'EIO', 'once').files)).rejects.toThrow('EIO');
  });
});
