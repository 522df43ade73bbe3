import { expect, test } from '../fixture';

test('nothing of the office is shown before an operator has signed in', async ({ page, office }) => {
  await expect(page.getByRole('heading', { name: 'Ярдәм' })).toBeVisible();
  await expect(page.getByText('Министерство')).toHaveCount(0);
  await expect(
    page.getByText('Сведения, составляющие государственную тайну, вводить запрещено.'),
  ).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);

  await page.keyboard.type(office.login);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Логин или пароль не подошёл');
  await expect(page.getByLabel('Пароль')).toBeFocused();

  await page.keyboard.type(office.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await expect(page.getByText('Министерство труда')).toBeVisible();
});

test('signing out leaves nothing behind', async ({ page, office }) => {
  await page.getByLabel('Логин').fill(office.login);
  await page.getByLabel('Пароль').fill(office.password);
  await page.keyboard.press('Enter');
  const shownAnew = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Выйти' }).click();
  await shownAnew;
  await expect(page.getByLabel('Логин')).toBeVisible();
  await expect(page.getByText('Министерство')).toHaveCount(0);
});
