import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { soundProvider } from '../../support/record/soundProvider';
import { shippedYear, withDayOff } from '../../support/offices/shippedYear';
import { call, expect, test } from '../fixture';
import { enter, findings, openRecord } from '../operator';

const registry = 'provider';

test('a record shows its term and how it was counted; Today leads to it; a year is brought in', async ({
  page,
  office,
}, info) => {
  await enter(page, office);
  const { fields, lists } = soundProvider();
  const { recordId } = await call(page, 'record.create', { registry, fields: { ...fields, ...lists } });
  await call(page, 'record.move', { registry, recordId, baseVersion: 1, to: 'review' });
  await openRecord(page, recordId);
  const terms = page.getByRole('region', { name: 'Сроки' });
  await expect(terms).toContainText('Решение о включении или отказе');
  await terms.getByText('Как посчитан').click();
  await expect(terms).toContainText('Порядок ведения реестра поставщиков (КМ РТ) п. 11');
  await page.screenshot({ path: info.outputPath('record.png') });
  expect(await findings(page)).toEqual([]);

  await page.evaluate(() => (location.hash = '#/'));
  await expect(page.getByRole('heading', { name: 'Сроки' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('today.png') });
  expect(await findings(page)).toEqual([]);

  await page.evaluate(() => (location.hash = '#/administration'));
  const file = join(office.folder, '2026.json');
  await writeFile(file, await shippedYear(2026, withDayOff('2026-12-30', 'указ')));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('Принят календарь 2026 года: рабочих дней 243.')).toBeVisible();
  await page.getByText('Принят календарь 2026 года').scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('calendar.png') });
  expect(await findings(page)).toEqual([]);
});
