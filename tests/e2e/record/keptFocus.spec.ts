import { expect, realList, test } from '../fixture';
import { enter, findings } from '../operator';
import { hireHead } from '../staff';

/** What the keyboard stands on does not vanish from under it, and nothing lies where it cannot get. */
test.use({ seed: [['import', 'providers', realList]], viewport: { width: 1366, height: 768 } });

test('a backup or an exchange under way leaves the focus on its button', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  const button = page.getByRole('button', { name: /Сделать копию|Копия делается/ });
  await button.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Копия сделана и проверена' })).toBeVisible();
  await expect(button).toBeFocused();
  const rows = page.getByRole('region', { name: 'Резервные копии' }).locator('tbody tr');
  await expect(rows.filter({ hasText: 'по команде' })).toHaveCount(1);

  await page.keyboard.press('Alt+8');
  const round = page.getByRole('button', { name: /Провести обмен|Обмен идёт/ });
  await round.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Обмен проведён' })).toBeVisible();
  await expect(round).toBeFocused();
});

test('the text of the clause covers no column of the list', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('F1');
  const clause = await page.getByRole('complementary', { name: 'Основание' }).boundingBox();
  const grid = await page.getByRole('grid').boundingBox();
  if (clause === null || grid === null) throw new Error('the list or the clause is not shown');
  expect(grid.x + grid.width).toBeLessThanOrEqual(clause.x);
  const last = page.getByRole('columnheader').last();
  await last.scrollIntoViewIfNeeded();
  const box = await last.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(clause.x);
  expect(await findings(page)).toEqual([]);
});

test('who may not create is not told to', async ({ page, office }) => {
  await enter(page, await hireHead(page, office));
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('Граждан пока нет: их ещё никто не внёс.')).toBeVisible();
  await expect(page.getByText('Создайте первую запись')).toHaveCount(0);
});
