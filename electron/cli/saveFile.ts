import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../domain/values/result';
import { isDiskFull } from '../../db/file/fileFault';

/** Lays bytes at `out` whole or not at all: a file that was there stays until the new one is complete. */
export async function saveFile(
  bytes: Readable,
  out: string,
): Promise<Result<string, 'disk.full' | 'file.unwritable'>> {
  const path = resolve(out);
  const part = `${path}.${randomUUID()}.part`;
  try {
    await pipeline(bytes, createWriteStream(part, { flags: 'wx', flush: true }));
    await rename(part, path);
    return ok(path);
  } catch (error) {
    await rm(part, { force: true });
    return isDiskFull(error) ? fail('disk.full') : fail('file.unwritable', { params: { path } });
  }
}
