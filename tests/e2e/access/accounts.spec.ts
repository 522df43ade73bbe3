import { expect, test } from '../fixture';
import { enter, signInByForm, tabTo, typeInto } from '../operator';
import { add, firstPassword, hire, ownPassword } from '../staff';

const specialist = {
  login: 'nigmatov',
  name: 'Нигматов Н. Н.',
  role: 'territorialSpecialist',
  territory: ['92608000'],
} as const;
const territory = { ...specialist, territory: [...specialist.territory] };

test('an account is added by keyboard, its first password lets nothing else happen', async ({
  page,
  office,
}) => {
  await enter(page, office);
  const keys = page.keyboard;
  await keys.press('Alt+9');
  await page.getByRole('button', { name: 'Добавить учётную запись' }).focus();
  await keys.press('Enter');
  await expect(page.locator('#account-login')).toBeFocused();
  await keys.type('nigmatov');
  await typeInto(page, 'account-name', specialist.name);
  await tabTo(page, 'account-role');
  await keys.press('ArrowDown');
  await tabTo(page, 'account-territory');
  await keys.type('альметьев');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: /Убрать: Альметьевский/ })).toBeVisible();
  await typeInto(page, 'account-password', 'short');
  await keys.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Пароль не принят: он короче 10 знаков');
  await page.locator('#account-password').fill('1234567890');
  await keys.press('Enter');
  await expect(page.getByRole('alert')).toContainText('он из частых');
  await expect(page.getByRole('alert')).not.toContainText('короче');
  await page.locator('#account-password').fill(firstPassword);
  await keys.press('Enter');
  const row = page.getByRole('row').filter({ hasText: 'nigmatov' });
  await expect(row).toContainText('специалист территориального органа');
  await expect(row).toContainText('первый пароль');
  await expect(row).toContainText('ждёт кода доступа');
  await expect(row).toContainText('не входил');

  await page.getByRole('button', { name: 'Выйти' }).click();
  await signInByForm(page, { login: 'nigmatov', password: firstPassword });
  await expect(page.getByRole('heading', { name: 'Смените первый пароль' })).toBeVisible();
  await expect(
    page.getByText('Сведения, составляющие государственную тайну, вводить запрещено.'),
  ).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByLabel('Прежний пароль')).toBeFocused();
  await keys.type(firstPassword);
  await typeInto(page, 'password-own', ownPassword);
  await typeInto(page, 'password-again', 'something else');
  await keys.press('Enter');
  await expect(page.getByRole('alert')).toContainText('набран дважды по-разному');
  await page.getByLabel('Новый пароль ещё раз').fill(ownPassword);
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'первый вход под вашим логином' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('an account is blocked, let in again and given a new password, each time by its name', async ({
  page,
  office,
}) => {
  await add(page, office, territory);
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  const row = page.getByRole('row').filter({ hasText: 'nigmatov' });
  await page.getByRole('button', { name: 'Заблокировать: nigmatov' }).click();
  const dialog = page.getByRole('dialog', { name: 'Заблокировать «nigmatov»?' });
  await expect(dialog).toContainText('Нигматов Н. Н. больше не войдёт');
  await dialog.getByRole('button', { name: 'Заблокировать' }).click();
  await expect(row).toContainText('× заблокирована');
  await page.getByRole('button', { name: 'Разблокировать: nigmatov' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Разблокировать' }).click();
  await expect(row).not.toContainText('заблокирована');
  await page.getByRole('button', { name: 'Новый пароль: nigmatov' }).click();
  await page.getByRole('dialog').getByLabel('Первый пароль').fill('quite another first one');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '«nigmatov» изменена' })).toBeVisible();
  await page.getByRole('button', { name: 'Изменить: nigmatov' }).click();
  await page.getByRole('button', { name: /Убрать: Альметьевский/ }).click();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('alert')).toContainText('нужна территория');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Заблокировать: admin' })).toHaveCount(0);
});

