import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which windows this office has let in, by the digests of their cookies: a program that was started again knows its old
 * window by it. No cookie can be made of a digest, and whoever comes back has to sign in all the same.
 */
export interface KnownWindows {
  readonly former: readonly string[];
  keep(digests: readonly string[]): void;
}

export const noKnownWindows: KnownWindows = { former: [], keep: () => undefined };

/** More windows than these nobody leaves open. */
const keptLimit = 4;

export function knownWindowsIn(dataFolder: string): KnownWindows {
  const file = join(dataFolder, 'windows');
  return {
    former: readDigests(file),
    keep(digests) {
      try {
        writeFileSync(file, digests.slice(0, keptLimit).join('\n'), { mode: 0o600 });
      } catch {
        // A full disk may cost a window its way back after a restart, never the sign-in.
      }
    },
  };
}

function readDigests(file: string): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => /^[0-9a-f]{64}$/.test(line)).slice(0, keptLimit);
  } catch {
    return [];
  }
}
