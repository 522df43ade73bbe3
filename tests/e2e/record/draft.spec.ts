import { call, expect, realList, test } from '../fixture';
import { enter, idOf, openRecord, openRegistry } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

test('what is typed and not saved survives a reload, and can be dropped', async ({ page, office }) => {
  await openRegistry(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  const address = page.locator('#field-legalAddress');
  const born = page.locator('#field-stateRegistrationOn');
  await address.fill('г. Азнакаево, ул. Тихая, 1');
  await born.fill('31.02.2020');
  await born.blur();
  await expect(page.getByText('черновик сохранён в')).toBeVisible();

  await page.reload();
  await expect(page.getByText('Открыт ваш черновик')).toBeVisible();
  await expect(address).toHaveValue('г. Азнакаево, ул. Тихая, 1');
  await expect(born).toHaveValue('31.02.2020');
  await expect(page.locator('#field-stateRegistrationOn-issues')).not.toBeEmpty();

  await page.getByRole('button', { name: 'Отказаться от черновика' }).click();
  await expect(address).toHaveValue('');
  await page.reload();
  await expect(page.locator('#field-legalAddress')).toHaveValue('');
  await expect(page.getByText('Открыт ваш черновик')).toHaveCount(0);
});

test('leaving a form loses nothing', async ({ page, office }) => {
  await enter(page, office);
  const id = await idOf(page, 'чишма');
  await openRecord(page, id);
  await page.locator('#field-legalAddress').fill('г. Азнакаево');
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await openRecord(page, id);
  await expect(page.locator('#field-legalAddress')).toHaveValue('г. Азнакаево');
});

test('a draft older than the record is brought back and merged, not laid over what others saved', async ({
  page,
  office,
}) => {
  await enter(page, office);
  const recordId = await idOf(page, 'чишма');
  const fields = { note: 'чужое', source: 'чужое' };
  const place = { registry: 'provider', recordId, baseVersion: 1 };
  await call(page, 'record.save', { ...place, fields });
  await call(page, 'draft.keep', { ...place, fields: { legalAddress: 'г. Азнакаево' } });

  await openRecord(page, recordId);
  await expect(page.locator('#field-legalAddress')).toHaveValue('г. Азнакаево');
  await page.getByRole('button', { name: 'Свести изменения' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Свести' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия 3' })).toBeVisible();
  const saved = await call(page, 'record.open', { registry: 'provider', recordId });
  expect(saved.fields).toMatchObject({ ...fields, legalAddress: 'г. Азнакаево' });
});
