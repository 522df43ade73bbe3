import type { Page } from '@playwright/test';
import { call, expect, realList, test } from '../fixture';
import { enter, findings, idOf, openRecord, signInByForm } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

async function expectNothingOfTheOffice(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Экран заблокирован' })).toBeVisible();
  await expect(page.getByLabel('Пароль')).toBeFocused();
  await expect(page.getByText('Министерство')).toHaveCount(0);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.locator('input[value*="Тихая"]')).toHaveCount(0);
}

test('Ctrl+L hides everything; signing in again leads back to what was typed', async ({ page, office }) => {
  await enter(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  await page.locator('#field-legalAddress').fill('ул. Тихая, 1');
  await page.keyboard.press('Control+l');
  await expectNothingOfTheOffice(page);
  await expect(page.getByText('Работает: admin')).toBeVisible();
  expect(await call(page, 'session.current', {})).toMatchObject({ operator: null });

  await signInByForm(page, { ...office, password: 'not the password' });
  await expect(page.getByRole('alert')).toContainText('Логин или пароль не подошёл');
  await expectNothingOfTheOffice(page);
  await signInByForm(page, office);
  await expect(page.locator('#field-legalAddress')).toHaveValue('ул. Тихая, 1');
  await expect(page.getByText('Открыт ваш черновик')).toBeVisible();
});

test('a button locks too, over a dialog the keys do, and another operator begins anew', async ({
  page,
  office,
}) => {
  await enter(page, office);
  await page.getByRole('button', { name: 'Заблокировать' }).click();
  await expectNothingOfTheOffice(page);
  await signInByForm(page, office);
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+l');
  await expectNothingOfTheOffice(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const shownAnew = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Войти под другим логином' }).click();
  await shownAnew;
  await expect(page.getByLabel('Логин')).toHaveValue('');
});

test('a desk where nobody touches anything locks itself; one who works is not locked out', async ({
  page,
  office,
}) => {
  await page.clock.install();
  await enter(page, office);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (let minutes = 0; minutes < 12; minutes += 1) {
    await page.mouse.move(200 + minutes, 300);
    await page.clock.runFor('01:01');
  }
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible();
  expect(asked.filter((path) => path.endsWith('session.current')).length).toBeGreaterThan(8);
  await page.clock.runFor('10:05');
  await expectNothingOfTheOffice(page);
});

test('what the program ends by itself ends in the same place', async ({ page, office }) => {
  await enter(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  await page.locator('#field-legalAddress').fill('ул. Тихая, 2');
  await expect(page.getByText('черновик сохранён в')).toBeVisible();
  await call(page, 'session.lock', {});
  await expectNothingOfTheOffice(page);
  await signInByForm(page, office);
  await expect(page.locator('#field-legalAddress')).toHaveValue('ул. Тихая, 2');
});

test('tells why the program ended the session, and nothing of it to whoever comes back', async ({
  page,
  office,
}) => {
  await enter(page, office);
  const password = 'another one that was given';
  await call(page, 'user.resetPassword', { login: office.login, password });
  await expectNothingOfTheOffice(page);
  await expect(page.getByRole('status')).toContainText('администратор изменил вашу учётную запись');
  expect(await findings(page)).toEqual([]);
  await signInByForm(page, { ...office, password });
  await expect(page.getByRole('heading', { name: 'Смените первый пароль' })).toBeVisible();
  await expect(page.getByText('Программа закончила ваш вход')).toHaveCount(0);
});
