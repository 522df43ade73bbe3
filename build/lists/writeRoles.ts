import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolesTable } from './rolesTable';
import { root } from '../root';

await writeFile(join(root, 'docs', 'roles.md'), rolesTable());
