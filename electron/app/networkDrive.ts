import { readFile, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Does a folder lie on a drive of the network? There two programs may write to one database at once, because locks are not
 * kept between machines, and a break of the line tears it: its makers warn of both. The program works and says so.
 */

/** The kind of the network drive (`nfs4`, `cifs`, `UNC`), null on a disk of this machine and where nobody can tell. */
export async function networkDriveOf(folder: string): Promise<string | null> {
  const resolved = await nearest(folder);
  if (process.platform === 'win32') return networkShare(resolved);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  return networkMount(mounts, resolved);
}

/** The folder, or what it will be made in. */
async function nearest(folder: string): Promise<string> {
  const whole = resolve(folder);
  return await realpath(whole).catch(() => (dirname(whole) === whole ? whole : nearest(dirname(whole))));
}

/** Windows resolves the letter of a network drive to the share behind it: `\\server\share\…`. */
export const networkShare = (resolved: string): string | null =>
  /^\\\\(?![?.]\\)/.test(resolved) || /^\\\\\?\\UNC\\/i.test(resolved) ? 'UNC' : null;

/** Kinds of file systems whose files lie on another machine, by the names that Linux gives them. */
const networkKinds =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|coda|ceph|glusterfs|lustre|davfs2?|9p|fuse\.(sshfs|rclone|davfs2?|glusterfs|s3fs|gvfsd-fuse|curlftpfs|smbnetfs))$/;

/** `mountinfo` as proc(5) describes it: of nested mounts the deepest holds the folder, of stacked ones the last. */
export function networkMount(mountinfo: string, folder: string): string | null {
  let deepest = { point: '', kind: '' };
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = unescaped(before.split(' ')[4] ?? '');
    const kind = after.split(' ')[0] ?? '';
    const holds = point === '/' || folder === point || folder.startsWith(`${point}/`);
    if (point !== '' && holds && point.length >= deepest.point.length) deepest = { point, kind };
  }
  return networkKinds.test(deepest.kind) ? deepest.kind : null;
}

/** Blanks stand as `\040` there. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)));
