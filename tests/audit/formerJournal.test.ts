import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { bindingOf, checkBindings } from '../../db/record/changeBinding';
import { createDatabaseFile, databaseFile } from '../../db/file/openDatabase';
import { openToRead } from '../../db/file/openToRead';
import { connect, type Connection, type SqlValue } from '../../db/file/sqliteConnection';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { shipped } from '../../electron/app/shipped';
import { applyPackage } from '../../electron/exchange/applyPackage';
import { gateOf } from '../../electron/record/recordEdits';
import { checkAuditFile } from '../../electron/audit/auditFile';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { expectSound, dumpTables } from '../support/offices/soundDatabase';
import { officeJson } from '../support/offices/testOffice';

/**
 * An office and a journal file as the last version before the log of events left them (schema 80) are proved by this
 * one, and nobody alters a value of the log unseen, whichever form its line digests. `formerJournal.json` was made by
 * the program of that version, with this file laid into its tree:
 * `MAKE_FIXTURE=1 npx vitest run --config build/vitestConfig.ts tests/audit/formerJournal.test.ts`.
 */
interface Former {
  readonly schema: number;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, SqlValue>>[]>>;
  readonly exported: string;
}
const fixture = join(import.meta.dirname, 'formerJournal.json');
const registry = 'provider';
const config = {
  ...officeJson,
  office: { ...officeJson.office, kind: 'territorial', name: 'Проверочное управление' },
};
/** The printed script of docs/audit-format.md. */
async function printedScript(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'audit-format.md'), 'utf8');
  return /```js\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
}

describe('what the version before the log of events left', () => {
  let root: string;
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let former: Former;
  let made = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'yardam-former-'));
    folders = await createOfficeFolders();
    if (process.env['MAKE_FIXTURE'] === '1') await makeFixture(await folders.make());
    former = JSON.parse(await readFile(fixture, 'utf8')) as Former;
  });
  afterAll(async () => {
    await folders.remove();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Its data folder, not yet opened by this version. */
  async function lay(): Promise<string> {
    const folder = join(root, String((made += 1)));
    await createDatabaseFile(folder, shipped, former.schema);
    const file = await connect(join(folder, databaseFile), 'write');
    for (const [table, rows] of Object.entries(former.tables))
      for (const { number_key: _generated, ...row } of rows) {
        const places = Object.keys(row).map(() => '?');
        await file.run(
          `INSERT INTO "${table}" (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
          Object.values(row),
        );
      }
    // The index of words is made of the rows and was left out.
    await file.run("INSERT INTO provider_search (rowid, words) SELECT seq, 'дом' FROM provider");
    await file.close();
    return folder;
  }

  /** The same office some work of this version later: as one that asks, and as one that decides. */
  async function workedOn(): Promise<string> {
    const folder = await lay();
    for (const [neighbour, place] of [
      ['aznakaevo', config],
      ['zainsk', officeJson],
    ] as const) {
      const office = await openInnerOffice(folder, { config: place });
      await work(office, neighbour, 2);
      await expectSound(office.database.read);
      await office.close();
    }
    return folder;
  }

  it('is proved before this version has ever opened it', async () => {
    const opened = await openToRead(await lay(), shipped);
    if (!opened.ok) throw new Error(opened.error.code);
    const report = await verifyAudit(opened.value.read);
    await opened.value.close();
    expect(report).toMatchObject({ ok: true, changes: former.tables['change']?.length });
  });

  it('is proved after the step and after new work, each line by the form it was written in', async () => {
    const folder = await workedOn();
    const file = await connect(join(folder, databaseFile), 'read');
    const rows = await file.get<{ n: number }>('SELECT count(*) AS n FROM change_event');
    expect(await verifyAudit(file)).toMatchObject({ ok: true, found: 0, changes: rows?.n });
    const forms = await file.all(
      "SELECT DISTINCT detail ->> 'logForm' AS form FROM audit WHERE detail ->> 'logHash' IS NOT NULL ORDER BY seq",
    );
    expect(forms).toEqual([{ form: null }, { form: 2 }]);
    const kinds = await file.all<{ kind: string; n: number }>(
      `SELECT kind, sum(seq > ${former.tables['change']?.length ?? 0}) > 0 AS n
         FROM change_event GROUP BY kind ORDER BY kind`,
    );
    // What lines of this version digest is of every kind that it writes of its own accord.
    expect(kinds.map(({ kind, n }) => [kind, n])).toEqual([
      ['ask', 1],
      ['former', 0],
      ['lost', 1],
      ['word', 1],
    ]);
    await file.close();
  });

  it('no value of any row of the log is altered unseen, in either form', async () => {
    const file = await connect(join(await workedOn(), databaseFile), 'write');
    const triggers = await file.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    );
    for (const { name } of triggers) await file.script(`DROP TRIGGER "${name}"`);
    const events = await file.all<Record<string, SqlValue>>('SELECT * FROM change_event ORDER BY seq');
    const unseen: string[] = [];
    let tried = 0;
    for (const event of events)
      for (const [column, value] of Object.entries(event)) {
        tried += 1;
        if (!(await isSeen(file, Number(event['seq']), column, altered(column, value))))
          unseen.push(`${String(event['seq'])} ${column}`);
      }
    await file.close();
    expect(unseen).toEqual([]);
    expect(tried).toBe(events.length * 22);
  }, 60_000);

  it('a line that claims a form nobody knows stands for nothing', async () => {
    const file = await connect(join(await lay(), databaseFile), 'write');
    const line = await file.get<{ object: string; detail: string }>(
      "SELECT object, detail FROM audit WHERE detail LIKE '%logHash%'",
    );
    if (line === undefined) throw new Error('no line is bound');
    const fits = async (detail: string): Promise<boolean | undefined> => {
      const binding = bindingOf({ ...line, detail });
      return binding === undefined ? undefined : (await checkBindings(file, 'change', [binding]))[0]?.fits;
    };
    expect(await fits(line.detail)).toBe(true);
    for (const form of ['3', '"1"', 'null'])
      expect([form, await fits(line.detail.replace('{', `{"logForm":${form},`))]).toEqual([form, false]);
    await file.close();
  });

  it('its exported journal is proved by the printed script and by the program', async () => {
    const path = join(root, 'journal.jsonl');
    await writeFile(path, former.exported);
    const script = join(root, 'check.mjs');
    await writeFile(script, await printedScript());
    const answer = await new Promise<string>((resolve) => {
      execFile(process.execPath, [script, path], (_error, stdout) => {
        resolve(stdout);
      });
    });
    expect(JSON.parse(answer)).toMatchObject({ ok: true, broken: [] });
    expect(await checkAuditFile(path)).toMatchObject({ ok: true, value: { ok: true, found: 0 } });
  });
});

