import { expect, realList, test } from '../fixture';
import { enter } from '../operator';

test.use({ seed: [['import', 'providers', realList]] });

test('a round of the exchange is run from the window and told in words', async ({ page, office }) => {
  await enter(page, office);
  await expect(page.getByRole('link', { name: /обмен: \d+ изменени. (ждёт|ждут) отправки/ })).toBeVisible();
  await page.keyboard.press('Alt+8');
  await page.getByRole('button', { name: 'Провести обмен' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Обмен проведён: принято 0' })).toBeVisible();
  const line = page.getByRole('row').filter({ hasText: 'Управление в Альметьевском районе' });
  await expect(line).toContainText('исходящее: сообщение');
  await expect(line).toContainText('отправлено, ждёт квитанции');
  await expect(page.getByRole('link', { name: /обмен: всё отправлено/ })).toBeVisible();
});
