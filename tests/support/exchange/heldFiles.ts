import { nodePacketFiles, type PacketFiles } from '../../../electron/exchange/packet/packetFiles';

/**
 * The folders of the exchange with packets in them that another program holds. Of what is `open` nothing can be renamed or
 * removed; what is `shut` cannot be listed or read either.
 */
export interface HeldFiles {
  readonly files: PacketFiles;
  open: (path: string) => boolean;
  shut: (path: string) => boolean;
}

export function heldFiles(): HeldFiles {
  const nothing = (): boolean => false;
  const refuse = (path: string) =>
    Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY', syscall: 'open', path }));
  const real = nodePacketFiles;
  const held: HeldFiles = {
    open: nothing,
    shut: nothing,
    files: {
      ...real,
      list: (folder) => (held.shut(folder) ? refuse(folder) : real.list(folder)),
      read: (path, size) => (held.shut(path) ? refuse(path) : real.read(path, size)),
      rename: (from, to) => (held.open(from) || held.shut(from) ? refuse(from) : real.rename(from, to)),
      copyFolder: (from, to) => (held.shut(from) ? refuse(from) : real.copyFolder(from, to)),
      remove: (path) => (held.open(path) || held.shut(path) ? refuse(path) : real.remove(path)),
    },
  };
  return held;
}
