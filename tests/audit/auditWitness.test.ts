import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HashedLine } from '../../db/journal/auditChain';
import { databaseFile } from '../../db/file/openDatabase';
import { addWitness, listWitness } from '../../db/journal/witnessRepository';
import { connect } from '../../db/file/sqliteConnection';
import { ok } from '../../domain/values/result';
import { runCli } from '../../electron/cli/main';
import { rehash } from './auditTrail';
import { actor, createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';
import { openOffice, reopenOffice, type OpenOffice } from '../support/exchange/offices';
import { carryPost } from '../support/exchange/postman';

/**
 * Two real offices: a journal that was rewritten as a whole is sound by itself, and the heads that the other office
 * holds expose it; an office whose journal goes back is told of as soon as its next package comes.
 */
interface Run {
  readonly code: number;
  readonly json: Record<string, unknown>;
  readonly stderr: string;
}

async function yardam(...argv: readonly string[]): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const code = await runCli(argv, {
    env: { YARDAM_PASSWORD: 'a long enough password' },
    isTerminal: false,
    stdin: () => Promise.resolve(new Uint8Array()),
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    serve: () => Promise.reject(new Error('nothing is served here')),
  });
  return { code, stderr, json: stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>) };
}

const registry = 'provider';

/** Every trigger dropped, the lines put in place of those that are there, as an administrator of the machine can. */
async function forge(
  dataFolder: string,
  alter: (lines: HashedLine[]) => readonly HashedLine[],
): Promise<void> {
  const file = await connect(join(dataFolder, databaseFile), 'write');
  const triggers = await file.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'",
  );
  for (const { name } of triggers) await file.script(`DROP TRIGGER "${name}"`);
  const lines = await file.all<HashedLine>('SELECT * FROM audit ORDER BY seq');
  await file.script('DELETE FROM audit');
  for (const { seq, at, office, operator, action, object, detail, previous, hash } of alter(lines)) {
    const values = [seq, at, office, operator, action, object, detail, previous, hash];
    await file.run('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', values);
  }
  for (const { sql } of triggers) await file.script(sql);
  await file.close();
}

/** The second line done by somebody else, and every hash from there on made to fit. */
const rewritten = (lines: readonly HashedLine[]): readonly HashedLine[] =>
  rehash(
    lines.map((line) => (line.seq === 2 ? { ...line, operator: 'Никто' } : line)),
    1,
  );

