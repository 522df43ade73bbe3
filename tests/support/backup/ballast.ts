import { closeSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';

/** Fills a disk by one file and leaves so many bytes free. */
export function fillBut(ballast: string, room: number): void {
  const file = openSync(ballast, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch {
    closeSync(file);
  }
  truncateSync(ballast, Math.max(0, statSync(ballast).size - room));
}
