import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable } from '../../../electron/spreadsheet/readTable';
import type { LayoutChoice } from '../../../electron/spreadsheet/table';

/** Bytes read as a table the way an upload is: from a file without a telling name. */
export function createUploads() {
  const folder = mkdtempSync(join(tmpdir(), 'yardam-table-'));
  let files = 0;

  function read(bytes: Uint8Array | string, layout?: LayoutChoice) {
    const path = join(folder, `upload-${(files += 1)}`);
    writeFileSync(path, bytes);
    return readTable({ read: () => readFile(path), size: statSync(path).size }, layout);
  }

  return {
    folder,
    read,
    async tableOf(bytes: Uint8Array | string, layout?: LayoutChoice) {
      const result = await read(bytes, layout);
      if (!result.ok) throw new Error(result.error.code);
      return result.value;
    },
    async refusal(bytes: Uint8Array | string, layout?: LayoutChoice) {
      const result = await read(bytes, layout);
      return result.ok ? 'read' : result.error;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
