import type { Page } from '@playwright/test';
import { expect, realList, test } from '../fixture';
import { enter, findings, idOf, openRecord } from '../operator';

/** Every screen: nothing found by axe against WCAG 2.2 AA, in both languages, light, dark and contrast, at 200 %. */
test.use({ seed: [['import', 'providers', realList]] });

const visit = async (page: Page, place: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
};

const screens = [
  '#/',
  '#/registry/provider',
  '#/registry/provider/import',
  '#/registry/participant',
  '#/registry/specialist',
  '#/registry/application',
  '#/registry/dictionaryEntry',
  '#/exchange',
  '#/administration',
  '#/administration/audit',
];

async function expectNothingFound(page: Page, recordId: string): Promise<void> {
  for (const place of [...screens, '#/registry/provider/new', `#/registry/provider/${recordId}`]) {
    await visit(page, place);
    expect(await findings(page), place).toEqual([]);
  }
}

const looks = [
  { name: 'in Russian on light', settings: {}, zoom: 1 },
  { name: 'in Tatar on dark', settings: { language: 'tt', theme: 'dark' }, zoom: 1 },
  { name: 'in Tatar with high contrast', settings: { language: 'tt', theme: 'contrast' }, zoom: 1 },
  { name: 'in Russian at 200 %', settings: { theme: 'light' }, zoom: 2 },
];

for (const { name, settings, zoom } of looks) {
  test(`every screen ${name}`, async ({ page, office }) => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.evaluate((kept) => {
      for (const [key, value] of Object.entries(kept))
        localStorage.setItem(`yardam.${key}`, JSON.stringify(value));
    }, settings);
    await page.setViewportSize({ width: 1366 / zoom, height: 768 / zoom });
    await enter(page, office);
    await expectNothingFound(page, await idOf(page, 'чишма'));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('dialogs, errors and the text of a clause', async ({ page, office }) => {
  await enter(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  await page.locator('#field-inn').fill('123');
  await page.locator('#field-places').click();
  await page.locator('#field-tariffs').click();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert')).toBeVisible();
  // What is half under the row of actions by chance of scrolling would be called too small to hit.
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('F1');
  await expect(page.getByText('формирование и ведение реестра поставщиков')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('F1');
  const municipality = page.locator('#field-oktmo');
  // The field above it comes whole into view with it: a half of it would be called too small to hit.
  await page.locator('#field-legalAddress').evaluate((field) => {
    field.scrollIntoView({ block: 'start' });
  });
  await municipality.fill('нижнек');
  await expect(page.getByRole('option', { name: 'Нижнекамский' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('дом');
  await expect(page.getByRole('option', { name: 'Азнакаевский дом-интернат' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('Tatar is a whole second language: the frame, the form and the refusals', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  await page.getByRole('radio', { name: 'татарча' }).check();
  await page.getByRole('radio', { name: 'караңгы' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Идарә итү' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'tt');
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
  await openRecord(page, await idOf(page, 'чишма'));
  await page.locator('#field-inn').fill('1655000004');
  await page.locator('#field-inn').blur();
  await expect(page.locator('#field-inn-issues')).toContainText('контроль цифрга туры килми');
});
