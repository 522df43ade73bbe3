import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/**
 * The built window as a list of the addresses that exist, for whichever host serves it. An address is looked up in the
 * list and never turned into a path, so there is nothing that `..` or `%2f` could reach.
 */
export interface WindowFile {
  readonly path: string;
  readonly mime: string;
  /** Named by a hash of its content: may be kept by the browser for ever. */
  readonly lasting: boolean;
}

export interface WindowFiles {
  find(pathname: string): WindowFile | undefined;
}

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** Was the window built? A source tree has none until then. */
export const hasWindow = (folder: string): boolean => existsSync(join(folder, 'index.html'));

/** The list is read anew with every visit of the page, so that a build made meanwhile is shown whole or not at all. */
export function createWindowFiles(folder: string): WindowFiles {
  const state = { files: listFiles(folder) };
  return {
    find(pathname) {
      if (pathname === '/') state.files = listFiles(folder);
      return state.files.get(pathname === '/' ? '/index.html' : pathname);
    },
  };
}

function listFiles(folder: string): ReadonlyMap<string, WindowFile> {
  const files = new Map<string, WindowFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const mime = mimes[extname(entry.name)];
    if (!entry.isFile() || mime === undefined) continue;
    const pathname = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(pathname, { path, mime, lasting: pathname.startsWith('/assets/') });
  }
  return files;
}
