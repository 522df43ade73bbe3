import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import type { Database } from '../../db/file/database';
import type { WriteTx } from '../../db/file/handles';
import { databaseFile, openDatabase } from '../../db/file/openDatabase';
import { listChanges } from '../../db/record/changeRepository';
import { countCandidates, knownTo, listAhead, listCandidates } from '../../db/exchange/candidateRepository';
import { deferredAmongReplaced } from '../../db/exchange/deferredRepository';
import { listJournal } from '../../db/exchange/exchangeJournalRepository';
import { parentsOf, titlesOf } from '../../db/record/rootRepository';
import { hiddenAmong, listRefused } from '../../db/exchange/hiddenRepository';
import { listDue, withheldAmong } from '../../db/exchange/withheldRepository';
import { nextStandings, standingsOf } from '../../db/exchange/standingRepository';
import { listToLay } from '../../db/exchange/outgoingRepository';
import { readRegisters } from '../../db/record/registerRepository';
import { openAsks, openField } from '../../db/record/reviewRepository';
import { countOpenTerms, listOpenTerms } from '../../db/term/termRepository';
import { provider } from '../../domain/registry/provider/declaration';
import { providerPlace } from '../../domain/registry/provider/lists';
import { connect, type Connection } from '../../db/file/sqliteConnection';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { listening, noting, plansOfAll, sorts, type Asked } from '../support/record/queryPlans';
import { soundProvider } from '../support/record/soundProvider';
import { shipped } from '../../electron/app/shipped';

/**
 * How SQLite goes about what the program asks of it, statement by statement as they are really sent: nothing an operator
 * waits for may read a whole table, and no page of a list may be sorted when it is asked for.
 */
const registry = 'provider';
/** Those that read every record because they are about every record, or a small list that is read by a person. */
const wholeReads = [/^SELECT id AS recordId, coalesce\(full_name/, /FROM import_batch WHERE registry/];
/** Sorts of what one package, one import or one round brings, or of what is open about one record. */
const smallSorts = [
  /json_each\(\?\)\) AND outcome = 'applied' ORDER BY seq$/,
  /FROM outgoing_packet/,
  /SELECT DISTINCT event.registry, event.record_id AS recordId, .* event.root_id = \?[13]/,
  /AS imported/,
  /AS read WHERE read.value/,
];

