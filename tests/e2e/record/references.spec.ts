import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { call, expect, inChromium, test as base } from '../fixture';
import { enter } from '../operator';

/** Naming records with the keyboard alone, in the window over an office that has bodies and errands; in Chromium only. */
const root = join(import.meta.dirname, '..', '..', '..');
const script = join(root, 'tests', 'support', 'offices', 'serveErrands.ts');
const test = base.extend<{ page: Page }>({
  page: async ({ office, chromium }, use) => {
    const serving = ['--import', 'tsx', script, office.dataFolder, root];
    await inChromium(office, await chromium(), use, serving);
  },
});

const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((place) => {
    location.hash = place;
  }, hash);

test('a record is named by typing, shown by its title, and knows what names it', async ({ page, office }) => {
  await enter(page, office);
  const organ = async (name: string) =>
    (await call(page, 'record.create', { registry: 'organ', fields: { name } })).recordId;
  const [first] = [await organ('Управление опеки'), await organ('Управление занятости')];
  const made = await call(page, 'record.create', { registry: 'errand', fields: { subject: 'Поручение' } });
  await goTo(page, `#/registry/errand/${made.recordId}`);
  const input = page.getByLabel('Исполнитель', { exact: true });
  await input.focus();
  await page.keyboard.type('опек');
  await expect(page.getByRole('option')).toHaveText(['Управление опеки · Проект']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(input).toHaveValue('Управление опеки');
  await page.keyboard.press('Control+s');
  await expect
    .poll(
      async () =>
        (await call(page, 'record.open', { registry: 'errand', recordId: made.recordId })).fields['organ'],
    )
    .toBe(first);

  await call(page, 'record.save', {
    ...{
      registry: 'organ',
      recordId: first,
      baseVersion: 1,
      fields: { name: 'Управление опеки и попечительства' },
    },
  });
  await page.reload();
  await expect(input).toHaveValue('Управление опеки и попечительства');
  await expect(page.getByText('при выборе: Управление опеки', { exact: true })).toBeVisible();

  await goTo(page, `#/registry/organ/${first}`);
  await page.getByRole('tab', { name: 'Что ссылается сюда' }).click();
  await page.getByRole('link', { name: 'Поручение' }).click();
  await expect(page).toHaveURL(new RegExp(made.recordId));
});
