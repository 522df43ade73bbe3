import type { Page } from '@playwright/test';
import { call, expect, test } from '../fixture';
import { enter, findings, openRecord } from '../operator';
import { pdfOf, pngBytes } from '../../support/record/contents';

/** Files of a record in the window: chosen, dropped, pasted; shown inside or saved; detached by the keyboard. */
const createProvider = async (page: Page, fullName: string): Promise<string> =>
  (await call(page, 'record.create', { registry: 'provider', fields: { fullName } })).recordId;

/** What a person drops on the window or pastes into it. */
const give = (page: Page, how: 'drop' | 'paste', file: { name: string; type: string; bytes: Buffer }) =>
  page.evaluate(
    ({ how: event, name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      window.dispatchEvent(
        event === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
      );
    },
    { how, name: file.name, type: file.type, base64: file.bytes.toString('base64') },
  );

test('files are attached by hand, shown, saved and detached, beside what is typed', async ({
  page,
  office,
}) => {
  await enter(page, office);
  await openRecord(page, await createProvider(page, 'Дом с файлами'));
  const part = page.getByRole('region', { name: 'Файлы' });
  await expect(part).toContainText('Файлов нет');
  await page.locator('#field-note').fill('набрано и не сохранено');

  await part.getByLabel('Вид документа').selectOption({ label: 'Лицензия (скан)' });
  await part.getByLabel('Примечание').fill('до 2030 года');
  const chooser = page.waitForEvent('filechooser');
  await part.locator('button', { hasText: 'Приложить файл' }).press('Enter');
  const licence = { name: 'Лицензия.pdf', mimeType: 'application/pdf', buffer: pdfOf('лицензия', 90_000) };
  await (await chooser).setFiles(licence);
  await expect(page.getByRole('status').filter({ hasText: 'Приложен «Лицензия.pdf».' })).toBeVisible();
  const row = part.getByRole('row').filter({ hasText: 'Лицензия.pdf' });
  await expect(row).toContainText('Лицензия (скан)');
  await expect(row).toContainText('до 2030 года');
  await expect(page.locator('#field-note')).toHaveValue('набрано и не сохранено');
  await expect(page.getByRole('tabpanel', { name: 'История' })).toContainText('Лицензия.pdf');

  await row.getByRole('button', { name: 'Показать: Лицензия.pdf' }).press('Enter');
  await expect(page.getByRole('dialog').locator('iframe')).toHaveAttribute(
    'src',
    /^\/files\/[^/]+#navpanes=0$/,
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await give(page, 'drop', { name: 'фасад.pdf', type: 'application/pdf', bytes: pngBytes });
  await expect(page.getByRole('status').filter({ hasText: 'по содержанию это не PDF' })).toBeVisible();
  await part.getByRole('button', { name: 'Показать: фасад.png' }).press('Enter');
  await expect(page.getByRole('img', { name: 'фасад.png' })).toHaveJSProperty('naturalWidth', 1);
  await page.keyboard.press('Escape');
  await give(page, 'paste', { name: 'image.png', type: 'image/png', bytes: pngBytes });
  await expect(part.getByRole('row').filter({ hasText: /Снимок .*\.png/ })).toBeVisible();

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await give(page, 'drop', { name: 'план.svg', type: 'image/svg+xml', bytes: svg });
  await expect(page.getByRole('alert').filter({ hasText: 'По содержанию это не файл из тех' })).toBeVisible();

  const download = page.waitForEvent('download');
  await row.getByRole('button', { name: 'Сохранить: Лицензия.pdf' }).press('Enter');
  expect((await download).suggestedFilename()).toBe('Лицензия.pdf');
  expect(await findings(page)).toEqual([]);

  await row.getByRole('button', { name: 'Открепить: Лицензия.pdf' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Открепить файл?' });
  await dialog.getByRole('button', { name: 'Открепить' }).press('Enter');
  await expect(row).toHaveCount(0);
  await expect(page.locator('#title-files')).toBeFocused();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия' })).toBeVisible();
});
