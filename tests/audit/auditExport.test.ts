import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '../../db/journal/auditLog';
import { ok } from '../../domain/values/result';
import { checkAuditFile, readWitnessFile, type FileReport } from '../../electron/audit/auditFile';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';

/**
 * The journal leaves as a file that a third party checks: by the script of docs/audit-format.md, run as it is printed
 * there, and by the program. Both must find whatever was done to the file.
 */
const document = join(import.meta.dirname, '..', '..', 'docs', 'audit-format.md');
const period = { from: '2026-11-01', to: '2026-11-30' };

describe('an exported journal', () => {
  let folder: string;
  let script: string;
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yardam-audit-'));
    folders = await createOfficeFolders();
    const [, printed = ''] = /```js\n([^]*?)```/.exec(await readFile(document, 'utf8')) ?? [];
    script = join(folder, 'check.mjs');
    await writeFile(script, printed);
  });
  afterAll(async () => {
    await folders.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** An office that has worked on three days, one of them with the clock set back. */
  async function withOffice<T>(work: (office: InnerOffice) => Promise<T>) {
    let now = '2026-10-31T20:59:00Z';
    const office = await openInnerOffice(await folders.make(), { now: () => new Date(now) });
    try {
      const days = [
        '2026-10-31T20:59:00Z',
        '2026-10-31T21:00:00Z',
        '2026-10-30T09:00:00Z',
        '2026-11-30T20:59:59Z',
      ];
      for (const [index, day] of [...days, '2026-11-30T21:00:00Z'].entries()) {
        now = day;
        const fields = { fullName: `Дом ${index}` };
        await office.must('record.create', { registry: 'provider', fields });
      }
      return await work(office);
    } finally {
      await office.close();
    }
  }

  async function exported(office: InnerOffice, from = period.from, to = period.to): Promise<string> {
    const { file } = await office.must('audit.export', { from, to });
    const stored = office.files().find(file.fileId);
    if (stored === undefined) throw new Error('the file is not kept');
    const path = join(folder, file.name);
    await writeFile(path, await stored.read());
    return path;
  }

  async function byScript(path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [script, path], (error, stdout, stderr) => {
        if (stdout === '') reject(new Error(stderr));
        else resolve({ ...(JSON.parse(stdout) as object), code: error === null ? 0 : error.code });
      });
    });
  }

  async function byProgram(path: string): Promise<FileReport> {
    const report = await checkAuditFile(path);
    if (!report.ok) throw new Error(report.error.code);
    return report.value;
  }

  it('holds the lines of the period without a gap, is sound, and its making is an event', () =>
    withOffice(async (office) => {
      const path = await exported(office);
      const [first = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
      expect(JSON.parse(first)).toMatchObject({
        ...{ format: 'yardam-audit', version: 1, office: 'mintrud', ...period },
        ...{ before: { seq: 1 }, last: { seq: 4 }, head: { seq: 5 } },
      });
      expect(lines.map((line) => (JSON.parse(line) as unknown[])[0])).toEqual([2, 3, 4]);
      expect(await byScript(path)).toEqual({ ok: true, lines: 3, broken: [], code: 0 });
      expect(await byProgram(path)).toMatchObject({
        ok: true,
        lines: 3,
        found: 0,
        office: 'mintrud',
        ...period,
      });
      const { entries } = await office.must('audit.list', { action: 'audit.' });
      expect(entries.map(({ action, object }) => [action, object])).toEqual([
        ['audit.export', 'audit/2026-11-01..2026-11-30'],
      ]);
      expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({ lines: 3, last: 4 });
    }));

  it('of a period without events is empty and sound', () =>
    withOffice(async (office) => {
      const path = await exported(office, '2020-01-01', '2020-12-31');
      expect(await byScript(path)).toEqual({ ok: true, lines: 0, broken: [], code: 0 });
      expect(await byProgram(path)).toMatchObject({ ok: true, lines: 0 });
    }));

  it('keeps whatever text an event holds, ends of lines that only some programs know among them', () =>
    withOffice(async (office) => {
      const name = 'Проверкина\u2028А.\u0085\r\n"А"\\';
      await office.database.write({ ...actor, operator: name }, async (tx) => {
        await appendAudit(
          tx,
          [{ action: 'office.init', object: 'x', detail: {} }],
          '2026-11-15T00:00:00.000Z',
        );
        return ok(null);
      });
      const path = await exported(office);
      expect(await byScript(path)).toMatchObject({ ok: true, lines: 5 });
      expect(await byProgram(path)).toMatchObject({ ok: true, lines: 5 });
    }));

  const tampering: readonly (readonly [string, (lines: string[]) => string[]])[] = [
    ['a changed name', (lines) => lines.map((line) => line.replace('Проверкина', 'Никто'))],
    ['a changed number', (lines) => lines.map((line) => line.replace(/^\[3,/, '[9,'))],
    ['a blank put in', (lines) => lines.map((line) => line.replace(/^\[3,/, '[3, '))],
    ['a line taken out', (lines) => lines.filter((line) => !line.startsWith('[3,'))],
    ['the last line taken out', (lines) => lines.slice(0, -1)],
    ['the first line taken out', ([header = '', , ...lines]) => [header, ...lines]],
    ['a line doubled', (lines) => [...lines, lines.at(-1) ?? '']],
    ['two lines exchanged', ([header = '', a = '', b = '', c = '']) => [header, b, a, c]],
  ];
  it.each(tampering)('does not hide %s, from the script or from the program', (_name, tamper) =>
    withOffice(async (office) => {
      const path = await exported(office);
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      const forged = join(folder, 'forged.jsonl');
      await writeFile(forged, `${tamper(lines).join('\n')}\n`);
      expect(await byScript(forged)).toMatchObject({ ok: false, code: 1 });
      expect(await byProgram(forged)).toMatchObject({ ok: false });
    }),
  );

  it('is known by its first line, and a file of heads by its shape', async () => {
    for (const text of ['', '{}\n', '[1,"a"]\n', '\u0000\u0001', '{"format":"yardam-audit","version":2}\n']) {
      const path = join(folder, 'strange');
      await writeFile(path, text);
      expect(await checkAuditFile(path)).toMatchObject({ ok: false, error: { code: 'audit.notExport' } });
      expect(await readWitnessFile(path)).toMatchObject({ ok: false, error: { code: 'audit.notWitness' } });
    }
    const absent = { ok: false, error: { code: 'file.notFound' } };
    expect(await checkAuditFile(join(folder, 'none'))).toMatchObject(absent);
    expect(await readWitnessFile(join(folder, 'none'))).toMatchObject(absent);
    expect(await checkAuditFile(folder)).toMatchObject(absent);
  });

  it('lists by period, operator in any case, action and object, newest first and page by page', () =>
    withOffice(async (office) => {
      const all = await office.must('audit.list', {});
      expect(all.entries.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
      const page = await office.must('audit.list', { limit: 2, before: 5 });
      expect([page.entries.map(({ seq }) => seq), page.more]).toEqual([[4, 3], true]);
      const seqs = async (filter: object) =>
        (await office.must('audit.list', filter)).entries.map(({ seq }) => seq);
      expect(await seqs(period)).toEqual([4, 2]);
      expect(await seqs({ from: '2026-12-01' })).toEqual([5]);
      expect(await seqs({ operator: 'ПРОВЕРК' })).toEqual([5, 4, 3, 2, 1]);
      expect(await seqs({ operator: 'никто' })).toEqual([]);
      expect(await seqs({ action: 'record.' })).toEqual([5, 4, 3, 2, 1]);
      expect(await seqs({ action: 'ecord' })).toEqual([]);
      expect(await seqs({ object: all.entries[1]?.object ?? '' })).toEqual([4]);
      expect(await office.refusal('audit.list', { from: '2026-02-30' })).toBe('call.malformed');
    }));

  it('tells two people of one name by their logins, inside the hashed text, and finds them by them', () =>
    withOffice(async (office) => {
      const append = (login: string, operator: string) =>
        office.database.write({ ...actor, login, operator }, async (tx) => {
          const line = { action: 'exchange.take' as const, object: 'x', detail: { version: 1 } };
          await appendAudit(tx, [line, line], '2026-11-15T00:00:00.000Z');
          return ok(null);
        });
      await append('name.sake-2', actor.operator);
      await append('', '');
      const found = async (operator: string) =>
        (await office.must('audit.list', { operator, action: 'exchange.t' })).entries.map(
          ({ detail }) => detail,
        );
      const both = ['{"version":1,"login":"name.sake-2"}', '{"version":1,"login":"name.sake-2"}'];
      expect(await found('')).toEqual(['{"version":1}', '{"version":1}', ...both]);
      expect(await found('проверкина')).toEqual(both);
      expect(await found(' Name.Sake')).toEqual(both);
      expect(await found('name.sake-3')).toEqual([]);
      expect((await office.must('audit.list', { operator: actor.login })).entries).toHaveLength(5);
      const path = await exported(office);
      expect(await byScript(path)).toMatchObject({ ok: true, lines: 8 });
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace('name.sake-2', 'name.sake-3'));
      expect(await byScript(path)).toMatchObject({ ok: false, broken: [6] });
    }));

  it('is for those who may read the journal', () =>
    withOffice(async (office) => {
      office.session.operator = signedInAs('observer');
      expect(await office.refusal('audit.list', {})).toBe('permission.denied');
      expect(await office.refusal('audit.export', period)).toBe('permission.denied');
    }));

  it('can be stopped while it is verified, and tells how far it is', () =>
    withOffice(async (office) => {
      const told: number[] = [];
      office.office.events.subscribe(office.session, (name, payload) => {
        if (name === 'task.progressed' && 'done' in payload) told.push(payload.done);
      });
      const sound = await office.must('audit.verify', { taskId: 'v' });
      expect(sound).toMatchObject({ ok: true, lines: 5, head: { seq: 5 } });
      expect(told).toEqual([5]);
      const stopped = office.call('audit.verify', { taskId: 'w' });
      office.office.tasks.cancel('w');
      expect(await stopped).toMatchObject({ ok: false, error: { code: 'task.cancelled' } });
    }));
});
