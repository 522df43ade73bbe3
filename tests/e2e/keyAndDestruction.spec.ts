import { expect, test } from './fixture';
import { enter, findings } from './operator';
import { hireHead, hireKeeper, ownPassword, seedPersons } from './staff';

test('the head changes the key, then destroys a person and saves the act', async ({ page, office }) => {
  test.setTimeout(120_000);
  const keeper = await hireKeeper(page, office);
  const [first = ''] = await seedPersons(page, keeper);
  await enter(page, await hireHead(page, office));
  const keys = page.keyboard;

  await keys.press('Alt+9');
  await page.getByRole('button', { name: 'Сменить ключ…' }).click();
  const changing = page.getByRole('dialog', { name: 'Смена ключа персональных данных' });
  await expect(changing).toContainText('прежний код восстановления');
  await changing.getByLabel('Ваш пароль').fill(ownPassword);
  await keys.press('Enter');
  await expect(page.locator('output.code')).toHaveText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){5}$/);
  await page.getByRole('button', { name: 'Код записан, закрыть' }).click();

  await page.evaluate((id) => {
    location.hash = `#/registry/person/${id}`;
  }, first);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Нигматуллина');
  await page.getByRole('button', { name: 'Уничтожить…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Уничтожение персональных данных' });
  await expect(dialog).toContainText('Нигматуллина');
  await dialog.getByLabel('Пояснение для акта').fill('Дело закрыто');
  await dialog.getByLabel('Ваш пароль').fill('not the one of the head');
  await dialog.getByRole('button', { name: 'Уничтожить без возврата' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('Ваш пароль').fill(ownPassword);
  await dialog.getByRole('button', { name: 'Уничтожить без возврата' }).click();
  await expect(dialog).toContainText('Акт № 1');
  const [act] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Сохранить акт' }).click(),
  ]);
  expect(act.suggestedFilename()).toBe('destruction-act-1.pdf');
  await dialog.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Граждане' })).toBeVisible();
  await expect(page.getByText('Нигматуллина')).toHaveCount(0);
});
