import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/root';
import { shippedLists } from '../../build/lists/shippedLists';

describe('the lists of registries and of migrations', () => {
  it('are those that the names of files make', async () => {
    for (const { path, text } of await shippedLists())
      expect(await readFile(join(root, path), 'utf8'), `${path}: npm run lists`).toBe(text);
  });
});
