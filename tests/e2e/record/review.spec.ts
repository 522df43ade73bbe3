import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { carryPost, type Mailbox } from '../../support/exchange/postman';
import { soundProvider } from '../../support/record/soundProvider';
import { call, expect, inChromium, makeOffice, removeOffice, signIn, test, type E2eOffice } from '../fixture';
import { enter, findings, idOf, openRecord, tabTo } from '../operator';
import { hireKeeper } from '../staff';

const ministry = {
  ...{ code: 'mintrud', kind: 'ministry', name: 'Проверочное министерство', mailbox: 'MINTRUD~RT' },
  uid: '11111111-1111-4111-8111-111111111111',
};
const district = {
  ...{ code: 'aznakaevo', kind: 'territorial', name: 'Азнакаевский отдел', mailbox: 'AZNAKAEVO~RT' },
  ...{ uid: '22222222-2222-4222-8222-222222222222', oktmo: ['92602000'] },
};
const edms = { outgoing: 'ToSend', incoming: 'In' };
const decision = {
  ...{ act: 'Приказ', number: '1-п', decidedOn: '2026-11-20' },
  ...{ ground: 'заявление поставщика', decidedBy: 'Решалов Р. Р.' },
};
const former = 'ГАУСО «Дом-интернат „Тихая заводь“»';
const wanted = 'ГАУСО «Дом-интернат „Новая заводь“»';
const reason = 'Нет выписки о новом названии';

const boxOf = ({ folder }: E2eOffice, { mailbox }: { mailbox: string }): Mailbox => ({
  mailbox,
  outgoing: join(folder, edms.outgoing),
  incoming: join(folder, edms.incoming),
});

test.use({ officeConfig: { office: district, peers: [ministry], edms } });

test('a district proposes, the ministry declines with a reason, the district reads it and closes it', async ({
  page,
  office,
  chromium,
  playwright,
}, info) => {
  // Two offices and a dozen rounds of the exchange.
  test.slow();
  const centre = await makeOffice({ office: ministry, peers: [district], edms });
  const boxes = [boxOf(office, district), boxOf(centre, ministry)];
  const browser = info.project.name === 'web' ? await chromium() : await playwright.chromium.launch();
  await inChromium(centre, browser, async (there) => {
    await there.setViewportSize({ width: 1366, height: 768 });
    await enter(there, centre);
    await include(there);
    const clerk = await hireKeeper(page, office);
    await signIn(page, clerk);
    await exchange(there, page, boxes);

    await proposeAsClerk(page);
    await page.screenshot({ path: info.outputPath('card.png') });
    expect(await findings(page)).toEqual([]);

    await exchange(page, there, boxes);
    await declineAsMinistry(there, info);
    await exchange(there, page, boxes);
    await readAndClose(page, info);

    await exchange(page, there, boxes);
    for (const one of [page, there]) expect((await call(one, 'review.list', {})).items).toEqual([]);
  });
  if (info.project.name !== 'web') await browser.close();
  await removeOffice(centre);
});

/** The ministry includes a provider of the district. */
async function include(page: Page): Promise<void> {
  const { fields, lists } = soundProvider();
  const registry = 'provider';
  const { recordId } = await call(page, 'record.create', { registry, fields: { ...fields, ...lists } });
  const { version } = await call(page, 'record.open', { registry, recordId });
  const moved = await call(page, 'record.move', { registry, recordId, baseVersion: version, to: 'review' });
  const included = { registry, recordId, baseVersion: moved.version, to: 'included', decision };
  expect((await call(page, 'record.move', included)).status).toBe('included');
}

/** One tells, the other hears. */
async function exchange(from: Page, to: Page, boxes: readonly Mailbox[]): Promise<void> {
  await call(from, 'exchange.run', {});
  await carryPost(boxes);
  await call(to, 'exchange.run', {});
  await carryPost(boxes);
  await call(from, 'exchange.run', {});
}

async function proposeAsClerk(page: Page): Promise<void> {
  await openRecord(page, await idOf(page, 'заводь'));
  await expect(page.getByText('уйдёт на решение: Проверочное министерство')).toBeVisible();
  await tabTo(page, 'field-fullName');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(wanted);
  await tabTo(page, 'field-phones');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('+7 855 927-12-35');
  await page.keyboard.press('Control+S');
  const notice = page.getByRole('status').filter({ hasText: 'Ждёт решения, пока действует прежнее' });
  await expect(notice).toContainText('прежнее: Полное наименование.');
  await expect(notice).not.toContainText('телефоны');
  // The official value stays, the proposed one stands beside it.
  await expect(page.locator('#field-fullName')).toHaveValue(former);
  await expect(page.getByText(`ждёт решения: ${wanted}`)).toBeVisible();
  await expect(page.locator('#field-phones')).toHaveValue(/12-35/);
}

async function declineAsMinistry(page: Page, info: ReturnType<typeof test.info>): Promise<void> {
  await page.keyboard.press('Alt+1');
  await page.getByRole('link', { name: 'Расхождения и предложения: 1 поле' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Расхождения и предложения' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'предложено' });
  await expect(row).toContainText(wanted);
  await expect(row).toContainText('Азнакаевский отдел');
  await expect(page.getByText('Решает наше учреждение')).toBeVisible();
  await page.screenshot({ path: info.outputPath('ministry.png') });
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: `Оставить: ${former}` }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#review-reason')).toBeFocused();
  // Nobody is declined without a word.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Почему отклонено');
  await page.keyboard.type(reason);
  await page.screenshot({ path: info.outputPath('decline.png') });
  // Enter begins another line of the reason.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Ничего не ждёт решения')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

async function readAndClose(page: Page, info: ReturnType<typeof test.info>): Promise<void> {
  await page.keyboard.press('Alt+1');
  await page.getByRole('link', { name: 'Расхождения и предложения: 1 поле' }).focus();
  await page.keyboard.press('Enter');
  const row = page.getByRole('row').filter({ hasText: 'отклонено' });
  await expect(row).toContainText(wanted);
  await expect(row).toContainText(reason);
  await page.screenshot({ path: info.outputPath('district.png') });
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: `Согласиться: ${former}` }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ничего не ждёт решения')).toBeVisible();
}
