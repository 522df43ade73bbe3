import { expect, realList, test } from '../fixture';
import { enter } from '../operator';

test('the real list: the twin is put side by side, the import is one step that can be undone', async ({
  page,
  office,
}) => {
  await enter(page, office);
  await page.getByRole('link', { name: 'Импорт таблицы' }).click();
  await page.locator('input[type=file]').setInputFiles(realList);
  await expect(page.getByLabel('Кодировка')).toHaveValue('windows-1251');
  await expect(page.getByLabel('Поле для столбца «Полное наименование поставщика»')).toHaveValue('fullName');

  const twin = page.getByRole('table').filter({ hasText: 'Похожи: одинаковое наименование' });
  await expect(twin).toContainText('строка 2 этого файла');
  await expect(twin).toContainText('Государственное автономное учреждение');
  await expect(twin).toContainText('ГАУСО «Азнакаевский дом - интернат');
  await expect(page.getByText('1 строка будет пропущена')).toBeVisible();
  // What an update would do with each field is said before it is done, and nothing is written over unasked.
  await page.getByRole('radio', { name: 'дополнить имеющуюся: пустые поля и отмеченные' }).check();
  const fullName = twin.getByRole('row').filter({ hasText: 'Полное наименование' });
  await expect(fullName.getByLabel('заменить на значение строки')).not.toBeChecked();
  await expect(twin.getByRole('row').filter({ hasText: 'Сокращённое наименование' })).toContainText(
    'останется как есть',
  );
  await page.getByRole('radio', { name: 'создать отдельную запись' }).check();
  await expect(page.getByText('будет пропущена')).toHaveCount(0);
  // Who looks into the list meanwhile loses none of it.
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'создать отдельную запись' })).toBeChecked();

  await page.getByRole('button', { name: 'Импортировать' }).click();
  await expect(page.getByRole('heading', { name: 'Импорт выполнен' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByRole('link', { name: 'К списку' }).click();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '17');

  await page.keyboard.press('Alt+9');
  await page.getByRole('button', { name: 'Отменить импорт файла «providers-tatarstan.csv»' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить импорт' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'отозвано 16' })).toBeVisible();
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '1');
  await expect(page.getByText('В реестре пока нет записей')).toBeVisible();
});

test('a file that is no table is refused in words', async ({ page, office }) => {
  await enter(page, office);
  await page.getByRole('link', { name: 'Импорт таблицы' }).click();
  const picture = {
    name: 'picture.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\x03\x04 no workbook'),
  };
  await page.locator('input[type=file]').setInputFiles(picture);
  await expect(page.getByRole('alert')).toContainText('Файл не является таблицей');
});
