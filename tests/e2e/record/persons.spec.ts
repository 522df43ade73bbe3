import type { Page } from '@playwright/test';
import { expect, test } from '../fixture';
import { enter, signInByForm, tabTo, typeInto } from '../operator';
import { add, firstPassword, hireHead, hireKeeper, hireObserver, ownPassword, seedPersons } from '../staff';

const openPerson = async (page: Page, recordId: string): Promise<void> => {
  await page.evaluate((id) => {
    location.hash = `#/registry/person/${id}`;
  }, recordId);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
};

test('a person is written, found and changed by keyboard, with history and draft', async ({
  page,
  office,
}) => {
  await enter(page, await hireKeeper(page, office));
  const keys = page.keyboard;
  await keys.press('Alt+4');
  await expect(page.getByRole('heading', { level: 1, name: 'Граждане' })).toBeVisible();
  await expect(page.getByText('Граждан пока нет')).toBeVisible();
  for (const absent of ['Импорт', 'Печать списка', 'Порядок'])
    await expect(page.getByText(absent, { exact: true })).toHaveCount(0);

  await page.getByRole('link', { name: 'Новая запись' }).focus();
  await keys.press('Enter');
  await expect(page.locator('#field-surname')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Снять с учёта' })).toHaveCount(0);
  await keys.type('Сабирова');
  await keys.press('Control+s');
  await expect(page.getByRole('alert').first()).toContainText('В записи есть ошибки');
  await typeInto(page, 'field-givenName', 'Гөлнара');
  await tabTo(page, 'field-sex');
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await typeInto(page, 'field-birthOn', '8.3.1950');
  await typeInto(page, 'field-location', 'г. Азнакаево, ул. Тихая, 1');
  await typeInto(page, 'field-territory', 'азнак');
  await keys.press('Tab');
  await keys.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия 1' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Сабирова Гөлнара' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'История' })).toContainText('Фамилия: Сабирова');
  await expect(page.getByRole('tab', { name: 'Документы' })).toHaveCount(0);

  await page.locator('#field-note').fill('Просит перезвонить');
  await expect(page.getByText('черновик сохранён в')).toBeVisible();
  await page.reload();
  await expect(page.locator('#field-note')).toHaveValue('Просит перезвонить');
  await keys.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия 2' })).toBeVisible();

  await keys.press('Alt+4');
  const search = page.getByRole('searchbox', { name: 'Искать в списке' });
  await search.fill('са');
  await expect(page.getByText('Мало для поиска')).toBeVisible();
  for (const sought of ['саб', 'Сабирова Гол', '08.03.1950']) {
    await search.fill(sought);
    await expect(page.getByRole('row').filter({ hasText: 'Сабирова' }), sought).toBeVisible();
  }
  await search.fill('сабур');
  await expect(page.getByText('ничего не подходит')).toBeVisible();
  await search.fill('');
  await page.getByRole('button', { name: 'Добавить отбор' }).click();
  await page.getByRole('checkbox', { name: 'Альметьевский муниципальный район' }).check();
  await page.getByRole('button', { name: 'Закрыть' }).click();
  await expect(page.getByText('ничего не подходит')).toBeVisible();
  await keys.press('Alt+2');
  await expect(page.getByRole('button', { name: 'Печать списка' })).toBeVisible();
  await expect(page.getByText('Сабирова')).toHaveCount(0);
  await keys.press('Control+k');
  await keys.type('сабир');
  await expect(page.getByRole('option', { name: 'Сабирова Гөлнара' })).toBeVisible();
});

test('who waits for the key types the code that the head gave', async ({ page, office }) => {
  const head = await hireHead(page, office);
  await add(page, office, { login: 'keeper', name: 'Держалкина Д. Д.', role: 'registryOperator' });
  await enter(page, head);
  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Выдать код доступа: keeper' }).click();
  const paper = page.getByRole('dialog', { name: 'Код доступа для учётной записи «keeper»' });
  await expect(paper).toContainText('Передайте код владельцу лично');
  const code = await paper.getByRole('status').innerText();
  expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){2}$/);
  await paper.getByRole('button', { name: 'Код записан' }).click();
  await expect(page.getByText(code)).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'keeper' })).toContainText('код доступа выдан');
  await page.getByRole('button', { name: 'Выдать код доступа: keeper' }).press('Enter');
  const asked = page.getByRole('dialog', { name: 'Код для «keeper» уже выдан' });
  await expect(asked).toContainText(/действует до\s\d\d\.\d\d\.\d{4}, \d\d:\d\d/);
  await asked.getByRole('button', { name: 'Отменить' }).press('Enter');
  await expect(paper).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Выдать код доступа: keeper' })).toBeFocused();

  await page.getByRole('button', { name: 'Новый код восстановления' }).click();
  await page.getByRole('dialog').getByLabel('Ваш пароль').fill(head.password);
  await page.keyboard.press('Enter');
  const recovery = page.getByRole('dialog', { name: 'Код восстановления' });
  await expect(recovery.getByRole('status')).toHaveText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){5}$/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.paper output')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Учётные записи' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await recovery.getByRole('button', { name: 'Код записан' }).click();

  await page.getByRole('button', { name: 'Выйти' }).click();
  await signInByForm(page, { login: 'keeper', password: firstPassword });
  await page.getByLabel('Прежний пароль').fill(firstPassword);
  await page.getByLabel('Новый пароль', { exact: true }).fill(ownPassword);
  await page.getByLabel('Новый пароль ещё раз').fill(ownPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Персональные данные для вас закрыты' })).toBeVisible();
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('heading', { level: 1, name: 'Граждане' })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await tabTo(page, 'key-code');
  await page.keyboard.type('AAAAA-BBBBB-CCCCC');
  await typeInto(page, 'key-password', ownPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Код не подошёл');
  await expect(page.getByLabel('Код доступа')).toBeFocused();
  await page.getByLabel('Код доступа').fill(code.toLowerCase());
  await page.getByLabel('Ваш пароль').fill(ownPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Персональные данные открыты' })).toBeVisible();
});

test('an observer sees that there are persons, not who they are', async ({ page, office }) => {
  const [first = ''] = await seedPersons(page, await hireKeeper(page, office));
  await enter(page, await hireObserver(page, office));
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
  await expect(page.getByText('Имена и прочие сведения скрыты')).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await expect(page.getByText('Нигмат')).toHaveCount(0);
  await openPerson(page, first);
  await expect(page.getByRole('heading', { level: 1, name: 'Н*** Г*** Җ***' })).toBeVisible();
  await expect(page.getByText('Сведения скрыты, менять нельзя: роль «наблюдатель»')).toBeVisible();
  await expect(page.locator('#field-birthOn')).toHaveValue('***');
  await expect(page.locator('#field-territory')).toHaveValue(/Альметьевский/);
  await expect(page.getByRole('button', { name: 'Сохранить' })).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'История' })).toHaveCount(0);
});

test('a locked window keeps nothing of a person', async ({ page, office }) => {
  const keeper = await hireKeeper(page, office);
  const [first = ''] = await seedPersons(page, keeper);
  await enter(page, keeper);
  await openPerson(page, first);
  await expect(page.locator('#field-surname')).toHaveValue('Нигматуллина');
  await page.locator('#field-note').fill('Начатое и не сохранённое');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Экран заблокирован' })).toBeVisible();
  expect(await page.content()).not.toContain('Нигмат');
  await signInByForm(page, keeper);
  await expect(page.locator('#field-note')).toHaveValue('Начатое и не сохранённое');
});
