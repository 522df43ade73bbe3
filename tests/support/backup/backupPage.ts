import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../build/root';

/** The operator's page on backups (`docs/operator/backup.md`), for tests that follow it word by word. */
export interface Section {
  readonly number: string;
  /** What a terminal of Linux is given; the commands of `yardam` in it are those of every system. */
  readonly blocks: readonly string[];
}

export async function readBackupPage(): Promise<{
  readonly page: string;
  readonly sections: readonly Section[];
}> {
  const page = await readFile(join(root, 'docs', 'operator', 'backup.md'), 'utf8');
  const sections = page
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ number: text.slice(0, 1), blocks: blocksOf(text, 'sh') }));
  return { page, sections };
}

export const blocksOf = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp('```' + language + '\\n([^`]+)```', 'g'))].map(([, block = '']) => block);
