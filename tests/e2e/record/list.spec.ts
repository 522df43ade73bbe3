import { expect, realList, test } from '../fixture';
import { openRegistry } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

test('the list is walked, selected and copied by keyboard', async ({ page, office }) => {
  await openRegistry(page, office);
  const grid = page.getByRole('grid');
  const active = (): Promise<string | null> => grid.getAttribute('aria-activedescendant');
  await expect(grid).toHaveAttribute('aria-rowcount', '16');
  expect(await active()).toBe('row-0');

  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('row-1');
  await page.keyboard.press('Space');
  await expect(page.locator('#row-1')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  expect(await active()).toBe('row-14');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Home');
  expect(await active()).toBe('row-0');
  await page.keyboard.press('PageDown');
  expect(await active()).not.toBe('row-0');

  await page.keyboard.press('Control+c');
  await expect(page.getByRole('status').filter({ hasText: 'Скопированы 2 строки' })).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Искать в списке' });
  await search.press('Control+v');
  await expect(search).toHaveValue(/Рег. номер\tПолное наименование.*Азнакаевский.*Азнакаевском/);
});

test('search answers as typed, filters are words that go one by one', async ({ page, office }) => {
  await openRegistry(page, office);
  const grid = page.getByRole('grid');
  await page.getByRole('searchbox', { name: 'Искать в списке' }).pressSequentially('нурлат', { delay: 20 });
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await page.getByRole('searchbox', { name: 'Искать в списке' }).fill('');
  await expect(grid).toHaveAttribute('aria-rowcount', '16');

  await page.getByRole('button', { name: 'Добавить отбор' }).click();
  await page.getByLabel('По какому полю').selectOption({ label: 'Муниципальное образование' });
  await page.getByLabel('Найти значение').fill('нурл');
  await page.getByRole('checkbox', { name: 'Нурлатский муниципальный район' }).check();
  await page.getByRole('button', { name: 'Закрыть' }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await page.getByRole('button', { name: /Убрать отбор «Муниципальное образование: Нурлатский/ }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '16');

  // A hand quicker than the answer: a key means what was asked for, not what still stands there.
  await page.route('**/call/record.list', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await route.continue();
  });
  const keys = page.keyboard;
  await page.getByRole('searchbox', { name: 'Искать в списке' }).focus();
  await keys.type('елаб');
  await keys.press('Enter');
  await keys.press('NumpadEnter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Елабужский');
  await keys.press('Control+k');
  await keys.type('нурлат');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Нурлатский');
});

test('columns stay as the operator set them', async ({ page, office }) => {
  await openRegistry(page, office);
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('checkbox', { name: 'Показывать «ИНН»' }).uncheck();
  await page.getByRole('button', { name: 'Поднять «Статус»' }).click();
  await page.getByRole('spinbutton', { name: 'Ширина столбца «Рег. номер»' }).fill('200');
  await page.getByRole('button', { name: 'Закрыть' }).click();
  const headings = (): Promise<string[]> => page.getByRole('columnheader').allInnerTexts();
  const set = await headings();
  expect(set.join(' ')).not.toContain('ИНН');
  expect(set.at(-2)).toContain('Статус');
  await page.reload();
  await expect(page.getByRole('grid')).toBeFocused();
  expect(await headings()).toEqual(set);
  const width = await page.getByRole('columnheader', { name: 'Рег. номер' }).boundingBox();
  expect(width?.width).toBe(200);
});

/** A registry of a million records is out of reach of a test's time; the window asks for rows by place all the same. */
test("a list beyond the browser's longest scroll shows its last row and any between", async ({
  page,
  office,
}) => {
  const total = 1_000_000;
  await page.route('**/call/record.list', async (route) => {
    const { from = 0, limit = 50 } = route.request().postDataJSON() as { from?: number; limit?: number };
    const rows = Array.from({ length: Math.min(limit, total - from) }, (_none, at) => ({
      recordId: String(from + at),
      version: 1,
      fields: { fullName: `Поставщик ${from + at}`, status: 'draft' },
    }));
    await route.fulfill({ json: { ok: true, value: { rows, total, more: false } } });
  });
  await openRegistry(page, office);
  const grid = page.getByRole('grid');
  await page.keyboard.press('End');
  await expect(page.getByText('Поставщик 999999')).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('PageUp');
  await expect(page.getByText('Поставщик 999990')).toBeVisible();

  await grid.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  await expect(page.getByText(/Поставщик (499|500)\d\d\d/).nth(6)).toBeInViewport();
  const before = await page.locator('[data-index]').first().getAttribute('data-index');
  await grid.hover();
  await page.mouse.wheel(0, 72);
  await expect(page.locator('[data-index]').first()).toHaveAttribute(
    'data-index',
    String(Number(before) + 2),
  );

  await page.keyboard.press('Home');
  await expect(page.getByText('Поставщик 0', { exact: true })).toBeInViewport();
});
