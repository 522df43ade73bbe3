import { join } from 'node:path';

/** Where the parts of the program lie: the same in the source tree, in `dist/` and inside the packaged program. */
export interface Installation {
  readonly resourcesFolder: string;
  readonly windowFolder: string;
  readonly preload: string;
  readonly pdfWorker: string;
}

/** `electron/app/` and `dist/node/` are both two folders below the root. */
export function installation(root: string = join(import.meta.dirname, '..', '..')): Installation {
  return {
    resourcesFolder: join(root, 'resources'),
    windowFolder: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'node', 'preload.cjs'),
    pdfWorker: join(root, 'dist', 'node', 'pdfWorker.js'),
  };
}
