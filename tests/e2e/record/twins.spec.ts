import { soundProvider } from '../../support/record/soundProvider';
import { call, expect, test } from '../fixture';
import { enter, findings, openRecord } from '../operator';

const registry = 'provider';

test('a twin is shown while it is typed, stops the move, and both are kept with a reason', async ({
  page,
  office,
}) => {
  await enter(page, office);
  const { fields, lists } = soundProvider();
  const whole = { ...fields, ...lists };
  await call(page, 'record.create', { registry, fields: whole });

  await page.evaluate(() => (location.hash = '#/registry/provider/new'));
  await page.locator('#field-inn').fill(String(fields['inn']));
  const twins = page.getByRole('region', { name: 'Похожие записи' });
  await expect(twins).toContainText('одинаковый ИНН');
  await page.locator('#field-inn').fill('');
  await expect(twins).toHaveCount(0);

  const { recordId } = await call(page, 'record.create', { registry, fields: whole });
  const status = async () => (await call(page, 'record.open', { registry, recordId })).status;
  await openRecord(page, recordId);
  await expect(twins).toContainText('Похожая запись уже есть: 1.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('похож');
  expect(await status()).toBe('draft');
  await expect(twins.getByLabel('Почему это не повтор')).toBeFocused();
  expect(await findings(page)).toEqual([]);

  await twins.getByLabel('Почему это не повтор').fill('да');
  await page.keyboard.press('Enter');
  await expect(twins).toContainText('Введите не меньше 3 знаков.');
  await twins.getByLabel('Почему это не повтор').fill('Присоединение ещё не внесено в ЕГРЮЛ');
  await page.keyboard.press('Enter');
  await expect(twins).toContainText('Присоединение ещё не внесено в ЕГРЮЛ');
  await expect(twins).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect.poll(status).toBe('review');
});
