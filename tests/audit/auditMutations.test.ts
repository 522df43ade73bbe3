import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditReport, FindingKind, Head } from '../../domain/audit/finding';
import { createChainWalk, type ChainResult, type HashedLine } from '../../db/journal/auditChain';
import { hashLine } from '../../db/journal/auditLog';
import { databaseFile } from '../../db/file/openDatabase';
import { connect } from '../../db/file/sqliteConnection';
import { verifyAudit } from '../../db/journal/verifyAudit';
import { makeJournal, rehash } from './auditTrail';
import { createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';

/**
 * Nobody alters the journal unseen: ten thousand mutations by seed over the pure walk, and one of each sort over a real
 * database whose triggers somebody has dropped.
 */
const mutationCount = 10_000;
const journal = makeJournal(60);
const known: Head = headOf(journal);

function headOf(lines: readonly HashedLine[]): { seq: number; hash: string } {
  const { seq, hash } = lines.at(-1) ?? { seq: 0, hash: '' };
  return { seq, hash };
}

function walk(lines: readonly HashedLine[], heads: readonly Head[] = []): ChainResult {
  const chain = createChainWalk(heads);
  for (const line of lines) chain.take(line);
  return chain.end();
}

/** Numbers from 0 to below `n`, the same for a seed on every machine (mulberry32). */
function createDice(seed: number) {
  let state = seed;
  return (n: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}
type Dice = ReturnType<typeof createDice>;

const columns = ['at', 'office', 'operator', 'action', 'object', 'detail', 'previous', 'hash'] as const;

/** One sign of a text replaced, added or taken away. */
function spoil(text: string, dice: Dice): string {
  const at = dice(text.length + 1);
  const put = String.fromCharCode(97 + dice(26));
  const changed = [text.slice(0, at) + put + text.slice(at), text.slice(0, at) + put + text.slice(at + 1)];
  const shorter = text.slice(0, at) + text.slice(at + 1);
  const candidate = [...changed, shorter][dice(3)] ?? '';
  return candidate === text ? `${text}x` : candidate;
}

function replaceAt(lines: readonly HashedLine[], index: number, line: HashedLine): HashedLine[] {
  return lines.map((one, at) => (at === index ? line : one));
}

function lineAt(lines: readonly HashedLine[], index: number): HashedLine {
  const line = lines[index];
  if (line === undefined) throw new Error(`no line ${index}`);
  return line;
}

/** The sorts of tampering; all of them leave the stored order as a database would: by number. */
const mutations: Readonly<Record<string, (dice: Dice) => HashedLine[]>> = {
  'a value changed': (dice) => {
    const index = dice(journal.length);
    const column = columns[dice(columns.length)] ?? 'at';
    const line = lineAt(journal, index);
    return replaceAt(journal, index, { ...line, [column]: spoil(line[column], dice) });
  },
  'a value changed and the hash of the line made to fit': (dice) => {
    const index = dice(journal.length);
    const line = { ...lineAt(journal, index), operator: spoil('', dice) };
    return replaceAt(journal, index, { ...line, hash: hashLine(line) });
  },
  'a number changed': (dice) => {
    const index = dice(journal.length);
    const seq = dice(2) === 0 ? -dice(50) : journal.length + 1 + dice(50);
    return byNumber(replaceAt(journal, index, { ...lineAt(journal, index), seq }));
  },
  'a line removed': (dice) => without(dice(journal.length)),
  'a run of lines removed': (dice) => {
    const from = dice(journal.length - 1);
    return journal.filter((_line, index) => index < from || index > from + dice(5));
  },
  'two lines exchanged': (dice) => {
    const [a, b] = [dice(journal.length), dice(journal.length)];
    const [one, two] = [lineAt(journal, a), lineAt(journal, a === b ? (b + 1) % journal.length : b)];
    return byNumber(
      journal.map((line) =>
        line === one ? { ...two, seq: one.seq } : line === two ? { ...one, seq: two.seq } : line,
      ),
    );
  },
  'two lines in the wrong order': (dice) => {
    const at = dice(journal.length - 1);
    const [one, two] = [lineAt(journal, at), lineAt(journal, at + 1)];
    return journal.map((line) => (line === one ? two : line === two ? one : line));
  },
  'a line added by hand': (dice) => {
    const seq = journal.length + 1 + dice(3);
    const line = { ...lineAt(journal, dice(journal.length)), seq, hash: spoil(known.hash, dice) };
    return [...journal, line];
  },
  'a line added by hand that fits by itself': (dice) => {
    const line = { ...lineAt(journal, dice(journal.length - 1)), seq: journal.length + 1 };
    return [...journal, { ...line, hash: hashLine(line) }];
  },
  'a line doubled': (dice) => {
    const index = dice(journal.length);
    return [...journal.slice(0, index + 1), lineAt(journal, index), ...journal.slice(index + 1)];
  },
  'a line doubled at the end': (dice) => [
    ...journal,
    { ...lineAt(journal, dice(journal.length)), seq: journal.length + 1 },
  ],
  'the end cut off': (dice) => journal.slice(0, dice(journal.length)),
  'the past rewritten and every hash made to fit': (dice) => {
    const index = dice(journal.length);
    const changed = { ...lineAt(journal, index), operator: spoil('', dice) };
    return rehash(replaceAt(journal, index, changed), index);
  },
};

const byNumber = (lines: readonly HashedLine[]): HashedLine[] => [...lines].sort((a, b) => a.seq - b.seq);
const without = (index: number): HashedLine[] => journal.filter((_line, at) => at !== index);

describe('the walk along the journal', () => {
  it('finds nothing in a sound one, with and without a known head', () => {
    expect(walk(journal)).toMatchObject({ lines: 60, found: 0, findings: [], head: known });
    expect(walk(journal, [known, headOf(journal.slice(0, 20)), { seq: null, hash: known.hash }]).found).toBe(
      0,
    );
    expect(walk([]).found).toBe(0);
  });

  it(`finds every one of ${mutationCount} mutations`, () => {
    const dice = createDice(20261123);
    const sorts = Object.entries(mutations);
    const unseen: string[] = [];
    const seen = new Set<string>();
    for (let turn = 0; turn < mutationCount; turn += 1) {
      const [name, mutate] = sorts[turn % sorts.length] ?? ['', () => journal];
      if (walk(mutate(dice), [known]).found === 0) unseen.push(`${turn}: ${name}`);
      seen.add(name);
    }
    expect(unseen).toEqual([]);
    expect(seen.size).toBe(sorts.length);
  });

  it('names what it finds and where', () => {
    const changed = replaceAt(journal, 9, { ...lineAt(journal, 9), operator: 'Никто' });
    expect(walk(changed).findings).toEqual([{ seq: 10, kind: 'changed' }]);
    const refitted = { ...lineAt(changed, 9) };
    const fits = replaceAt(changed, 9, { ...refitted, hash: hashLine(refitted) });
    expect(walk(fits).findings).toEqual([{ seq: 11, kind: 'unchained' }]);
    expect(walk(without(9)).findings).toEqual([{ seq: 10, kind: 'missing', to: 10 }]);
    expect(walk(journal.slice(5)).findings).toEqual([{ seq: 1, kind: 'missing', to: 5 }]);
    const [a, b] = [lineAt(journal, 9), lineAt(journal, 29)];
    const exchanged = replaceAt(replaceAt(journal, 9, { ...b, seq: 10 }), 29, { ...a, seq: 30 });
    expect(new Set(walk(exchanged).findings.map(({ seq, kind }) => `${seq} ${kind}`))).toEqual(
      new Set(['10 moved', '11 unchained', '30 moved', '31 unchained']),
    );
    expect(walk(journal.slice(0, 40), [known]).findings).toEqual([{ seq: 60, kind: 'cut' }]);
    expect(walk(rehash(changed, 9)).found).toBe(0);
    expect(walk(rehash(changed, 9), [known]).findings).toEqual([{ seq: 60, kind: 'rewritten' }]);
    expect(walk(rehash(changed, 9), [{ seq: null, hash: known.hash }]).findings).toEqual([
      { seq: 0, kind: 'rewritten' },
    ]);
  });

  it('keeps the first hundred findings and counts them all', () => {
    const long = makeJournal(300).map((line) => ({ ...line, operator: 'Никто' }));
    const { findings, found } = walk(long);
    expect([findings.length, found]).toEqual([100, 300]);
  });
});

describe('the journal in a database whose triggers were dropped', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());

  /** What is found after somebody ran this SQL on the file of a closed office. */
  async function foundAfter(sql: string, heads: readonly Head[] = []): Promise<AuditReport> {
    const folder = await folders.make();
    const office = await openInnerOffice(folder);
    for (const fullName of ['Дом', 'Заря', 'Уют', 'Өмет'])
      await office.must('record.create', { registry: 'provider', fields: { fullName, shortName: fullName } });
    await office.close();
    const connection = await connect(join(folder, databaseFile), 'write');
    const triggers = await connection.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    );
    for (const { name } of triggers) await connection.script(`DROP TRIGGER "${name}"`);
    await connection.script(sql);
    const report = await verifyAudit(connection, { heads });
    await connection.close();
    if (report === null) throw new Error('nobody cancelled it');
    return report;
  }

  it('is sound as the program left it, and every change is bound', async () => {
    const report = await foundAfter('');
    expect(report).toMatchObject({ lines: 4, ok: true, findings: [], found: 0, head: { seq: 4 } });
    // A birth is one row.
    expect(report.changes).toBe(4);
  });

  const cases: readonly (readonly [string, string, readonly FindingKind[]])[] = [
    ['a changed line', "UPDATE audit SET operator = 'Никто' WHERE seq = 2", ['changed']],
    ['a line taken out', 'DELETE FROM audit WHERE seq = 2', ['missing', 'unbound']],
    [
      'exchanged lines',
      'UPDATE audit SET seq = seq + 100 WHERE seq IN (2, 3); UPDATE audit SET seq = 105 - seq WHERE seq > 100;',
      ['moved'],
    ],
    [
      'a line added',
      "INSERT INTO audit SELECT 5, at, office, operator, action, object, '{}', 'x', 'y' FROM audit WHERE seq = 4",
      ['changed'],
    ],
    ['the end cut off', 'DELETE FROM audit WHERE seq > 2', ['unbound']],
    ['a changed value in the log', `UPDATE change_event SET after = '"Никто"' WHERE seq = 3`, ['unlogged']],
    ['a change taken out of the log', 'DELETE FROM change_event WHERE seq = 3', ['unlogged']],
    [
      'a change added to the log',
      `INSERT INTO change_event (kind, stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
       SELECT kind, 'x', registry, record_id, root_id, field, before, after, office, operator, at, version, outcome
         FROM change_event WHERE seq = 3`,
      ['unbound'],
    ],
  ];
  it.each(cases)('tells of %s', async (_name, sql, kinds) => {
    const { ok, findings } = await foundAfter(sql);
    expect(ok).toBe(false);
    expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]));
  });

  it('tells of an end that was cut off together with its changes when the head is known', async () => {
    const { head } = await foundAfter('');
    const report = await foundAfter(
      'DELETE FROM audit WHERE seq > 3; DELETE FROM change_event WHERE seq > 3',
      [head],
    );
    expect(report.findings).toEqual([{ seq: 4, kind: 'cut' }]);
  });
});
