import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** These files in one zip, by their paths. */
export async function zipFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
  mtime: Date,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, content] of files) zip.addBuffer(Buffer.from(content), path, { mtime });
  zip.end();
  return buffer(zip.outputStream);
}
