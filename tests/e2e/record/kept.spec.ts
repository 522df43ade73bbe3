import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { call, expect, realList, test } from '../fixture';
import { enter, idOf, openRecord, openRegistry, signInByForm } from '../operator';

/** Nothing typed is lost, and the window tells the truth, also when the program behind it is gone. */
test.use({ seed: [['import', 'providers', realList]] });

const program = join(import.meta.dirname, '..', '..', '..', 'dist/node/cliMain.js');

async function serve(dataFolder: string): Promise<{ host: ChildProcess; address: string }> {
  const host = spawn(process.execPath, [program, 'serve', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(host.stdout), 'line')) as [string];
  return { host, address: (JSON.parse(line) as { address: string }).address };
}

test('a window whose program was killed holds the words, is taken back by signing in, and loses none', async ({
  office,
  playwright,
}, { project }) => {
  if (project.name === 'desktop') return;
  const first = await serve(office.dataFolder);
  const browser = await playwright.chromium.launch();
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'ru-RU' });
  await page.goto(first.address);
  await enter(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  first.host.kill('SIGKILL');
  await once(first.host, 'close');
  await page.locator('#field-legalAddress').fill('г. Азнакаево, ул. Тихая, 1');
  await expect(page.getByRole('alert')).toContainText('Связи с программой нет.');

  const second = await serve(office.dataFolder);
  await expect(page.getByRole('heading', { name: 'Экран заблокирован' })).toBeVisible();
  await signInByForm(page, office);
  await expect(page.locator('#field-legalAddress')).toHaveValue('г. Азнакаево, ул. Тихая, 1');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено, версия 2' })).toBeVisible();
  await browser.close();
  second.host.kill('SIGTERM');
  await once(second.host, 'close');
});

test('a window with unsaved words asks before it goes, and one without does not', async ({
  page,
  office,
}) => {
  await enter(page, office);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  await openRecord(page, await idOf(page, 'чишма'));
  expect(asked).toEqual([]);
  await page.locator('#field-legalAddress').click();
  await page.keyboard.type('г. Азнакаево');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  // The last stroke too was handed over on the way out.
  await expect(page.locator('#field-legalAddress')).toHaveValue('г. Азнакаево');
});

test('where the shell asks nobody the window does, and closes when it is told to', async ({
  page,
  office,
}) => {
  await page.addInitScript(() => {
    const calls = async (name: string, input: unknown): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/call/${name}`, { method: 'POST', headers, body: JSON.stringify(input) });
      return await answer.json();
    };
    const bridge = { call: calls, onEvent: () => () => undefined };
    Object.assign(window, { yardam: bridge, close: () => document.body.setAttribute('data-closed', '') });
  });
  await enter(page, office);
  await openRecord(page, await idOf(page, 'чишма'));
  await page.locator('#field-legalAddress').fill('г. Азнакаево');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await page.getByRole('dialog').getByRole('button', { name: 'Остаться' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-closed', '');
  const recordId = await idOf(page, 'чишма');
  const { draft } = await call(page, 'draft.open', { registry: 'provider', recordId });
  expect(draft?.fields).toEqual({ legalAddress: 'г. Азнакаево' });
});

test('a new record that is not wanted is thrown away, and taken back', async ({ page, office }) => {
  await openRegistry(page, office);
  await page.getByRole('link', { name: 'Новая запись' }).click();
  await page.locator('#field-fullName').fill('Не то');
  await page.getByRole('button', { name: 'Не создавать' }).press('Enter');
  await expect(page.locator('#field-fullName')).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Вернуть набранное' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#field-fullName')).toHaveValue('Не то');
});

test('two tabs on one record keep their words apart', async ({ page, office }, { project }) => {
  if (project.name === 'desktop') return;
  await enter(page, office);
  const id = await idOf(page, 'чишма');
  await openRecord(page, id);
  await page.locator('#field-legalAddress').fill('первое');
  await expect(page.getByText('черновик сохранён в')).toBeVisible();
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(location.href));
  const other = await opened;
  await expect(other.getByText('открыта ещё в одном окне')).toBeVisible();
  await expect(other.locator('#field-legalAddress')).toHaveValue('');
  await other.locator('#field-legalAddress').fill('второе');
  await expect(other.getByText('черновик сохранён в')).toBeVisible();
  await page.reload();
  await expect(page.locator('#field-legalAddress')).toHaveValue('первое');
  await other.reload();
  await expect(other.locator('#field-legalAddress')).toHaveValue('второе');
});

test('what is selected is what is seen, and that is exported', async ({ page, office }) => {
  await openRegistry(page, office);
  const footer = page.getByRole('status').filter({ hasText: /запис/ });
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(footer).toContainText('2');
  await page.getByRole('searchbox', { name: 'Искать в списке' }).fill('нурлат');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
  await expect(page.locator('[aria-selected="true"]')).toHaveCount(0);
  await expect(footer).not.toContainText('выделен');
  await page.getByRole('button', { name: /CSV/ }).click();
  // None of the list is public yet, and the window says so.
  await expect(page.getByText('Ещё 2 записи списка не выгружены')).toBeVisible();
});
