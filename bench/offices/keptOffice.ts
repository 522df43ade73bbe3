import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookInto } from '../../tests/support/offices/keyOffice';

/** A large office that is made once and kept in the system's folder for temporary files from one run to the next. */
export interface Kept {
  /** Begins the name of the folder. */
  readonly name: string;
  /** An empty office, which becomes the large one. */
  readonly empty: string;
  /** Of what is put there; with the schema it tells whether the one that is kept is still the one that would be made. */
  readonly samples: unknown;
  readonly fill: (dataFolder: string) => Promise<void>;
}

/** The data folder; making it takes minutes. */
export async function keptOffice({ name, empty, samples, fill }: Kept): Promise<string> {
  const schema = await lookInto(empty, 'SELECT sql FROM sqlite_schema ORDER BY name');
  const made = createHash('sha256').update(JSON.stringify([schema, samples]));
  const place = join(tmpdir(), `${name}-${made.digest('hex').slice(0, 12)}`);
  const isThere = await stat(place).then(
    () => true,
    () => false,
  );
  if (isThere) return place;
  process.stderr.write(`making ${name}, once\n`);
  await fill(empty);
  // Made from something else: gigabytes that nobody asks for any more.
  for (const one of await readdir(tmpdir()))
    if (one.startsWith(`${name}-`)) await rm(join(tmpdir(), one), { recursive: true });
  await rename(empty, place);
  return place;
}