describe('the plan of', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let plans: Connection;
  const asked: Asked = new Map();

  beforeAll(async () => {
    folders = await createOfficeFolders();
    const folder = await folders.make();
    office = await openInnerOffice(folder, { open: (_folder, now) => openListening(folder, now, asked) });
    plans = await connect(join(folder, databaseFile), 'write');
  });
  afterAll(async () => {
    await plans.close();
    await office.close();
    await folders.remove();
  });

  const plansOf = (work: () => Promise<void>) => plansOfAll(plans, asked, work);

  it('creating, saving, opening, moving, importing and undoing reads no table from end to end', async () => {
    const { fields, lists } = soundProvider();
    const found = await plansOf(async () => {
      const made = await office.must('record.create', { registry, fields: { ...fields, ...lists } });
      const { recordId } = made;
      await office.must('record.save', {
        registry,
        recordId,
        baseVersion: 1,
        fields: { note: 'х', experience: [] },
      });
      await office.must('record.open', { registry, recordId });
      await office.must('record.open', { registry, recordId, atVersion: 1 });
      await office.must('record.history', { registry, recordId, before: 5 });
      await office.must('record.move', { registry, recordId, baseVersion: 2, to: 'review' });
      await office.must('draft.open', { registry, recordId });
      const fileId = await office.upload('list.csv', 'Полное наименование;Заметка\r\nДом;1\r\nЗаря;2');
      const { batchId } = await office.must('import.apply', { registry, fileId });
      await office.must('import.undo', { batchId });
    });
    expect(
      found.filter(({ sql, plan }) => readsWholeTable(plan) && !wholeReads.some((one) => one.test(sql))),
    ).toEqual([]);
    expect(found.filter(({ sql, plan }) => sorts(plan) && !smallSorts.some((one) => one.test(sql)))).toEqual(
      [],
    );
  });

  it('what is late, due today and soon reads no more than what it shows, and sorts nothing', async () => {
    const found = await plansOf(async () => {
      const seen = [{ code: registry, within: undefined }];
      const days = { today: '2026-11-23', soonUntil: '2026-11-25' };
      await countOpenTerms(office.database.read, { code: 'person', within: ['92602000'] }, days);
      for (const group of [undefined, 'late', 'uncounted'] as const)
        await listOpenTerms(office.database.read, seen, days, { group, from: 0, limit: 50 });
    });
    expect(found.filter(({ plan }) => readsWholeTable(plan) || sorts(plan))).toEqual([]);
  });

  it('what the exchange asks for each peer and package is a short look', async () => {
    const { read } = office.database;
    const change = {
      stamp: 's',
      registry: 'provider',
      recordId: 'r',
      field: 'note',
      replaces: 'q',
    } as Change;
    const found = await plansOf(async () => {
      const route = { office: 'mintrud', peer: 'almet', isHub: true, toHub: false };
      await listCandidates(read, route, 0, 10);
      await listAhead(read, route, { after: 0, scanned: 0 }, ['r'], [['provider', ['status']]]);
      await knownTo(read, route, 1, ['provider'], ['r']);
      await withheldAmong(read, 'almet', 'provider', ['r']);
      await listDue(read, 'almet', 10);
      await listRefused(read, 'almet', 10);
      await hiddenAmong(read, [{ registry: 'provider', rootId: 'r' }]);
      await standingsOf(read, provider, ['r']);
      await nextStandings(read, provider, 0, 10);
      await countCandidates(read, route, 0);
      await titlesOf(read, 'provider', 'full_name', ['r']);
      await listJournal(read, 100);
      await listChanges(read, [1]);
      await listToLay(read, '2026');
      await readRegisters(read, [change]);
      await readRegisters(read, [change], 'held');
      await openField(read, provider, 'r', 'r', 'note');
      await openAsks(read, provider, 'mintrud', 'r');
      await deferredAmongReplaced(read, [change]);
      await parentsOf(read, providerPlace, ['r']);
    });
    expect(found.filter(({ plan }) => readsWholeTable(plan))).toEqual([]);
    expect(found.filter(({ sql, plan }) => sorts(plan) && !smallSorts.some((one) => one.test(sql)))).toEqual(
      [],
    );
  });

  it('the journal is proved page by page, each line looking its own rows of the log up', async () => {
    await office.must('record.create', { registry, fields: { fullName: 'Дом' } });
    const found = await plansOf(async () => {
      await office.must('audit.verify', {});
      await office.must('audit.list', { before: 5 });
      await office.must('audit.witnessed', { peer: 'almet' });
    });
    expect(found.filter(({ plan }) => readsWholeTable(plan))).toEqual([]);
    const bound = found.find(({ sql }) => sql.includes('CROSS JOIN change_event'));
    expect(bound?.plan).toContain(
      'SEARCH change_event USING INDEX change_event_by_root (root_id=? AND seq>? AND seq<?)',
    );
  });

  it('a page far down and its signposts begin where they are, not at the start', async () => {
    // More rows than lie between two signposts.
    const rows = Array.from({ length: 450 }, (_, index) => `Дом ${index}`);
    const fileId = await office.upload('list.csv', ['Полное наименование', ...rows].join('\r\n'));
    await office.must('import.apply', { registry, fileId });
    for (const sort of ['title', 'registrationNumber', 'changedAt'] as const) {
      for (const descending of [false, true]) {
        const found = await plansOf(async () => {
          await office.must('record.list', { registry, from: 440, sort, descending });
        });
        const page = found.find(({ sql }) => sql.includes('version'));
        expect(page?.plan).toMatch(
          /^SEARCH provider USING INDEX \w+ \(\((title_key|number_key|changed_at),id\)[<>]\(\?,\?\)\)$/,
        );
      }
    }
  });

  it('a search streams from the index of words', async () => {
    const found = await plansOf(async () => {
      await office.must('record.list', { registry, search: 'дом', filters: { status: ['draft'] } });
    });
    expect(found.map(({ plan }) => plan)).toEqual([
      expect.stringMatching(
        /^SCAN hit VIRTUAL TABLE INDEX \d+:M\d \| SEARCH provider USING INTEGER PRIMARY KEY \(rowid=\?\)$/,
      ),
    ]);
  });
});

/** A table gone through without an index; in the order of an index it is a page or a count. */
const readsWholeTable = (plan: string): boolean =>
  /SCAN (provider\w*|change_event|audit|\w+_change|outgoing_packet|import_batch)(?=$| \|)/.test(plan);

/** The office's database, telling which statements it is sent. */
async function openListening(folder: string, now: () => Date, asked: Asked): Promise<Database> {
  const opened = await openDatabase(folder, now, shipped);
  if (!opened.ok) throw new Error(opened.error.code);
  const database = opened.value;
  const listenTo = (tx: WriteTx): WriteTx => ({ ...listening(tx, asked), run: noting(asked, tx.run) });
  return {
    ...database,
    read: listening(database.read, asked),
    write: (actor, work) => database.write(actor, (tx) => work(listenTo(tx))),
  };
}
