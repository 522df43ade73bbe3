import { expect, test } from '../fixture';
import { enter, findings, signInByForm } from '../operator';
import { hireHead, hireKeeper, ownPassword, seedPersons } from '../staff';

test('the head changes the key, then destroys a person and saves the act', async ({ page, office }) => {
  const keeper = await hireKeeper(page, office);
  const [first = ''] = await seedPersons(page, keeper);
  const head = await hireHead(page, office);
  await enter(page, head);
  const keys = page.keyboard;

  await keys.press('Alt+9');
  await page.getByRole('button', { name: 'Сменить ключ…' }).click();
  const changing = page.getByRole('dialog', { name: 'Смена ключа персональных данных' });
  await expect(changing).toContainText('прежний код восстановления');
  await changing.getByLabel('Ваш пароль').fill(ownPassword);
  await keys.press('Enter');
  await expect(page.locator('output.code')).toHaveText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){5}$/);
  const code = (await page.locator('output.code').textContent()) ?? '';
  // Shown once: Esc does not close it, and a lock hides it until the same operator is back.
  for (let presses = 0; presses < 4; presses += 1) await keys.press('Escape');
  await expect(page.locator('output.code')).toHaveText(code);
  await keys.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Экран заблокирован' })).toBeVisible();
  await expect(page.getByText(code)).toHaveCount(0);
  await signInByForm(page, head);
  await expect(page.locator('output.code')).toHaveText(code);
  await page.getByRole('button', { name: 'Код записан, закрыть' }).click();
  await expect(page.locator('output.code')).toHaveCount(0);

  await page.evaluate((id) => {
    location.hash = `#/registry/person/${id}`;
  }, first);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Нигматуллина');
  await page.getByRole('button', { name: 'Уничтожить…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Уничтожение персональных данных' });
  await expect(dialog).toContainText('Нигматуллина');
  await expect(dialog).toContainText('кроме резервных копий, сделанных раньше');
  await expect(dialog.getByLabel('Основание')).toHaveValue('');
  await dialog.getByLabel('Пояснение для акта').fill('Дело закрыто');
  await dialog.getByLabel('Ваш пароль').fill('not the one of the head');
  // Without a ground nothing is asked of the program.
  await dialog.getByRole('button', { name: 'Уничтожить без возврата' }).click();
  await expect(dialog.getByLabel('Основание')).toBeFocused();
  await dialog.getByLabel('Основание').selectOption({ index: 2 });
  await dialog.getByRole('button', { name: 'Уничтожить без возврата' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('Ваш пароль').fill(ownPassword);
  await dialog.getByRole('button', { name: 'Уничтожить без возврата' }).click();
  await expect(dialog).toContainText('Акт № 1');
  for (let presses = 0; presses < 4; presses += 1) await keys.press('Escape');
  await keys.press('Control+l');
  await expect(page.getByText('Акт № 1')).toHaveCount(0);
  await signInByForm(page, head);
  await expect(dialog).toContainText('Акт № 1');
  const saved = dialog.getByRole('button', { name: 'Оба файла сохранены, закрыть' });
  await expect(saved).toBeDisabled();
  expect(await findings(page)).toEqual([]);
  const [act] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Сохранить акт' }).click(),
  ]);
  expect(act.suggestedFilename()).toBe('destruction-act-1.pdf');
  await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Сохранить выгрузку' }).click(),
  ]);
  await saved.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Граждане' })).toBeVisible();
  await expect(page.getByText('Нигматуллина')).toHaveCount(0);
});
