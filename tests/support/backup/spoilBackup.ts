import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { connect } from '../../../db/file/sqliteConnection';

/** What failing disks and clever hands do to backups and databases. */
export const digestLength = 32;

/** Under a digest that fits. */
export const withDigest = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, createHash('sha256').update(bytes).digest()]);

/** Bytes that no zip makes smaller, the same each time. */
export function noise(seed: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < seed.length; at += 32)
    parts.push(
      createHash('sha256')
        .update(`${at}`)
        .update(seed.subarray(at, at + 8))
        .digest(),
    );
  return Buffer.concat(parts);
}

interface OpenHeader {
  version: number;
  schema: number;
  slots: { wrapped: string }[];
}

/** The backup under a header that somebody has altered, with a digest that fits. */
export async function spoilHeader(
  from: string,
  to: string,
  spoil: (header: OpenHeader) => void,
): Promise<void> {
  const bytes = await readFile(from);
  const end = bytes.indexOf(0x0a);
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as OpenHeader;
  spoil(header);
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  await writeFile(to, withDigest(Buffer.concat([line, bytes.subarray(end + 1, -digestLength)])));
}

/** Zeroes over the roots of two indexes, as a failing disk leaves them: the log can still be read. */
export async function spoilPages(file: string): Promise<void> {
  const connection = await connect(file, 'read');
  const pages = await connection.all<{ rootpage: number }>(
    "SELECT rootpage FROM sqlite_schema WHERE name IN ('provider_by_title', 'draft')",
  );
  await connection.close();
  const handle = await open(file, 'r+');
  for (const { rootpage } of pages) await handle.write(Buffer.alloc(4096), 0, 4096, (rootpage - 1) * 4096);
  await handle.close();
}
