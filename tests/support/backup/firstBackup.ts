import { open, writeFile } from 'node:fs/promises';
import { lookAtBackup } from '../../../electron/backup/backupFiles';
import { openBodyKey, openHeader, type BackupSecret } from '../../../electron/backup/backupKeys';
import { openBody, plainLength, sealFile } from '../../../electron/backup/sealedBody';

/** The backup as a program of the first version would have made it: sealed under a header that tells no ends. */
export async function asFirstVersion(path: string, secret: BackupSecret): Promise<void> {
  const found = await lookAtBackup(path, Infinity);
  if (!found.ok) throw new Error(found.error.code);
  const { header, headerLine, bytes } = found.value;
  const key = openBodyKey(header, await openHeader(header, secret));
  if (key === undefined) throw new Error('the secret does not open this backup');
  const file = await open(path, 'r');
  const plain: Buffer[] = [];
  const whole = { start: 0, end: plainLength(bytes, headerLine) };
  for await (const piece of openBody(file, headerLine, key, whole)) plain.push(piece);
  await file.close();
  const { ends: _ends, ...first } = header;
  const firstLine = Buffer.from(`${JSON.stringify({ ...first, version: 1 })}\n`);
  await writeFile(path, sealFile(firstLine, key, oneByOne(plain)));
}

async function* oneByOne(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
