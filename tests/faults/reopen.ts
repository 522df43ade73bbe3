import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
import type { ReadDb } from '../../db/file/handles';
import { openToRead } from '../../db/file/openToRead';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { openKeyOffice, type KeyOffice } from '../support/offices/keyOffice';
import type { Ground } from './activity';
import { shipped } from '../../electron/app/shipped';

/**
 * Starts the program on a folder where it was killed: it opens, the activity finds what it wants to see, the file is
 * sound, the journal proves itself, and a clean end leaves nothing lying about. Answers the milliseconds until the
 * first call was answered.
 */
export interface Looks {
  /** Through the program. */
  readonly office?: (office: KeyOffice) => Promise<void>;
  /** Past the program, when it is closed again. */
  readonly file?: (read: ReadDb) => Promise<void>;
}

export async function reopen({ offices }: Ground, dataFolder: string, looks: Looks): Promise<number> {
  const startedAt = performance.now();
  const office = await openKeyOffice(dataFolder, { resourcesFolder: offices.resourcesFolder });
  await office.window().must('system.hello', {});
  const startMs = performance.now() - startedAt;
  try {
    await looks.office?.(office);
  } finally {
    await office.close();
  }
  await expectTidy(dataFolder);
  await inFile(dataFolder, async (read) => {
    expect(await read.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await read.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(await verifyAudit(read)).toMatchObject({ ok: true, findings: [] });
    await looks.file?.(read);
  });
  return startMs;
}

export async function inFile<T>(dataFolder: string, look: (read: ReadDb) => Promise<T>): Promise<T> {
  const opened = await openToRead(dataFolder, shipped);
  if (!opened.ok) throw new Error(`the file does not open: ${opened.error.code}`);
  try {
    return await look(opened.value.read);
  } finally {
    await opened.value.close();
  }
}

/** After a clean end: no log of writes, no draft of a file, no file that was lent. */
async function expectTidy(dataFolder: string): Promise<void> {
  const names = await readdir(dataFolder, { recursive: true });
  const left = names.filter((name) => /(-wal|-shm|-journal|\.new|\.part|\.tmp)$|^files[\\/]/.test(name));
  expect(left).toEqual([]);
}
