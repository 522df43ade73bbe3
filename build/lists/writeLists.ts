import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';
import { shippedLists } from './shippedLists';

for (const { path, text } of await shippedLists()) await writeFile(join(root, path), text);
