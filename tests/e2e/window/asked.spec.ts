import { expect, test } from '../fixture';
import { enter, findings, tabTo, typeInto } from '../operator';
import { add, hireHead } from '../staff';

/** A field that must be filled and is not: said in our words, in the language of the window, with the focus there. */
test('an empty field of the door is asked for in the language of the window', async ({ page, office }) => {
  const keys = page.keyboard;
  await expect(page.getByLabel('Логин')).toBeFocused();
  await keys.press('Enter');
  const alert = page.getByRole('alert');
  await expect(alert).toHaveText('× Поле «Логин» пустое. Заполните его.');
  await expect(page.getByLabel('Логин')).toBeFocused();
  await expect(page.getByLabel('Логин')).toHaveAttribute('aria-invalid', 'true');
  await keys.type(office.login);
  await expect(alert).toHaveCount(0);
  await expect(page.getByLabel('Логин')).not.toHaveAttribute('aria-invalid');
  await page.getByRole('button', { name: 'татарча' }).press('Enter');
  await page.getByLabel('Логин').press('Enter');
  await expect(alert).toHaveText('× «Серсүз» кыры буш. Аны тутырыгыз.');
  await expect(page.getByLabel('Серсүз')).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await keys.type(office.password);
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Бүген' })).toBeVisible();
});

test('a login that breaks the rule, or was given before, leads back to itself', async ({ page, office }) => {
  await add(page, office, { login: 'taken', name: 'Занятова З. З.', role: 'auditor' });
  await enter(page, office);
  const keys = page.keyboard;
  await keys.press('Alt+9');
  await page.getByRole('button', { name: 'Добавить учётную запись' }).press('Enter');
  await keys.type('Прописной');
  await tabTo(page, 'account-role');
  await keys.press('End');
  await typeInto(page, 'account-password', 'quite a long first one');
  await keys.press('Enter');
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('Логин составлен не по правилам');
  await expect(page.locator('#account-login')).toBeFocused();
  await page.locator('#account-login').fill('taken');
  await keys.press('Enter');
  await expect(alert).toContainText('Имя не указано');
  await expect(page.locator('#account-name')).toBeFocused();
  await keys.type('Повторова П. П.');
  await keys.press('Enter');
  await expect(alert).toContainText('Логин taken уже был выдан');
  await expect(page.locator('#account-login')).toBeFocused();
});

test('the code of the key is asked for before anything is sent', async ({ page, office }) => {
  await hireHead(page, office);
  await add(page, office, { login: 'keeper', name: 'Держалкина Д. Д.', role: 'registryOperator' });
  await page.route('**/call/key.accept', (route) => route.abort());
  await page.reload();
  await page.getByLabel('Логин').fill('keeper');
  await page.getByLabel('Пароль').fill('the first one is given');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Прежний пароль')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('× Поле «Прежний пароль» пустое. Заполните его.');
  await page.getByLabel('Прежний пароль').fill('the first one is given');
  await page.getByLabel('Новый пароль', { exact: true }).fill('their own long password');
  await page.getByLabel('Новый пароль ещё раз').fill('their own long password');
  await page.keyboard.press('Enter');
  await page.getByLabel('Код доступа').fill('   ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('× Поле «Код доступа» пустое. Заполните его.');
  await expect(page.getByLabel('Код доступа')).toBeFocused();
});
