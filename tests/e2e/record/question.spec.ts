import { expect, realList, test } from '../fixture';
import { openRegistry } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

test('a question stands in the address: Back and a kept link lead to its records', async ({
  page,
  office,
}) => {
  await openRegistry(page, office);
  const grid = page.getByRole('grid');
  const all = '16';
  await expect(grid).toHaveAttribute('aria-rowcount', all);
  const filter = page.getByRole('button', { name: 'Добавить отбор' });

  await filter.click();
  await page.getByLabel('По какому полю').selectOption({ label: 'Время изменения' });
  await page.getByLabel('От', { exact: true }).fill('1.1.2020');
  await page.getByLabel('До', { exact: true }).fill('31.12.2020');
  await page.getByLabel('До', { exact: true }).press('Tab');
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
  await page.getByLabel('До', { exact: true }).fill('нет такого');
  await page.getByLabel('До', { exact: true }).press('Tab');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('До', { exact: true }).fill('');
  await page.getByLabel('До', { exact: true }).press('Tab');
  await expect(grid).toHaveAttribute('aria-rowcount', all);
  await page.getByLabel('По какому полю').selectOption({ label: 'Места предоставления услуг' });
  await page.getByLabel('Заполнено ли').selectOption({ label: 'пусто' });
  await page.getByLabel('По какому полю').selectOption({ label: 'Полное наименование' });
  await page.getByLabel('Содержит').fill('НУРЛАТ');
  await page.getByLabel('Содержит').press('Tab');
  await page.getByRole('button', { name: 'Закрыть' }).click();
  await expect(page.getByRole('button', { name: /Убрать отбор/ })).toHaveText([
    /Время изменения: от\s01.01.2020/,
    /Места предоставления услуг: пусто/,
    /Полное наименование: содержит «НУРЛАТ»/,
  ]);
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  const kept = page.url();
  expect(kept).toContain('where=');

  await page.getByRole('button', { name: /Убрать отбор «Полное/ }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', all);
  await page.goBack();
  await expect(grid).toHaveAttribute('aria-rowcount', '3');

  await page.getByRole('button', { name: 'Убрать все отборы' }).click();
  const heading = (name: string) => page.getByRole('columnheader', { name });
  await heading('Муниципальное').getByRole('button').click();
  await heading('Наименование')
    .or(heading('Полное наименование'))
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(heading('Муниципальное')).toHaveAttribute('aria-sort', 'ascending');
  await expect(heading('Полное наименование')).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByLabel('Порядок')).toHaveValue('columns');
  expect(page.url()).toContain('sort=oktmo,title');
  await expect(grid).toHaveAttribute('aria-rowcount', all);

  await page.goto(kept);
  await page.reload();
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
});
