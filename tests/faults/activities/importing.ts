import { expect } from 'vitest';
import type { ReadDb } from '../../../db/file/handles';
import { expectSound } from '../../support/offices/soundDatabase';
import type { Activity } from '../activity';
import { answered } from '../answered';
import { inFile, reopen } from '../reopen';

/** Imports of a hundred rows, some undone at once: each is there with every row or not at all. */
export const importing: Activity = {
  name: 'importing',
  share: 16,
  killsPerFolder: 4,
  range: { lines: 5, reach: 7 },
  async begin(ground) {
    const dataFolder = await ground.offices.copy();
    const made = new Map<string, number>();
    const undone = new Set<string>();
    let unanswered = 0;
    const look = () =>
      reopen(ground, dataFolder, {
        async file(read) {
          const batches = await batchesIn(read);
          for (const [batchId, created] of made)
            expect(batches).toContainEqual(expect.objectContaining({ batchId, created }));
          for (const batchId of undone)
            expect(batches).toContainEqual(expect.objectContaining({ batchId, undone: 1 }));
          expect(batches.length).toBeLessThanOrEqual(made.size + unanswered);
        },
      });
    return {
      watched: [{ folders: [dataFolder], changes: 30 }],
      order: () => Promise.resolve({ dataFolder, records: [] }),
      heard(lines) {
        for (const { attempt, answer } of answered(lines)) {
          if (answer === null) unanswered += attempt.do === 'import' ? 1 : 0;
          else if (attempt.do === 'import') made.set(answer.batchId ?? '', answer.count ?? 0);
          else if (attempt.do === 'undo') undone.add(answer.batchId ?? '');
        }
      },
      look,
      finish: () => inFile(dataFolder, expectSound),
    };
  },
};

interface Batch {
  readonly batchId: string;
  readonly created: number;
  readonly undone: number;
}

/** Every import there is; none of them, and no record, may be a part. */
async function batchesIn(read: ReadDb): Promise<readonly Batch[]> {
  const batches = await read.all<Batch & { born: number; present: number; told: number }>(`
    SELECT b.id AS batchId, b.created_count AS created, b.undone_at IS NOT NULL AS undone,
           (SELECT count(DISTINCT root_id) FROM change_event WHERE batch = b.id) AS born,
           (SELECT count(*) FROM provider WHERE removed = 0
             AND id IN (SELECT root_id FROM change_event WHERE batch = b.id)) AS present,
           (SELECT count(*) FROM audit WHERE action = 'import.apply' AND object = 'import/' || b.id) AS told
      FROM import_batch AS b`);
  for (const batch of batches)
    expect(batch).toMatchObject({
      born: batch.created,
      present: batch.undone === 1 ? 0 : batch.created,
      told: 1,
    });
  const strays = await read.all(`
    SELECT 'change' AS what, batch FROM change_event
      WHERE batch IS NOT NULL AND batch NOT IN (SELECT id FROM import_batch)
    UNION ALL SELECT 'row', id FROM provider WHERE id NOT IN (SELECT root_id FROM change_event WHERE batch IS NOT NULL)`);
  expect(strays).toEqual([]);
  return batches;
}
