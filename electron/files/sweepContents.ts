import { ok } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import {
  dropDeadUses,
  dropSomeChunks,
  fileRegistries,
  unnamedContents,
  unnameUnused,
} from '../../db/content/contentSweep';

/**
 * Frees bytes that no row means any more. By whatever door a row went (a form, a call, a package, a withdrawal), its
 * bytes are swept after it, in small transactions, one sweeping at a time; what a kill leaves is swept at the next start.
 */
export interface ContentSweep {
  /** After a record changed, or all records of a registry. */
  after(registry: string, recordId: string | null): void;
  /** Resolves when nothing is being swept. */
  settled(): Promise<void>;
}

export function createContentSweep(
  database: Database,
  program: Actor,
  reportBug: (where: string, error: unknown) => string,
): ContentSweep {
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    after(registry, recordId) {
      if (database.read.registries.root(registry)?.root?.files === undefined) return;
      underWay = underWay
        .then(() => sweepAfter(database, program, registry, recordId))
        .catch((error: unknown) => reportBug('files.sweep', error));
    },
    async settled() {
      await underWay;
    },
  };
}

/** At the start of the program, before anybody can attach anything. */
export async function sweepAtStart(database: Database, program: Actor): Promise<void> {
  for (const [root] of fileRegistries(database.read.registries))
    await sweepAfter(database, program, root.code, null);
  await dropAll(database, program, await unnamedContents(database.read));
}

async function sweepAfter(
  database: Database,
  program: Actor,
  registry: string,
  recordId: string | null,
): Promise<void> {
  const found = fileRegistries(database.read.registries).find(([root]) => root.code === registry);
  if (found === undefined) return;
  const [root, child] = found;
  const unnamed = await database.write(program, async (tx) => {
    const dropped = await dropDeadUses(tx, root, child, recordId);
    return ok(dropped === 0 ? [] : await unnameUnused(tx));
  });
  await dropAll(database, program, unnamed.value);
}

async function dropAll(database: Database, program: Actor, contents: readonly number[]): Promise<void> {
  for (const content of contents) await dropContent(database, program, content);
}

/** Removes bytes that have no address, some at a time. */
export async function dropContent(database: Database, program: Actor, content: number): Promise<void> {
  let isGone = false;
  while (!isGone)
    isGone = (await database.write(program, async (tx) => ok(await dropSomeChunks(tx, content)))).value;
}
