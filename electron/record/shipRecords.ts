import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  shippedRecordsShape,
  shippedWords,
  type ShippedRecord,
  type ShippedRecords,
} from '../../domain/registry/shippedRecords';
import type { Registries } from '../../domain/registry/index';
import type { Registry } from '../../domain/registry/defineRegistry';
import { ok } from '../../domain/values/result';
import type { Actor, ReadDb } from '../../db/file/handles';
import type { Database } from '../../db/file/database';
import { isAbsent } from '../../db/file/fileFault';
import { heldIds } from '../../db/record/rootRepository';
import { listsOf } from '../../domain/registry/traits/dictionary';
import { writeShipped } from './changeGate';
import { shippedEntries } from './lists/shippedEntries';

/** Records that ship with the program, by the registry that they are of. */
export type ShippedFiles = ReadonlyMap<Registry, ShippedRecords>;

export async function loadShippedRecords(
  resourcesFolder: string,
  { roots }: Registries,
): Promise<ShippedFiles> {
  const files = await Promise.all(
    roots.map(async (root) => [root, await readShipped(resourcesFolder, root)] as const),
  );
  return new Map(files.flatMap(([root, file]) => (file === undefined ? [] : [[root, file]])));
}

async function readShipped(resourcesFolder: string, root: Registry): Promise<ShippedRecords | undefined> {
  try {
    const text = await readFile(join(resourcesFolder, 'records', `${root.code}.json`), 'utf8');
    const file = shippedRecordsShape.parse(JSON.parse(text));
    if (root.root?.dictionary !== true) return file;
    return { ...file, records: [...(await shippedEntries(resourcesFolder, listsOf(root)))] };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Writes the records that are not here yet: at the first start, and after an update that brings more. */
export async function shipRecords(database: Database, files: ShippedFiles, actor: Actor): Promise<void> {
  for (const [root, { madeOn, records }] of files) {
    const absent = await notHere(database.read, root, records);
    if (absent.length === 0) continue;
    await database.write(actor, async (tx) => {
      const words = absent.flatMap((record) =>
        shippedWords(root, record, madeOn).map((change) => ({ change, rootId: record.id })),
      );
      await writeShipped(tx, words, { action: 'record.ship', at: database.now().toISOString() });
      return ok(null);
    });
  }
}

async function notHere(
  db: ReadDb,
  root: Registry,
  records: readonly ShippedRecord[],
): Promise<readonly ShippedRecord[]> {
  const here = await heldIds(
    db,
    root.table,
    records.map(({ id }) => id),
  );
  return records.filter(({ id }) => !here.has(id));
}
