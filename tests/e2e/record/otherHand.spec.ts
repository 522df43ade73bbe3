import { call, expect, realList, test } from '../fixture';
import { enter, idOf, openRecord } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

/** Another window, an import or a package changes the record that lies open here. */
test("an untouched form follows; a touched one keeps the operator's work and asks field by field", async ({
  page,
  office,
}) => {
  await enter(page, office);
  const recordId = await idOf(page, 'чишма');
  await openRecord(page, recordId);
  const save = (baseVersion: number, fields: Record<string, string>) =>
    call(page, 'record.save', { registry: 'provider', recordId, baseVersion, fields });

  await save(1, { shortName: 'Ак Чишма' });
  await expect(page.locator('#field-shortName')).toHaveValue('Ак Чишма');

  await page.locator('#field-legalAddress').fill('моё: ул. Тихая, 1');
  await page.locator('#field-conditions').fill('моё');
  await save(2, { legalAddress: 'чужое: ул. Шумная, 2', conditions: 'чужое', source: 'чужое' });
  await expect(page.getByText('Запись изменена не вами')).toBeVisible();
  await expect(page.locator('#field-legalAddress')).toHaveValue('моё: ул. Тихая, 1');

  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Запись изменили, пока вы работали' });
  await expect(dialog.getByRole('row').filter({ hasText: 'Адрес' })).toContainText('чужое: ул. Шумная, 2');
  await dialog.getByRole('radio', { name: /^чужое Взять их/ }).check();
  await expect(dialog).toContainText('Источник сведений');
  await dialog.getByRole('button', { name: 'Свести' }).click();

  await expect(page.locator('#field-legalAddress')).toHaveValue('моё: ул. Тихая, 1');
  await expect(page.locator('#field-conditions')).toHaveValue('чужое');
  await expect(page.locator('#field-source')).toHaveValue('чужое');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия 4' })).toBeVisible();
  const { fields } = await call(page, 'record.open', { registry: 'provider', recordId });
  expect(fields).toMatchObject({ legalAddress: 'моё: ул. Тихая, 1', conditions: 'чужое', source: 'чужое' });
});

test('a version is opened as it was and changes nothing', async ({ page, office }) => {
  await enter(page, office);
  const recordId = await idOf(page, 'чишма');
  await call(page, 'record.save', {
    registry: 'provider',
    recordId,
    baseVersion: 1,
    fields: { shortName: 'Новое' },
  });
  await openRecord(page, recordId);
  await page.getByRole('tab', { name: 'Версии' }).click();
  await page.getByRole('link', { name: 'Открыть версию 1' }).click();
  await expect(page.getByText('Показано, как было в версии 1')).toBeVisible();
  await expect(page.locator('#field-shortName')).toHaveValue('');
  await expect(page.locator('#field-shortName')).toBeDisabled();
  await page.getByRole('link', { name: 'К нынешней записи' }).click();
  await expect(page.locator('#field-shortName')).toHaveValue('Новое');
});
