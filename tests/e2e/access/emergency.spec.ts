import { expect, test } from '../fixture';
import { enter, typeInto } from '../operator';
import { hire, hireKeeper, hireSpecialist, seedPersons } from '../staff';

/** Emergency access as the operator who takes it and the head who watches see it. */
const found = 'Нигматзянов Пример Примерович';

test('one person elsewhere is chosen, read and found again, and the head looks at it', async ({
  page,
  office,
}) => {
  test.setTimeout(300_000);
  const [, elsewhere = ''] = await seedPersons(page, await hireKeeper(page, office));
  const specialist = await hireSpecialist(page, office);
  // Of the same district as the specialist: the person is beyond his own right as well.
  const head = await hire(page, office, {
    ...{ login: 'head', name: 'Главный Г. Г.', role: 'head', territory: ['92608000'] },
  });
  await enter(page, specialist);
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('Нигматуллина')).toBeVisible();
  await expect(page.getByText('Нигматзянов')).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Искать в списке' }).fill('нигмат');
  await expect(page.getByText('Поиск идёт по вашей территории')).toBeVisible();

  await page.evaluate((id) => {
    location.hash = `#/registry/person/${id}`;
  }, elsewhere);
  await expect(page.getByRole('alert')).toContainText('относятся к другой территории');
  await page.getByRole('button', { name: 'Экстренный доступ' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Экстренный доступ' });
  await expect(page.locator('#emergency-search')).toBeFocused();
  await page.keyboard.type('нигматзянов');
  await typeInto(page, 'emergency-reason', 'мало');
  await dialog.getByRole('button', { name: 'Найти' }).click();
  await expect(dialog.getByRole('alert')).toContainText('короче 10 знаков');
  await page.locator('#emergency-reason').fill('Пожилой человек один без тепла, нужен адрес');
  await dialog.getByRole('button', { name: 'Найти' }).click();
  await expect(dialog.getByRole('alert')).toContainText('фамилию и имя полностью');
  await page.locator('#emergency-search').fill('нигматзянов пример');
  await dialog.getByRole('button', { name: 'Найти' }).press('Enter');
  const choice = dialog.getByRole('button', { name: `${found}, 1950 г. р.` });
  await expect(choice).toBeFocused();
  await expect(dialog).not.toContainText('Тихая');
  await page.screenshot({ path: test.info().outputPath('choice.png') });
  await choice.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: found })).toBeVisible();
  await expect(page.locator('#field-location')).toHaveValue('г. Примерск, ул. Тихая, 1');
  const mark = page.getByRole('status').filter({ hasText: 'Открыто экстренным доступом до' });
  await expect(mark).toContainText('только чтение. Причина: Пожилой человек один без тепла, нужен адрес');
  await expect(page.locator('#field-surname')).toBeDisabled();
  for (const absent of ['Сохранить', 'Снять с учёта', 'Отменить'])
    await expect(page.getByRole('button', { name: absent })).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath('card.png') });

  await enter(page, specialist);
  await page.keyboard.press('Alt+4');
  const row = page.getByRole('row').filter({ hasText: 'Нигматзянов' });
  await expect(row).toContainText(/! экстренно до\s\d\d\.\d\d\.\d{4}, \d\d:\d\d/);
  await expect(page.getByRole('row').filter({ hasText: 'Нигматуллина' })).not.toContainText('экстренно');
  await page.screenshot({ path: test.info().outputPath('list.png') });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('нигматз');
  await expect(page.getByRole('option', { name: found })).toContainText('экстренно до');
  await page.keyboard.press('Enter');
  await expect(mark).toBeVisible();

  await enter(page, head);
  await expect(page.getByRole('link', { name: 'Сегодня' })).toContainText('1');
  await page.keyboard.press('Alt+4');
  await expect(page.getByText('Нигматуллина')).toBeVisible();
  await expect(page.getByText('Нигматзянов')).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { name: '1 экстренный доступ не просмотрен' })).toBeVisible();
  const line = page.getByRole('row').filter({ hasText: 'один без тепла' });
  await expect(line).toContainText('Районова Р. Р.');
  await line.getByRole('button', { name: 'Открыть запись' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: found })).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: 'Вы смотрите это как руководитель' }),
  ).toContainText('Районова Р. Р.');
  await expect(page.locator('#field-surname')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Уничтожить' })).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath('look.png') });
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('heading', { name: '1 экстренный доступ не просмотрен' })).toBeVisible();
  await page.getByRole('button', { name: 'Просмотрено' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Отмечено как просмотренное' })).toBeVisible();
  await expect(page.getByText('экстренный доступ не просмотрен')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeFocused();
});
