import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAuditFile } from '../../../electron/audit/auditFile';
import { call, expect, realList, test } from '../fixture';
import { enter, findings, tabTo } from '../operator';
import { add, hireHead, hireKeeper, seedPersons } from '../staff';

/** The journal of events in the window: found, narrowed, proved and handed out without a mouse. */
test.use({ seed: [['import', 'providers', realList]] });

test('is reached, narrowed and proved by the keyboard', async ({ page, office }) => {
  await enter(page, office);
  await page.keyboard.press('Alt+9');
  await page.getByRole('link', { name: 'Журнал событий' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Журнал событий' })).toBeVisible();
  const rows = page.getByRole('region', { name: 'Журнал событий' }).locator('tbody tr');
  await expect(rows.first()).toContainText('вход');
  await expect(rows).not.toHaveCount(1);

  await tabTo(page, 'audit-from');
  await page.keyboard.type('1.1.2099');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Таких событий в журнале нет.')).toBeVisible();
  await tabTo(page, 'audit-to');
  await page.keyboard.type('вчера');
  await tabTo(page, 'audit-action');
  await expect(page.locator('#audit-to')).toHaveAttribute('aria-invalid', 'true');
  const tops = ['#audit-from', '#audit-to', '#audit-object'].map(async (id) =>
    page.locator(id).boundingBox(),
  );
  expect(new Set((await Promise.all(tops)).map((box) => Math.round(box?.y ?? 0))).size).toBe(1);
  await page.locator('#audit-to').fill('31.12.2098');
  await tabTo(page, 'audit-action');
  await expect(page.getByRole('alert')).toContainText('Срок кончается раньше, чем начинается');
  await page.getByRole('button', { name: 'Убрать отбор' }).press('Enter');
  await expect(page.locator('#audit-to')).toHaveValue('');
  await tabTo(page, 'audit-action');
  await page.getByLabel('Что сделано').selectOption('import.');
  await page.keyboard.press('Enter');
  await tabTo(page, 'audit-object');
  await page.keyboard.type('import/');
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('создано: 15; дополнено: 0');
  await page.getByRole('button', { name: 'Убрать отбор' }).press('Enter');
  await expect(rows).not.toHaveCount(1);

  await page.getByRole('button', { name: 'Проверить цепочку' }).press('Enter');
  const outcome = page.getByRole('status').filter({ hasText: 'Цепочка цела' });
  await expect(outcome).toBeFocused();
  await expect(outcome).toBeInViewport();
  const { head } = await call(page, 'audit.verify', {});
  await expect(page.getByText(head.hash)).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('is saved for a period as a file that can be checked', async ({ page, office }) => {
  await enter(page, await hireHead(page, office));
  await page.evaluate(() => {
    location.hash = '#/administration/audit';
  });
  const saved = page.waitForEvent('download');
  await tabTo(page, 'export-from');
  await page.getByRole('button', { name: 'Сохранить файл' }).press('Enter');
  const path = join(office.folder, 'journal.jsonl');
  await (await saved).saveAs(path);
  const report = await checkAuditFile(path);
  expect(report).toMatchObject({ ok: true, value: { ok: true, office: 'mintrud', found: 0 } });
  await expect(page.getByRole('status').filter({ hasText: 'Сохранён' })).toBeVisible();
  await page.getByRole('button', { name: 'Показать', exact: true }).press('Enter');
  await expect(page.getByRole('cell', { name: 'журнал выгружен' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Главный Г. Г. (head)' }).first()).toBeVisible();
});

test('says in words what does not agree with what another office holds', async ({ page, office }) => {
  await enter(page, office);
  await page.evaluate(() => {
    location.hash = '#/administration/audit';
  });
  const file = join(office.folder, 'heads.json');
  const heads = [
    { seq: 1, hash: 'x', at: '2026-11-23T09:00:00.000Z', uid: 'u1' },
    { seq: 100_000, hash: 'y', at: '2026-11-23T09:00:00.000Z', uid: 'u2' },
  ];
  const about = { format: 'yardam-audit-witness', version: 1, witness: 'almet', madeAt: '' };
  await writeFile(file, JSON.stringify({ ...about, office: 'mintrud', heads }));
  await page.getByLabel('Сверить с файлом другого учреждения').last().setInputFiles(file);
  await expect(page.getByText('Цепочка нарушена. Мест, где она не сходится: 2.')).toBeVisible();
  await expect(page.getByText('Строка 1: раньше видели другую. Прошлое переписано.')).toBeVisible();
  await expect(page.getByText(/Строку 100.000 видели раньше/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await writeFile(file, JSON.stringify({ ...about, office: 'almet', heads }));
  await page.getByLabel('Сверить с файлом другого учреждения').last().setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('Файл не годится для сверки');
});

test('is searched by the very words it shows, and says days, instants and sizes as people do', async ({
  page,
  office,
}) => {
  const keeper = await hireKeeper(page, office);
  const [person = '', other = ''] = await seedPersons(page, keeper);
  await add(page, office, { login: 'nova', name: 'Новикова Н. Н.', role: 'observer' });
  await call(page, 'session.signIn', keeper);
  for (const recordId of [person, other]) await call(page, 'record.open', { registry: 'person', recordId });
  await call(page, 'session.signOut', {});
  await enter(page, office);
  await call(page, 'backup.make', {});
  await page.evaluate(() => {
    location.hash = '#/administration/audit';
  });
  const rows = page.getByRole('region', { name: 'Журнал событий' }).locator('tbody tr');
  const seek = async (words: string): Promise<void> => {
    await page.getByLabel('С чем').fill(words);
    await page.keyboard.press('Enter');
  };
  await seek(`гражданин ${person.slice(0, 8)}`);
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(/день: \d\d\.\d\d\.\d{4}/);
  await seek('учётная запись nova');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('учётная запись заведена');
  await seek('резервная копия');
  const ordered = rows.filter({ hasText: 'копия: по команде' });
  await expect(ordered).toHaveCount(1);
  await expect(ordered).toContainText(/резервная копия: по\sкоманде, \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
  await expect(ordered).toContainText(/размер: \d+(,\d)?\sМБ/);
  await seek(await ordered.locator('td').nth(4).innerText());
  await expect(rows).toHaveCount(1);
  await seek('обращение');
  await expect(rows).toHaveCount(0);
});
