import { expect, realList, test } from '../fixture';
import { openRegistry } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

test('the registry list and the extract are shown as PDF in the window', async ({ page, office }) => {
  await openRegistry(page, office);
  const listed = page.waitForResponse((response) => response.url().includes('/files/'));
  await page.getByRole('button', { name: 'Печать списка' }).click();
  const list = await listed;
  expect(list.headers()['content-type']).toBe('application/pdf');
  await expect(page.getByTitle('Документ «Реестр поставщиков')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Список реестра' })).toBeVisible();

  await page.getByRole('button', { name: 'Назад' }).click();
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Документы' }).click();
  await page.getByRole('button', { name: 'Показать: Выписка из реестра' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Выписка из реестра' })).toBeVisible();
  await expect(page.locator('iframe')).toHaveAttribute('src', /^\/files\/[^/]+#navpanes=0$/);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить файл' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
});

test('what is public is exported as a file', async ({ page, office }) => {
  await openRegistry(page, office);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Выгрузить открытые сведения: CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});
