import { expect, test } from '../fixture';
import { enter, tabTo, typeInto } from '../operator';

/** A provider from the first letter to the registry without a mouse, as an operator does it all day. */
test('a provider is written, mended, reviewed and included by keyboard alone', async ({ page, office }) => {
  await enter(page, office);
  const keys = page.keyboard;

  await keys.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Поиск по программе' })).toBeFocused();
  await keys.type('новая');
  await expect(page.getByRole('option', { name: 'Новая запись Реестр поставщиков' })).toBeVisible();
  await keys.press('Enter');
  await expect(page.locator('#field-entityKind')).toBeFocused();

  await keys.press('ArrowDown');
  await typeInto(page, 'field-fullName', 'ГАУСО «Дом-интернат „Тихая заводь“»');
  await typeInto(page, 'field-stateRegistrationOn', '14.8.2002');
  await typeInto(page, 'field-legalForm', '75201');
  await typeInto(page, 'field-inn', '1655000004');
  await keys.press('Tab');
  await expect(page.locator('#field-inn-issues')).toContainText('не сходится по контрольной цифре');
  await expect(page.locator('#field-stateRegistrationOn')).toHaveValue('14.08.2002');
  await expect(page.locator('#field-legalForm')).toHaveValue(/автономн/);

  await keys.press('Control+s');
  await expect(page.getByRole('alert')).toContainText('В записи есть ошибки');
  await expect(page.locator('#field-inn')).toBeFocused();
  await keys.press('Control+a');
  await keys.type('1655000003');
  await keys.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено' })).toBeVisible();

  await typeInto(page, 'field-kpp', '165501001');
  await typeInto(page, 'field-ogrn', '1021600000003');
  await typeInto(page, 'field-legalAddress', 'г. Азнакаево, ул. Тихая, 1');
  await typeInto(page, 'field-oktmo', 'азнак');
  await typeInto(page, 'field-phones', '8 85592 7-12-34');
  await typeInto(page, 'field-headName', 'Сабирова Гөлнара Җәүдәт кызы');
  await tabTo(page, 'field-places');
  await keys.press('Enter');
  await expect(page.locator('[id="field-places.0.address"]')).toBeFocused();
  await keys.type('г. Азнакаево, ул. Тихая, 1');
  await keys.press('Tab');
  await keys.type('азнак');
  await keys.press('Tab');
  await expect(page.locator('[id="field-places.0.oktmo"]')).toHaveValue('Азнакаевский муниципальный район');
  await tabTo(page, 'field-serviceForms-stationary');
  await keys.press('Space');
  await typeInto(page, 'field-placesTotal', '60');
  await typeInto(page, 'field-placesFree', '4');
  await typeInto(page, 'field-placesAsOfOn', '1.2.2026');
  await typeInto(page, 'field-conditions', 'Двухместные комнаты');

  // The program takes its time, and the hand does not wait for it: no key is lost.
  await page.route('**/call/record.*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await route.continue();
  });
  await keys.press('Control+s');
  await keys.type(' и палаты');
  await keys.press('Control+Enter');
  await keys.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Включить в реестр' });
  await expect(dialog).toBeVisible();
  await expect(page.getByText('Статус: на рассмотрении')).toHaveCount(2);
  await expect(page.locator('#field-conditions')).toHaveValue('Двухместные комнаты и палаты');
  await typeInto(page, 'decision-act', 'приказ');
  await keys.press('Enter');
  await expect(dialog).toContainText('Поле не заполнено');
  await expect(page.locator('#decision-number')).toBeFocused();
  await keys.type('12-р');
  await keys.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Статус: включён')).toHaveCount(2);
  await expect(page.getByText('№ 16-000001')).toBeVisible();

  const history = page.getByRole('tabpanel', { name: 'История' });
  await expect(history).toContainText('Статус: на рассмотрении → включён');
  await expect(history).toContainText('Номер: 12-р');
});

test('what was typed is undone field by field and done again', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('новая');
  await expect(page.getByRole('option', { name: 'Новая запись Реестр поставщиков' })).toBeVisible();
  await page.keyboard.press('Enter');
  await typeInto(page, 'field-fullName', 'Первое');
  await typeInto(page, 'field-shortName', 'Второе');
  await page.keyboard.press('Control+z');
  await expect(page.locator('#field-shortName')).toHaveValue('');
  await expect(page.locator('#field-fullName')).toHaveValue('Первое');
  await page.keyboard.press('Control+z');
  await expect(page.locator('#field-fullName')).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('#field-fullName')).toHaveValue('Первое');
});