describe('the journal of another office', () => {
  let folder: string;
  let almet: OpenOffice;
  let mintrud: OpenOffice;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-witness-'));
    mintrud = await openOffice(folder, 'mintrud', ['almet']);
    almet = await openOffice(folder, 'almet', ['mintrud']);
  });
  afterEach(async () => {
    await Promise.all([almet.app.close(), mintrud.app.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** The district makes a record and tells the ministry of it. */
  async function sendOne(fullName: string): Promise<void> {
    await almet.must('record.create', { registry, fields: { fullName } });
    for (const office of [almet, mintrud, almet]) {
      await office.must('exchange.run', {});
      await carryPost([almet, mintrud]);
    }
  }

  /** What is done to the district while its program is closed. */
  async function whileClosed(work: () => Promise<void>): Promise<void> {
    await almet.app.close();
    try {
      await work();
    } finally {
      almet = await reopenOffice(almet);
    }
  }

  async function witnessFile(): Promise<string> {
    const path = join(folder, 'heads.json');
    await mintrud.app.close();
    const desk = ['--data', mintrud.dataFolder, '--user', 'admin'];
    const made = await yardam('audit', 'witnessed', '--peer', 'almet', '--out', path, ...desk);
    mintrud = await reopenOffice(mintrud);
    expect(made).toMatchObject({ code: 0, json: { file: path, heads: 2 } });
    return path;
  }

  it('is witnessed head by head, with the number of the line', async () => {
    await sendOne('Дом');
    await sendOne('Заря');
    const { heads } = await mintrud.must('audit.witnessed', { peer: 'almet' });
    expect(heads.map(({ wentBack }) => wentBack)).toEqual([false, false]);
    await whileClosed(async () => {
      const file = await connect(join(almet.dataFolder, databaseFile), 'read');
      for (const { seq, hash } of heads)
        expect(await file.get('SELECT hash FROM audit WHERE seq = ?', [seq])).toEqual({ hash });
      await file.close();
    });
    expect(new Set(heads.map(({ seq }) => seq)).size).toBe(2);
    // What the ministry answers to what it was asked brings its own heads.
    const answers = (await almet.must('audit.witnessed', {})).heads;
    expect(answers.map(({ peer, wentBack }) => [peer, wentBack])).toEqual([
      ['mintrud', false],
      ['mintrud', false],
    ]);
  });

  it('that was rewritten as a whole is sound by itself and exposed by the heads held elsewhere', async () => {
    await sendOne('Дом');
    await sendOne('Заря');
    const witness = await witnessFile();
    const { heads } = JSON.parse(await readFile(witness, 'utf8')) as { heads: { seq: number }[] };
    const verify = ['audit', 'verify', '--data', almet.dataFolder];
    const findings = heads.map(({ seq }) => ({ seq, kind: 'rewritten' }));
    const broken = { ok: false, found: 2, findings, error: { code: 'audit.broken', params: { found: 2 } } };
    await whileClosed(async () => {
      expect(await yardam(...verify, '--witness', witness)).toMatchObject({ code: 0, json: { ok: true } });
      await forge(almet.dataFolder, rewritten);
      expect(await yardam(...verify)).toMatchObject({ code: 0, json: { ok: true, found: 0 } });
      const exposed = await yardam(...verify, '--witness', witness);
      expect(exposed).toMatchObject({ code: 1, json: broken });
      expect(exposed.stderr).toMatch(/^audit\.broken: /);
      const atDesk = await yardam(...verify, '--user', 'admin', '--witness', witness);
      expect(atDesk).toMatchObject({ code: 1, json: broken });
      // An export that the forger makes is sound too, and exposed alike.
      const file = join(folder, 'journal.jsonl');
      const days = ['--from', '2020-01-01', '--to', '2099-12-31', '--out', file];
      const made = await yardam('audit', 'export', ...days, '--data', almet.dataFolder, '--user', 'admin');
      expect(made).toMatchObject({ code: 0, json: { file } });
      const sound = { code: 0, json: { ok: true, office: 'almet' } };
      expect(await yardam('audit', 'check', file)).toMatchObject(sound);
      const checked = await yardam('audit', 'check', file, '--witness', witness);
      expect(checked).toMatchObject({ code: 1, json: broken });
    });
  });

  it('that goes back is told of when its next package comes, and the package is taken', async () => {
    await sendOne('Дом');
    await whileClosed(() => forge(almet.dataFolder, (lines) => lines.slice(0, 1)));
    await sendOne('Заря');
    const { heads } = await mintrud.must('audit.witnessed', { peer: 'almet' });
    expect(heads.map(({ wentBack }) => wentBack)).toEqual([false, true]);
    expect((await mintrud.must('record.list', { registry })).total).toBe(2);
    const { entries } = await mintrud.must('exchange.journal', {});
    const told = entries.filter(({ error }) => error === 'audit.rewound');
    expect(told).toMatchObject([{ direction: 'in', kind: 'message', state: 'noted', peer: 'almet' }]);
    const events = await mintrud.must('audit.list', { action: 'audit.rewound' });
    expect(events.entries.map(({ object }) => object)).toEqual([`packet/${told[0]?.uid ?? ''}`]);
  });

  it('is not judged by a file about somebody else', async () => {
    await sendOne('Дом');
    const { file } = await mintrud.must('audit.exportWitnessed', { peer: 'almet' });
    expect(await mintrud.refusal('audit.verify', { witnessFileId: file.fileId })).toBe('audit.notWitness');
    expect(await mintrud.refusal('audit.verify', { witnessFileId: randomUUID() })).toBe('file.notFound');
  });
});

describe('heads that are held', () => {
  it('tell what goes back: a lower line, the same line with another hash; an old program cannot be judged', async () => {
    const folders = await createOfficeFolders();
    const { database, close } = await openInnerOffice(await folders.make());
    const add = (seq: number | null, hash: string, peer = 'almet') =>
      database.write(actor, async (tx) => {
        const head = { peer, uid: randomUUID(), seq, hash, at: '2026-11-23T09:00:00.000Z' };
        return ok(await addWitness(tx, head));
      });
    const told = [];
    for (const [seq, hash] of [
      [5, 'a'],
      [5, 'a'],
      [9, 'b'],
      [null, 'c'],
      [9, 'x'],
      [8, 'd'],
      [10, 'e'],
    ] as const)
      told.push((await add(seq, hash)).value);
    expect(told).toEqual([false, false, false, false, true, true, false]);
    expect((await add(1, 'a', 'other')).value).toBe(false);
    expect(await listWitness(database.read, 'almet')).toHaveLength(7);
    for (const sql of ["UPDATE witness SET hash = 'x'", 'DELETE FROM witness'])
      await expect(database.write(actor, async (tx) => ok(await tx.run(sql)))).rejects.toThrow('append-only');
    await close();
    await folders.remove();
  });
});
