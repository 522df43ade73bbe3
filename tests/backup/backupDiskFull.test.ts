import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** A disk that fills up anywhere in a backup: named, nothing half written left, and the next one with room succeeds. */
const inNamespace = (command: string) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', command], { encoding: 'utf8', timeout: 120_000 });
/** A mount in a name space of its own needs no rights on most systems, but not everywhere is it allowed. */
const canMount = (): boolean =>
  process.platform === 'linux' && inNamespace('mount -t tmpfs -o size=1m none /mnt').status === 0;

if (canMount()) {
  describe('a backup on a full disk', () => {
    it('is refused by name and leaves nothing behind; the next one, with room, succeeds', () => {
      const script = fileURLToPath(new URL('../support/backup/smallDiskBackup.ts', import.meta.url));
      const run = inNamespace(
        `mount -t tmpfs -o size=6m none /mnt && exec "${process.execPath}" --import tsx "${script}" /mnt`,
      );
      if (run.status !== 0) throw new Error(run.stderr);
      expect(JSON.parse(run.stdout)).toEqual({
        refusals: ['disk.full'],
        left: [],
        succeeded: true,
        after: [],
      });
    }, 150_000);
  });
} else {
  it('stands on a system that mounts no disk for a test', () => expect(canMount()).toBe(false));
}
