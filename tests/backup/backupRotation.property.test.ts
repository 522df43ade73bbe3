import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDailyDue } from '../../domain/backup/backupDue';
import { backupKinds, backupName, readBackupName } from '../../domain/backup/backupFile';
import { expiredBackups, standardKeeping } from '../../domain/backup/rotation';

const day = 86_400_000;
const start = Date.parse('2024-01-01T09:00:00.000Z');
const instant = fc.integer({ min: start, max: start + 900 * day }).map((ms) => new Date(ms).toISOString());
const name = fc
  .tuple(fc.constantFrom('mintrud', 'almet'), instant, fc.constantFrom(...backupKinds))
  .map(([office, at, kind]) => backupName(office, at, kind));
const foreign = fc.constantFrom(
  'отчёт.docx',
  'before-migration-from-50-2026-11-23T09-00-00-000Z.sqlite',
  'yardam-mintrud-2026-11-23T09-00-00-000Z-daily.yardam-backup.part',
  'yardam-mintrud-2026-13-99T09-00-00-000Z-daily.yardam-backup',
  'yardam-mintrud-2026-11-23-daily.yardam-backup',
);
/** By itself fast-check makes some ten, of which nothing expires. */
const folder = fc.uniqueArray(fc.oneof({ weight: 20, arbitrary: name }, { weight: 1, arbitrary: foreign }), {
  maxLength: 250,
  size: 'max',
});

describe('the rotation of backups', () => {
  it('never takes what the program did not make here, the newest, or the newest good one', () => {
    fc.assert(
      fc.property(folder, fc.nat(), (names, pick) => {
        const ours = names.filter((one) => readBackupName(one)?.office === 'mintrud');
        const good = ours.length === 0 ? undefined : ours[pick % ours.length];
        const gone = expiredBackups(names, 'mintrud', standardKeeping, good);
        for (const one of gone) expect(ours).toContain(one);
        const newest = [...ours].sort((a, b) => (madeAt(a) < madeAt(b) ? 1 : -1))[0];
        expect(gone).not.toContain(newest);
        expect(gone).not.toContain(good);
      }),
    );
  });

  it('keeps the last of each day, week and month it promises, ten of every other kind, and comes to rest', () => {
    fc.assert(
      fc.property(folder, (names) => {
        const gone = new Set(expiredBackups(names, 'mintrud', standardKeeping, undefined));
        const left = names.filter((one) => !gone.has(one));
        expect(expiredBackups(left, 'mintrud', standardKeeping, undefined)).toEqual([]);
        for (const kind of backupKinds) {
          const before = names.filter((one) => isOf(one, kind)).length;
          const after = left.filter((one) => isOf(one, kind)).length;
          if (kind === 'daily') expect(after).toBeLessThanOrEqual(7 + 5 + 12 + 1);
          else expect(after).toBeGreaterThanOrEqual(Math.min(before, 10));
          if (kind !== 'daily') expect(after).toBeLessThanOrEqual(11);
        }
        const daily = names.filter((one) => isOf(one, 'daily'));
        for (const [length, count] of [
          [10, 7],
          [7, 12],
        ] as const) {
          const periods = [...new Set(daily.map((one) => madeAt(one).slice(0, length)))].sort().reverse();
          for (const period of periods.slice(0, count))
            expect(left.some((one) => isOf(one, 'daily') && madeAt(one).startsWith(period))).toBe(true);
        }
      }),
    );
  });

  it('after a year of days keeps seven of them, five weeks and twelve months', () => {
    let names: string[] = [];
    for (let number = 0; number < 366; number += 1) {
      const today = backupName('mintrud', new Date(start + number * day).toISOString(), 'daily');
      names.push(today);
      const gone = new Set(expiredBackups(names, 'mintrud', standardKeeping, today));
      names = names.filter((one) => !gone.has(one));
    }
    expect(names.length).toBeGreaterThanOrEqual(18);
    expect(names.length).toBeLessThanOrEqual(24);
    expect(names.map((one) => madeAt(one).slice(0, 7))).toContain('2024-02');
  });
});

describe('the daily backup', () => {
  it('is due once a day of the office, from its hour on', () => {
    const at = (time: string): Date => new Date(`2026-11-23T${time}+03:00`);
    expect(isDailyDue(at('11:59:59'), null, 12)).toBe(false);
    expect(isDailyDue(at('12:00:00'), null, 12)).toBe(true);
    expect(isDailyDue(at('12:00:01'), at('12:00:00').toISOString(), 12)).toBe(false);
    // Late yesterday by the office's day, today by that of UTC.
    expect(isDailyDue(at('12:00:00'), '2026-11-22T20:59:59.000Z', 12)).toBe(true);
    expect(isDailyDue(at('12:00:00'), '2026-11-22T21:00:00.000Z', 12)).toBe(false);
  });
});

const madeAt = (fileName: string): string => readBackupName(fileName)?.madeAt ?? '';
const isOf = (fileName: string, kind: string): boolean => {
  const named = readBackupName(fileName);
  return named?.office === 'mintrud' && named.kind === kind;
};
