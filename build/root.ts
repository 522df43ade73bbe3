import { join } from 'node:path';

/** The root of the source tree. */
export const root = join(import.meta.dirname, '..');
