import { basename } from 'node:path';
import { nodePacketFiles, type PacketFiles } from '../../../electron/exchange/packet/packetFiles';

/** The real file system that fails at its nth change: once, or from then on (the program is gone). */
export function failingFiles(
  failAt: number,
  code: string,
  goneAfter: boolean,
): { files: PacketFiles; changes: string[] } {
  const changes: string[] = [];
  const change = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    changes.push(what);
    if (changes.length === failAt || (goneAfter && changes.length > failAt)) {
      throw Object.assign(new Error(code), { code, syscall: 'write' });
    }
    return run();
  };
  const real = nodePacketFiles;
  const files: PacketFiles = {
    ...real,
    write: (path, bytes) => change(`write ${basename(path)}`, () => real.write(path, bytes)),
    makeFolder: (path, options) => change('makeFolder', () => real.makeFolder(path, options)),
    rename: (from, to) => change(`rename ${basename(to)}`, () => real.rename(from, to)),
    syncFolder: (path) => change('syncFolder', () => real.syncFolder(path)),
    remove: (path) => change('remove', () => real.remove(path)),
  };
  return { files, changes };
}
