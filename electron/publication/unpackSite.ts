import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { fromBufferPromise } from 'yauzl';
import { fail, ok, type Result } from '../../domain/values/result';
import { isAbsent, refusalOfFile } from '../../db/file/fileFault';
import { makeFolders } from '../../db/file/makeFolders';
import { steadyFiles, sweep } from '../../db/file/steadyFiles';
import { buffer } from 'node:stream/consumers';

/** The file that says that a folder is a publication, and may be made anew. */
const mark = 'style.css';

/**
 * Lays a publication into a folder that is empty, absent, or a publication: it is made whole beside it first and then put
 * in its place, so that whoever copies the folder meanwhile finds no half of two days.
 */
export async function unpackSite(
  zip: Uint8Array,
  out: string,
): Promise<Result<string, 'disk.full' | 'file.unwritable' | 'folder.notEmpty'>> {
  const folder = resolve(out);
  const part = `${folder}.part`;
  const former = `${folder}.former`;
  try {
    const state = await stateOf(folder);
    if (state === 'other') return fail('folder.notEmpty', { params: { folder } });
    await sweep(part);
    await unpackTo(part, zip);
    if (state === 'absent') await makeFolders(dirname(folder));
    else await steadyFiles.rename(folder, former);
    await steadyFiles.rename(part, folder);
    await sweep(former);
    return ok(folder);
  } catch (error) {
    await sweep(part);
    return refusalOfFile(error, folder) ?? fail('file.unwritable', { params: { path: folder } });
  }
}

async function stateOf(folder: string): Promise<'absent' | 'empty' | 'publication' | 'other'> {
  try {
    const names = await readdir(folder);
    if (names.length === 0) return 'empty';
    return names.includes(mark) ? 'publication' : 'other';
  } catch (error) {
    if (isAbsent(error)) return 'absent';
    throw error;
  }
}

async function unpackTo(folder: string, bytes: Uint8Array): Promise<void> {
  await makeFolders(folder);
  const zip = await fromBufferPromise(Buffer.from(bytes), {});
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName);
    if (!path.startsWith(folder + sep)) throw new Error('a path leads out of the publication');
    await makeFolders(dirname(path));
    await writeFile(path, await buffer(await zip.openReadStreamPromise(entry)));
  }
}
