import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import { connect } from '../../db/file/sqliteConnection';
import { databaseFile } from '../../db/file/openDatabase';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { findRecord } from '../../db/record/recordRepository';
import type { Change } from '../../domain/exchange/change';
import type { FieldEdit } from '../../domain/record/editRecord';
import { provider } from '../../domain/registry/provider/declaration';
import { fail, ok } from '../../domain/values/result';
import { changeRecord } from '../../electron/record/changeGate';
import { gateOf } from '../../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { expectSound } from '../support/offices/soundDatabase';
import { emptyModel, play, shown, steps } from '../support/exchange/writerModel';
import { join } from 'node:path';
import { worlds } from '../support/worlds';
import { toldFields } from '../support/record/toldFields';

/**
 * The one writer: whatever is done, by whomever, rows, change log, audit journal, search index and numbers agree, and the
 * records are what a plain model says they must be.
 */
const at = '2026-11-23T09:00:00.000Z';

describe('the writer', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());

  async function inOffice(work: (office: InnerOffice) => Promise<void>, now?: () => Date): Promise<void> {
    const office = await openInnerOffice(await folders.make(), now === undefined ? {} : { now });
    try {
      await work(office);
    } finally {
      await office.close();
    }
  }

  it('keeps everything in agreement over any sequence of edits, imports, packages and undoings', async () => {
    const run = fc.asyncProperty(
      steps,
      fc.array(fc.integer({ min: -90_000, max: 90_000 })),
      async (some, leaps) => {
        let time = Date.parse(at);
        await inOffice(
          async (office) => {
            const model = emptyModel();
            for (const [index, step] of some.entries()) {
              // Clocks of workstations are set back and forth.
              time += leaps[index % Math.max(1, leaps.length)] ?? 0;
              await play(office, model, step);
              const expected = [...model.records].map(
                ([id, { sound: _sound, ...record }]) => [id, record] as const,
              );
              expect(await shown(office)).toEqual(new Map(expected));
            }
            await expectSound(office.database.read);
          },
          () => new Date(time),
        );
      },
    );
    await fc.assert(run, { numRuns: worlds(250), endOnFailure: true });
  }, 120_000);

  it('chains several changes of one field in one call and finds a record that came back', () =>
    inOffice(async ({ database, office }) => {
      const recordId = randomUUID();
      const edit = (field: string, before: string | boolean | null, after: string | boolean) => {
        return { registry: provider.code, recordId, field, before, after };
      };
      const write = async (...edits: readonly FieldEdit[]): Promise<void> => {
        const written = await database.write(actor, async (tx) => {
          const record = (await findRecord(tx, provider, recordId)) ?? null;
          const change = { root: provider, recordId, record, edits };
          return changeRecord(gateOf(office), tx, change, 'record.save');
        });
        expect(written).toMatchObject({ ok: true });
        await expectSound(database.read);
      };
      await write(edit('status', null, 'draft'), edit('fullName', null, 'Дом'));
      await write(edit('fullName', 'Дом', 'Заря'), edit('fullName', 'Заря', 'Уют'));
      await write(edit('removed', false, true));
      const last = await database.read.get<{ stamp: string; key: string }>(
        "SELECT stamp, word_key AS key FROM change_event WHERE field = 'removed' ORDER BY seq DESC",
      );
      // The gate brings nothing back; a word of this office that a restoration gives back does.
      const stamp = database.nextStamp('mintrud');
      const back: Change = {
        ...{ ...edit('removed', true, false), ...stamped(stamp), replaces: last?.stamp ?? null },
        ...(last === undefined ? {} : { over: last.key }),
      };
      await database.write(actor, async (tx) => {
        const entries: readonly Entry[] = [{ change: back, rootId: recordId, outcome: 'applied' }];
        await applyChanges(tx, entries, { action: 'record.save', at });
        return ok(null);
      });
      await expectSound(database.read);
      const chain = await database.read.all<{ stamp: string; replaces: string | null; after: string }>(
        `SELECT stamp, replaces, after FROM ${toldFields} WHERE field = 'fullName' ORDER BY seq`,
      );
      expect(chain.map(({ after }) => after)).toEqual(['"Дом"', '"Заря"', '"Уют"']);
      expect(chain.map(({ replaces }) => replaces)).toEqual([null, chain[0]?.stamp, chain[1]?.stamp]);
    }));

  it('logs changes in the order they were made, however their records alternate', () =>
    inOffice(async ({ database }) => {
      const entry = (rootId: string, field: string, after: string): Entry => ({
        change: {
          ...{ registry: 'provider', recordId: rootId, field, before: null, after, replaces: null },
          ...stamped(database.nextStamp('mintrud')),
        },
        rootId,
        outcome: 'applied',
      });
      await database.write(actor, async (tx) => {
        const entries = [
          entry('p1', 'status', 'draft'),
          entry('p2', 'status', 'draft'),
          entry('p1', 'fullName', 'Дом'),
          entry('p2', 'fullName', 'Уют'),
        ];
        await applyChanges(tx, entries, { action: 'import.apply', at });
        return ok(null);
      });
      const logged = await database.read.all<{ id: string }>(
        'SELECT record_id AS id FROM change_event ORDER BY seq',
      );
      expect(logged.map(({ id }) => id)).toEqual(['p1', 'p2', 'p1', 'p2']);
      await expectSound(database.read);
      expect(await verifyAudit(database.read)).toMatchObject({ ok: true });
    }));

  it('goes on from the newest of its own words after a restart, whatever the clocks of others said', async () => {
    const folder = await folders.make();
    const first = await openInnerOffice(folder);
    const entry = (office: string, stamp: string): Entry => ({
      change: {
        ...{ registry: 'provider', recordId: 'p1', field: 'status', before: null, after: 'draft' },
        ...{ stamp, accepted: stamp, replaces: null, office, operator: 'Проверкина', at },
      },
      rootId: 'p1',
      outcome: 'applied',
    });
    const own = '2026-12-01T00:00:00.000Z-0000-mintrud';
    await first.database.write(actor, async (tx) => {
      await applyChanges(tx, [entry('mintrud', own)], { action: 'record.create', at });
      const foreign = [entry('almet', '2400-01-01T00:00:00.000Z-0000-almet')];
      await applyChanges(tx, foreign, { action: 'exchange.apply', at, via: 'almet' });
      return ok(null);
    });
    await first.close();
    const again = await openInnerOffice(folder);
    expect(again.database.nextStamp('mintrud')).toBe('2026-12-01T00:00:00.000Z-0001-mintrud');
    await again.close();
  });

  it('rolls back a refusal and a thrown error alike, and goes on afterwards', () =>
    inOffice(async ({ database }) => {
      const series = "INSERT INTO number_series VALUES ('x', 1)";
      const refused = await database.write(actor, async (tx) => {
        await tx.run(series);
        return fail('record.notFound');
      });
      expect(refused.ok).toBe(false);
      const thrown = database.write(actor, async (tx) => {
        await tx.run(series);
        throw new Error('a bug');
      });
      await expect(thrown).rejects.toThrow('a bug');
      expect(await database.read.all('SELECT * FROM number_series')).toEqual([]);
      await database.write(actor, async (tx) => ok(await tx.run(series)));
      expect(await database.read.all('SELECT * FROM number_series')).toEqual([{ name: 'x', last: 1 }]);
    }));

  it.each(['change_event', 'audit'])('lets nobody alter or remove a line of %s', (table) =>
    inOffice(async (office) => {
      await office.must('record.create', { registry: 'provider', fields: { fullName: 'Дом' } });
      const before = await office.database.read.all(`SELECT * FROM "${table}"`);
      for (const sql of [
        `UPDATE "${table}" SET at = 'x'`,
        `DELETE FROM "${table}"`,
        `INSERT OR REPLACE INTO "${table}" SELECT * FROM "${table}"`,
      ]) {
        const tampering = office.database.write(actor, async (tx) => ok(await tx.run(sql)));
        await expect(tampering).rejects.toThrow('append-only');
      }
      expect(await office.database.read.all(`SELECT * FROM "${table}"`)).toEqual(before);
      // From outside the triggers hold too, as long as they are there; the schema snapshot holds them.
      const outside = await connect(join(office.folder, databaseFile), 'write');
      await expect(outside.run(`DELETE FROM "${table}"`)).rejects.toThrow('append-only');
      await outside.close();
    }),
  );
});

const stamped = (stamp: string) => ({
  stamp,
  accepted: stamp,
  office: 'mintrud',
  operator: 'Проверкина',
  at,
});
