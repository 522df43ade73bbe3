import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { call, expect, signIn, type E2eOffice, type Pass } from './fixture';

/** What an operator's hands do in the window, for specs that use no mouse. */

/** Presses Tab until the field with this id has the focus; fails when the keyboard cannot get there. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 160; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${id}`);
}

/** Goes to a field by Tab and types into it. */
export async function typeInto(page: Page, id: string, text: string): Promise<void> {
  await tabTo(page, id);
  await page.keyboard.type(text);
}

/** Signs in and waits until the window hears keys. */
export async function enter(page: Page, office: Pass): Promise<void> {
  await signIn(page, office);
  await expect(page.getByRole('navigation', { name: /^(Разделы|Бүлекләр)$/ })).toBeVisible();
}

/** Signs in and shows the list of the registry with its rows. */
export async function openRegistry(page: Page, office: E2eOffice): Promise<void> {
  await enter(page, office);
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('grid')).toBeFocused();
}

export async function idOf(page: Page, search: string): Promise<string> {
  const { rows } = await call(page, 'record.list', { registry: 'provider', search });
  const [row] = rows;
  if (row === undefined) throw new Error(`no record is found by ${search}`);
  return row.recordId;
}

/** Shows a record by its address, as a link of the window would. */
export async function openRecord(page: Page, recordId: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/registry/provider/${id}`;
  }, recordId);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('#field-fullName')).toBeVisible();
}

/** Types login and password into the form, as the worker would. */
export async function signInByForm(page: Page, { login, password }: Pass): Promise<void> {
  await expect(page.getByLabel('Логин')).toBeVisible();
  if (await page.getByLabel('Логин').isEditable()) await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль').fill(password);
  await page.keyboard.press('Enter');
}

/** Everything that axe finds against WCAG 2.2 AA, in short. */
export async function findings(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
