import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../domain/values/result';
import { refusalOfFile } from '../../db/file/fileFault';
import { steadyFiles, sweep } from '../../db/file/steadyFiles';

/** Lays bytes at `out` whole or not at all: a file that was there stays until the new one is complete. */
export async function saveFile(
  bytes: Readable,
  out: string,
): Promise<Result<string, 'disk.full' | 'file.unwritable'>> {
  const path = resolve(out);
  const part = `${path}.${randomUUID()}.part`;
  try {
    await pipeline(bytes, createWriteStream(part, { flags: 'wx', flush: true }));
    await steadyFiles.rename(part, path);
    return ok(path);
  } catch (error) {
    await sweep(part);
    return refusalOfFile(error, path) ?? fail('file.unwritable', { params: { path } });
  }
}