/** Does the proof find something when this value is another one? The file is left as it was. */
async function isSeen(file: Connection, seq: number, column: string, value: SqlValue): Promise<boolean> {
  await file.script('BEGIN');
  await file.run(`UPDATE change_event SET ${column} = ? WHERE seq = ?`, [value, seq]);
  const report = await verifyAudit(file);
  await file.script('ROLLBACK');
  return report?.ok === false;
}

/** Another value that the table takes. */
function altered(column: string, value: SqlValue): SqlValue {
  if (column === 'kind') return value === 'lost' ? 'ask' : 'lost';
  if (column === 'outcome') return value === 'applied' ? 'stale' : 'applied';
  if (typeof value === 'number') return value + 1000;
  return value === null ? 'x' : `${String(value)}x`;
}

/** Creating, saving, a list, and changes of a neighbour of which one is applied, one comes too late and one is at odds. */
async function work(office: InnerOffice, neighbour: string, counter: number): Promise<void> {
  const experience = [{ year: 2020, description: 'Опыт' }];
  const { recordId } = await office.must('record.create', {
    registry,
    fields: { fullName: 'Дом', note: 'а', experience },
  });
  await office.must('record.save', { registry, recordId, baseVersion: 1, fields: { note: 'б' } });
  const { database } = office;
  const sender = { code: neighbour, kind: 'territorial' } as const;
  const source = { ...gateOf(office.office), sender };
  const change = (field: string, after: string, year: number, more: number): Change => ({
    ...{ stamp: `${year}-11-23T08:00:00.000Z-000${counter + more}-${neighbour}`, registry, recordId, field },
    ...{ before: null, after, replaces: null, office: neighbour, operator: 'Соседова', at: '2026-11-23' },
  });
  await database.write(actor, (tx) =>
    applyPackage(source, tx, [
      change('shortName', 'Дом', 2026, 1),
      change('note', 'б', 2020, 2),
      change('note', 'в', 2020, 3),
    ]),
  );
}

async function makeFixture(folder: string): Promise<void> {
  const office = await openInnerOffice(folder, { config });
  await work(office, 'almet', 1);
  const { file } = await office.must('audit.export', { from: '2026-11-01', to: '2026-11-30' });
  const stored = office.files().find(file.fileId);
  if (stored === undefined) throw new Error('the file is not kept');
  const exported = Buffer.from(await stored.read()).toString('utf8');
  const { read } = office.database;
  const schema = (await read.get<{ user_version: number }>('PRAGMA user_version'))?.user_version ?? 0;
  const dumped = Object.entries(await dumpTables(read)).filter(
    ([table, rows]) => rows.length > 0 && !table.includes('search'),
  );
  await office.close();
  const text = JSON.stringify({ schema, tables: Object.fromEntries(dumped), exported }, null, 1);
  await writeFile(fixture, `${text}\n`);
}
