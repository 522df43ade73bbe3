import { soundProvider } from '../../support/record/soundProvider';
import { call, expect, test } from '../fixture';
import { enter, findings, tabTo, typeInto } from '../operator';

/** An application from the section's list to its end without a mouse, with the paper that each step offers. */
test('an application is found beside providers, registered, and granted by keyboard alone', async ({
  page,
  office,
}, info) => {
  await enter(page, office);
  const keys = page.keyboard;
  const { fields, lists } = soundProvider();
  await call(page, 'record.create', { registry: 'provider', fields: { ...fields, ...lists } });

  await keys.press('Alt+2');
  await expect(page.getByRole('grid')).toBeFocused();
  const links = page.getByRole('navigation', { name: 'Реестры раздела' });
  await expect(links.getByRole('link', { name: 'Реестр поставщиков' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  const link = links.getByRole('link', { name: 'Заявления поставщиков' });
  for (let presses = 0; presses < 40; presses += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) break;
    await keys.press('Shift+Tab');
  }
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Заявления поставщиков' })).toBeVisible();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await page.screenshot({ path: info.outputPath('list.png') });
  expect(await findings(page)).toEqual([]);

  const create = page.getByRole('link', { name: 'Новая запись' });
  for (let presses = 0; presses < 40; presses += 1) {
    if (await create.evaluate((element) => element === document.activeElement)) break;
    await keys.press('Shift+Tab');
  }
  await keys.press('Enter');
  await expect(page.locator('#field-applicant')).toBeFocused();
  await keys.type('АНО «Проверочный дом»');
  await tabTo(page, 'field-kind');
  await keys.press('ArrowDown');
  await typeInto(page, 'field-inn', '1655000003');
  await typeInto(page, 'field-oktmo', 'азнак');
  await typeInto(page, 'field-receivedOn', '20.11.2026');
  await keys.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено' })).toBeVisible();

  await keys.press('Control+Enter');
  await expect(page.getByText('№ З-2026-0001')).toBeVisible();
  const offer = page.getByRole('button', { name: 'Показать: Уведомление заявителя' });
  await expect(offer).toBeVisible();
  await page.screenshot({ path: info.outputPath('offered.png') });
  expect(await findings(page)).toEqual([]);
  await keys.press('Control+p');
  await expect(page.getByRole('heading', { level: 1, name: 'Уведомление заявителя' })).toBeVisible();
  await page.goBack();
  await expect(page.getByText('Статус: зарегистрировано')).not.toHaveCount(0);
  await expect(offer).toHaveCount(0);

  await typeInto(page, 'field-provider', String(fields['fullName']).slice(0, 12));
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await keys.press('Control+s');
  // Nothing is offered where a step has no paper.
  await keys.press('Control+Enter');
  await expect(page.getByText('Статус: передано на решение')).not.toHaveCount(0);
  await expect(offer).toHaveCount(0);
  await keys.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Удовлетворить' });
  await expect(dialog).toBeVisible();
  await typeInto(page, 'decision-number', '12-р');
  await keys.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Статус: удовлетворено')).not.toHaveCount(0);
  await expect(offer).toBeVisible();
  await page.screenshot({ path: info.outputPath('granted.png') });
});
