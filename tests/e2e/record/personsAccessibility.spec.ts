import type { Page } from '@playwright/test';
import { expect, test, type Pass } from '../fixture';
import { enter, findings, signInByForm } from '../operator';
import {
  add,
  firstPassword,
  hireHead,
  hireKeeper,
  hireObserver,
  hireSpecialist,
  ownPassword,
  seedPersons,
} from '../staff';

/** Screens of accounts, the key and persons as each role meets them: nothing found by axe against WCAG 2.2 AA. */
async function expectNothingFound(page: Page, what: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect(await findings(page), what).toEqual([]);
}

async function visit(page: Page, places: readonly string[]): Promise<void> {
  for (const place of places) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNothingFound(page, place);
  }
}

const looks = [
  { name: 'in Russian on light', settings: { theme: 'light' }, zoom: 1 },
  { name: 'in Tatar on dark', settings: { language: 'tt', theme: 'dark' }, zoom: 1 },
  { name: 'in Tatar with high contrast at 200 %', settings: { language: 'tt', theme: 'contrast' }, zoom: 2 },
];

for (const { name, settings, zoom } of looks) {
  test(`every role ${name}`, async ({ page, office }) => {
    await page.evaluate((kept) => {
      for (const [key, value] of Object.entries(kept))
        localStorage.setItem(`yardam.${key}`, JSON.stringify(value));
    }, settings);
    await page.setViewportSize({ width: 1366 / zoom, height: 768 / zoom });
    const keeper = await hireKeeper(page, office);
    const [here = '', elsewhere = ''] = await seedPersons(page, keeper);
    const persons = ['#/registry/person', `#/registry/person/${here}`];
    const as = async (who: Pass, places: readonly string[]): Promise<void> => {
      await enter(page, who);
      await visit(page, places);
    };
    await as(keeper, [...persons, '#/registry/person/new', '#/administration']);
    await as(await hireSpecialist(page, office), [...persons, `#/registry/person/${elsewhere}`]);
    await as(await hireObserver(page, office), persons);
    await as(await hireHead(page, office), ['#/', ...persons, '#/administration']);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.keyboard.press('Control+l');
    await expect(page.locator('#password')).toBeFocused();
    await expectNothingFound(page, 'locked');
  });
}

test('dialogs, the first password and the form of the code', async ({ page, office }) => {
  const head = await hireHead(page, office);
  const specialist = await hireSpecialist(page, office);
  await seedPersons(page, await hireKeeper(page, office));
  await add(page, office, { login: 'novice', name: 'Новичкова Н. Н.', role: 'registryOperator' });

  await page.reload();
  await signInByForm(page, { login: 'novice', password: firstPassword });
  await expect(page.getByLabel('Прежний пароль')).toBeFocused();
  await expectNothingFound(page, 'first password');
  await page.keyboard.type(firstPassword);
  await page.getByLabel('Новый пароль', { exact: true }).fill(ownPassword);
  await page.getByLabel('Новый пароль ещё раз').fill(ownPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Код доступа')).toBeVisible();
  await visit(page, ['#/', '#/registry/person', '#/registry/person/new']);

  await enter(page, office);
  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Добавить учётную запись' }).click();
  await page
    .getByLabel('Роль', { exact: true })
    .selectOption({ label: 'специалист территориального органа' });
  await page.locator('#account-territory').fill('альметьев');
  await expect(page.getByRole('option', { name: /Альметьевский/ })).toBeVisible();
  await expectNothingFound(page, 'adding an account');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Новый пароль: novice' }).click();
  await expectNothingFound(page, 'a new password');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  await expectNothingFound(page, 'the own password');
  await page.keyboard.press('Escape');

  await enter(page, head);
  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Выдать код доступа: novice' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNothingFound(page, 'a code on paper');

  await enter(page, specialist);
  await page.keyboard.press('Alt+4');
  await page.getByRole('searchbox', { name: 'Искать в списке' }).fill('нигмат');
  await page.getByRole('button', { name: 'Экстренный доступ' }).click();
  await page.getByRole('button', { name: 'Найти' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expectNothingFound(page, 'emergency access');
});