test('too many wrong passwords close an account for a while, in words', async ({ page, office }) => {
  await hire(page, office, { login: 'reader', name: 'Читалкина Ч. Ч.', role: 'auditor' });
  await page.reload();
  for (let tries = 0; tries < 5; tries += 1) {
    await signInByForm(page, { login: 'reader', password: `wrong number ${tries}` });
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('Пароль')).toHaveValue('');
  }
  await expect(page.getByRole('alert')).toContainText('закрыта после неверных паролей на 15 мин');
  await signInByForm(page, { login: 'reader', password: ownPassword });
  await expect(page.getByRole('alert')).toContainText('закрыта после неверных паролей');
});

test('an auditor sees accounts and changes none; a compiler sees neither accounts nor persons', async ({
  page,
  office,
}) => {
  const auditor = await hire(page, office, { login: 'auditor', name: 'Сверкина С. С.', role: 'auditor' });
  const compiler = await hire(page, office, {
    ...{ login: 'compiler', name: 'Сводкина С. С.', role: 'reportCompiler' },
  });
  await enter(page, auditor);
  await expect(page.getByRole('link', { name: 'Граждане и программы' })).toHaveCount(0);
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('rowheader', { name: 'compiler' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Изменить|Заблокировать:|Выдать код/ })).toHaveCount(0);
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByRole('link', { name: 'Новая запись' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Выгрузить/ })).toHaveCount(0);

  await enter(page, compiler);
  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('heading', { name: 'Ваша учётная запись' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Учётные записи' })).toHaveCount(0);
  await page.keyboard.press('Alt+8');
  await expect(page.getByRole('heading', { level: 1, name: 'Обмен' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Журнал обмена' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Провести обмен' })).toHaveCount(0);
});

test('the own password is changed, and the time of the last sign-in is said', async ({ page, office }) => {
  const reader = await hire(page, office, { login: 'reader', name: 'Читалкина Ч. Ч.', role: 'auditor' });
  await enter(page, reader);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('сменить пароль');
  await expect(page.getByRole('option', { name: 'Сменить пароль' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Прежний пароль')).toBeFocused();
  await page.keyboard.type('not the password');
  await typeInto(page, 'password-own', 'and now another one');
  await typeInto(page, 'password-again', 'and now another one');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Логин или пароль не подошёл');
  await page.getByLabel('Прежний пароль').fill(ownPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Пароль сменён' })).toBeVisible();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await signInByForm(page, { login: 'reader', password: 'and now another one' });
  await expect(
    page.getByRole('status').filter({ hasText: /Последний вход: \d\d\.\d\d\.\d{4}/ }),
  ).toBeVisible();
});

/** Offices made by this version have a key from their first day; one that came from a former version makes it here. */
test('an office without a key of personal data is given one', async ({ page, office }) => {
  let exists = false;
  await page.route('**/call/key.status', (route) =>
    route.fulfill({
      json: { ok: true, value: { exists, isOpen: false, isChanging: false, madeAt: null } },
    }),
  );
  await page.route('**/call/key.create', (route) => {
    exists = true;
    return route.fulfill({ json: { ok: true, value: { recoveryCode: 'ABCDE-FGHJK' } } });
  });
  await page.route('**/call/once.list', (route) => {
    const items = exists ? [{ id: '1', kind: 'recovery', code: 'ABCDE-FGHJK' }] : [];
    return route.fulfill({ json: { ok: true, value: { items } } });
  });
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  const paper = page.getByRole('dialog', { name: 'Код восстановления персональных данных' });
  await expect(paper.getByRole('status')).toHaveText('ABCDE-FGHJK');
  await paper.getByRole('button', { name: 'Код записан' }).click();
  await expect(page.getByRole('button', { name: 'Создать ключ' })).toHaveCount(0);
});

test('an administrator corrects his own name, and it stays on one line', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Изменить: admin' }).press('Enter');
  await expect(page.locator('#account-name')).toBeFocused();
  await page.locator('#account-name').fill('Начальникова Н. Н.');
  await page.keyboard.press('Enter');
  await expect(page.getByText('администратор изменил вашу учётную запись')).toBeVisible();
  await signInByForm(page, office);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'admin' }) });
  expect(await row.locator('td').first().innerHTML()).toBe('Начальникова&nbsp;Н.&nbsp;Н.');
});
