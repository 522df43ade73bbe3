import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { runCli } from '../../electron/cli/main';
import { actor, createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';
import { ok } from '../../domain/values/result';

/**
 * `yardam audit verify` without an account: whoever has the folder may prove the journal, nothing in it is changed, and
 * what cannot be judged is refused by the names that every other command gives. And: nothing the program can say in SQL
 * alters a line.
 */
let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
beforeAll(async () => {
  folders = await createOfficeFolders();
});
afterAll(() => folders.remove());

async function yardam(...argv: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await runCli(argv, {
    env: {},
    isTerminal: false,
    stdin: () => Promise.resolve(new Uint8Array()),
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    serve: () => Promise.reject(new Error('nothing is served here')),
  });
  return { code, stderr, json: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) };
}

async function workedFolder(): Promise<string> {
  const folder = await folders.make();
  const office = await openInnerOffice(folder);
  await office.must('record.create', { registry: 'provider', fields: { fullName: 'Дом' } });
  await office.close();
  return folder;
}

const verify = (folder: string) => yardam('audit', 'verify', '--data', folder);

describe('yardam audit', () => {
  it('verifies without an account and changes not a byte of the database', async () => {
    const folder = await workedFolder();
    const state = async () => {
      const bytes = await readFile(join(folder, databaseFile));
      return [createHash('sha256').update(bytes).digest('hex'), ...(await readdir(folder)).sort()];
    };
    const before = await state();
    const { code, json } = await verify(folder);
    expect(code).toBe(0);
    expect(Object.keys(json ?? {})).toEqual(['lines', 'changes', 'files', 'ok', 'findings', 'found', 'head']);
    expect(json).toMatchObject({ lines: 1, changes: 1, ok: true, findings: [], found: 0, head: { seq: 1 } });
    expect(await state()).toEqual(before);
  });

  it('tells the findings and the name of the refusal of a broken one', async () => {
    const folder = await workedFolder();
    const file = await connect(join(folder, databaseFile), 'write');
    await file.script("DROP TRIGGER audit_is_append_only_update; UPDATE audit SET action = 'record.open'");
    await file.close();
    const { code, json, stderr } = await verify(folder);
    expect(code).toBe(1);
    expect(json).toMatchObject({
      ...{ ok: false, lines: 1, findings: [{ seq: 1, kind: 'changed' }], found: 1 },
      error: { code: 'audit.broken', params: { found: 1 } },
    });
    expect(stderr).toMatch(/^audit\.broken: Журнал событий нарушен: мест, где он не сходится, — 1\./);
  });

  it('honours the lock of the folder and refuses what every command refuses', async () => {
    const folder = await workedFolder();
    const held = await openInnerOffice(folder);
    expect(await verify(folder)).toMatchObject({ code: 1, json: { error: { code: 'data.locked' } } });
    await held.close();
    expect(await verify(join(folder, 'none'))).toMatchObject({
      code: 1,
      json: { error: { code: 'data.absent' } },
    });
    const path = join(folder, databaseFile);
    const bytes = await readFile(path);
    await writeFile(path, Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 0xff)]));
    expect(await verify(folder)).toMatchObject({ code: 1, json: { error: { code: 'data.damaged' } } });
    const witness = ['--witness', join(folder, 'none.json')];
    const sound = await workedFolder();
    expect(await yardam('audit', 'verify', '--data', sound, ...witness)).toMatchObject({
      code: 1,
      json: { error: { code: 'file.notFound' } },
    });
    expect(await verify(sound)).toMatchObject({ code: 0 });
  });

  it('asks for what it needs', async () => {
    expect(await yardam('audit')).toMatchObject({ code: 2, json: null });
    expect(await yardam('audit', 'check')).toMatchObject({ code: 2, json: null });
    expect(await yardam('audit', 'export', '--user', 'a')).toMatchObject({ code: 2, json: null });
    expect((await yardam('audit', 'verify', '--out', 'x')).stderr).toMatch(/^audit verify takes no --out/);
    expect(await yardam('audit', 'check', 'none.jsonl')).toMatchObject({
      code: 1,
      json: { error: { code: 'file.notFound' } },
    });
  });
});

describe('SQL', () => {
  const same = 'seq, at, office, operator, action, object, detail, previous, hash FROM audit';
  const values = "(1, 'x', 'x', 'x', 'x', 'x', '{}', '', 'x')";
  it.each([
    "UPDATE audit SET operator = 'x'",
    "UPDATE OR IGNORE audit SET operator = 'x'",
    'UPDATE OR REPLACE audit SET seq = seq + 1',
    'DELETE FROM audit',
    `INSERT OR REPLACE INTO audit VALUES ${values}`,
    `REPLACE INTO audit SELECT ${same}`,
    `INSERT OR IGNORE INTO audit VALUES ${values}`,
    `INSERT INTO audit VALUES ${values} ON CONFLICT (seq) DO UPDATE SET operator = 'x'`,
    `INSERT INTO audit SELECT -1, ${same.slice('seq, '.length)}`,
  ])('cannot alter a line, not even on a connection of somebody else: %s', async (sql) => {
    const folder = await workedFolder();
    const office = await openInnerOffice(folder);
    const before = await office.database.read.all('SELECT * FROM audit');
    const tampering = office.database.write(actor, async (tx) => ok(await tx.run(sql)));
    await expect(tampering).rejects.toThrow('append-only');
    await office.close();
    const outside = await connect(join(folder, databaseFile), 'write');
    await expect(outside.run(sql)).rejects.toThrow('append-only');
    expect(await outside.all('SELECT * FROM audit')).toEqual(before);
    await outside.close();
  });

  it('of the program never takes the triggers away or switches them off', async () => {
    const root = join(import.meta.dirname, '..', '..');
    const parts = ['db', 'electron'].map((part) =>
      readdir(join(root, part), { recursive: true, withFileTypes: true }),
    );
    const files = (await Promise.all(parts)).flat().filter((entry) => entry.name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    for (const { parentPath, name } of files) {
      const text = await readFile(join(parentPath, name), 'utf8');
      expect(text, name).not.toMatch(
        /DROP\s+TRIGGER|recursive_triggers\s*=\s*(OFF|0)|writable_schema|DROP\s+TABLE\s+audit/i,
      );
    }
  });
});
