import { expect } from 'vitest';
import type { ReadDb } from '../../../db/file/handles';
import { verifyContents } from '../../../db/journal/verifyContents';
import { expectSound } from '../../support/offices/soundDatabase';
import type { Activity } from '../activity';
import { answered } from '../answered';
import { copyPeopled } from '../ground';
import { inFile, reopen } from '../reopen';

/**
 * Files are attached to persons and a provider, and some are detached: an acknowledged file is there with every byte, one
 * that nobody answered for is there whole or leaves nothing, and what a kill left is swept by the next start.
 */
export const attaching: Activity = {
  name: 'attaching',
  share: 12,
  killsPerFolder: 6,
  range: { lines: 8, reach: 8 },
  async begin(ground) {
    const dataFolder = await copyPeopled(ground);
    const here = new Set<string>();
    const gone = new Set<string>();
    const look = () =>
      reopen(ground, dataFolder, {
        async file(read) {
          const { damaged } = await verifyContents(read);
          expect(damaged).toEqual([]);
          await expectNothingLeft(read);
          const rows = await rowsWithBytes(read);
          for (const rowId of here) expect([rowId, rows.has(rowId)]).toEqual([rowId, true]);
          for (const rowId of gone) expect([rowId, rows.has(rowId)]).toEqual([rowId, false]);
        },
      });
    return {
      watched: [{ folders: [dataFolder], changes: 40 }],
      order: () => {
        const records = ground.peopled.recordIds.slice(0, 3);
        return Promise.resolve({
          dataFolder,
          records: records.map((recordId) => ({ registry: 'person', recordId })),
        });
      },
      heard(lines) {
        for (const { attempt, answer } of answered(lines)) {
          if (attempt.do === 'attach' && answer !== null) here.add(answer.recordId ?? '');
          // Unanswered it may be gone or not.
          if (attempt.do === 'detach') here.delete(attempt.rowId);
          if (attempt.do === 'detach' && answer !== null) gone.add(attempt.rowId);
        }
      },
      look,
      finish: () => inFile(dataFolder, expectSound),
    };
  },
};

/** Rows that stand and whose bytes are all here. */
async function rowsWithBytes(read: ReadDb): Promise<ReadonlySet<string>> {
  const rows = await read.all<{ id: string }>(
    `SELECT row.id FROM (SELECT id, removed FROM provider_file UNION ALL SELECT id, removed FROM person_file) AS row
       JOIN file_use ON row_id = row.id JOIN file_content AS kept ON kept.id = content AND address IS NOT NULL
      WHERE removed = 0 AND chunks = (SELECT count(*) FROM file_chunk WHERE content = kept.id)`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** No bytes without an address or a row, no row that stands without bytes. */
async function expectNothingLeft(read: ReadDb): Promise<void> {
  const left = await read.get<Record<string, number>>(
    `SELECT (SELECT count(*) FROM file_content WHERE address IS NULL) AS unnamed,
            (SELECT count(*) FROM file_content WHERE id NOT IN (SELECT content FROM file_use)) AS unused,
            (SELECT count(*) FROM file_chunk WHERE content NOT IN (SELECT id FROM file_content)) AS stray,
            (SELECT count(*) FROM (SELECT id, removed FROM provider_file UNION ALL SELECT id, removed FROM person_file)
              WHERE (removed = 0) <> (id IN (SELECT row_id FROM file_use))) AS uneven`,
  );
  expect(left).toEqual({ unnamed: 0, unused: 0, stray: 0, uneven: 0 });
}
