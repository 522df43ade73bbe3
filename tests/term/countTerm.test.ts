import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTerm, type Term } from '../../domain/term/countTerm';
import { dayAfter, isWeekend } from '../../domain/term/days';
import { calendarYearShape, createCalendar } from '../../domain/term/workingCalendar';
import { loadReferences } from '../../electron/record/lists/references';
import { loadTerms } from '../../electron/term/loadTerms';
import { testInstallation } from '../support/testRun';
import vectors from './cases/termVectors.json' with { type: 'json' };

/** Terms of the norms over the calendar of Tatarstan. The vectors were counted by another program. */
const { calendar, terms } = await loadTerms(testInstallation().resourcesFolder);

/** What the vectors call a kind, and what `terms.json` calls it. */
const kinds: Readonly<Record<string, string>> = {
  notice_3wd: 'notice',
  reply_2wd: 'request',
  need_decision_5wd: 'appeal',
  programme_10wd: 'programme',
  registry_package_10wd: 'registryPackage',
  registry_decision_1wd: 'registryDecision',
  provider_notice_2wd: 'providerNotice',
};
const term = (kind: string): Term => {
  const found = terms.find(({ code }) => code === (kinds[kind] ?? kind));
  if (found === undefined) throw new Error(`no term ${kind}`);
  return found;
};

describe('a term in working days', () => {
  it.each(vectors.vectors)('$id from $start ends on $due', (vector) => {
    const counted = countTerm(calendar, term(vector.kind), vector.start);
    if (!counted.ok) throw new Error(counted.error.code);
    const { due, steps, provisional } = counted.value;
    const days = (isCounted: boolean) =>
      steps.filter((step) => step.counted === isCounted).map(({ day }) => day);
    expect({ due, counted: days(true), skipped: days(false), provisional }).toEqual({
      ...{ due: vector.due, counted: vector.counted, skipped: vector.skipped },
      provisional: vector.provisional,
    });
    expect(steps.every(({ counted: isCounted, why }) => isCounted || why !== undefined)).toBe(true);
  });

  it.each(vectors.errors.filter((one) => 'start' in one))(
    '$id is refused where the calendar is not approved',
    ({ kind, start }) => {
      const counted = countTerm(calendar, term(kind), start ?? '');
      expect(counted).toMatchObject({ ok: false, error: { code: 'calendar.unknown' } });
    },
  );

  it('ends on a working day and counts as many as it says, from any day', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-11-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), (at, count) => {
        const from = at.toISOString().slice(0, 10);
        const counted = countTerm(calendar, { ...term('notice'), count } as Term, from);
        if (!counted.ok) throw new Error(counted.error.code);
        const { due, steps } = counted.value;
        expect(steps.filter((step) => step.counted)).toHaveLength(count);
        expect(steps.at(-1)).toMatchObject({ day: due, counted: true });
        expect(steps[0]?.day).toBe(dayAfter(from));
      }),
    );
  });
});

describe('a term that ends before a day of the month', () => {
  it.each(vectors.half_year_dates)('of $half_year', (half) => {
    const end = half.period[1] ?? '';
    const input = countTerm(calendar, term('input'), end);
    const report = countTerm(calendar, term('report'), end);
    expect(input).toMatchObject({
      value: { due: half.input_plan, plan: half.input_plan, border: half.input_border_day },
    });
    expect(report).toMatchObject({ value: { plan: half.report_plan, border: half.border_day } });
    const late = [half.border_day, half.report_by_art193].sort().at(-1) ?? '';
    expect(report).toMatchObject({ value: { lateFrom: dayAfter(late) } });
  });

  it('is refused where the next year has no calendar', () => {
    expect(countTerm(calendar, term('input'), '2027-12-31')).toMatchObject({
      ok: false,
      error: { code: 'calendar.unknown', params: { year: 2028 } },
    });
  });
});

it('stands in one list, which the window shows with the very numbers that are counted', async () => {
  const { lists } = await loadReferences(testInstallation().resourcesFolder);
  expect(lists.terms.entries.map(({ code, value }) => [code, value])).toEqual(
    terms.map((one) => [one.code, one.unit === 'workingDays' ? one.count : one.day]),
  );
});

describe('the calendar', () => {
  const year = { ...{ year: 2030, act: 'акт', source: 'проба' }, workingDays: 261, days: [] };

  it('takes a year whose days make the number of working days it tells', () => {
    expect(calendarYearShape.safeParse(year).success).toBe(true);
    expect(calendarYearShape.safeParse({ ...year, workingDays: 260 }).success).toBe(false);
  });

  it.each([
    ['a day of another year', ['2031-01-02']],
    ['a day that is none', ['2030-02-30']],
    ['a day twice', ['2030-05-01', '2030-05-01']],
  ])('refuses %s', (_what, days) => {
    const told = days.map((day) => ({ day, is: 'off', of: 'federation', why: 'праздник' }));
    expect(calendarYearShape.safeParse({ ...year, workingDays: 260, days: told }).success).toBe(false);
  });

  it('says why a day is off: a weekend, or what the calendar calls it', () => {
    const look = (day: string) => calendar.look(day);
    expect(look('2026-11-28')).toMatchObject({ value: { isWorking: false, why: { kind: 'weekend' } } });
    expect(look('2026-11-06')).toMatchObject({
      value: { isWorking: false, why: { words: 'День Конституции Республики Татарстан' } },
    });
    expect(look('2027-02-20')).toMatchObject({ value: { isWorking: true } });
    expect(look('2026-11-30')).toMatchObject({ value: { isWorking: true, why: null } });
    expect(isWeekend('2026-11-29')).toBe(true);
  });

  it('knows the last year that was told for each, and none twice', () => {
    const again = createCalendar([...calendar.years, ...calendar.years]);
    expect(again.years.map((one) => one.year)).toEqual([2024, 2025, 2026, 2027]);
  });
});
