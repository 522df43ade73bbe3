import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { carryPost, type Mailbox } from '../../support/exchange/postman';
import { testProgram } from '../../support/testRun';
import { expect, makeOffice, removeOffice, test, type E2eOffice } from '../fixture';
import { enter, findings } from '../operator';

const ministry = {
  ...{ code: 'mintrud', kind: 'ministry', name: 'Проверочное министерство', mailbox: 'MINTRUD~RT' },
  uid: '11111111-1111-4111-8111-111111111111',
};
const district = {
  ...{ code: 'aznakaevo', kind: 'territorial', name: 'Азнакаевский отдел', mailbox: 'AZNAKAEVO~RT' },
  ...{ uid: '22222222-2222-4222-8222-222222222222', oktmo: ['92602000'] },
};
const edms = { outgoing: 'ToSend', incoming: 'In' };
const boxOf = ({ folder }: E2eOffice, { mailbox }: { mailbox: string }): Mailbox => ({
  mailbox,
  outgoing: join(folder, edms.outgoing),
  incoming: join(folder, edms.incoming),
});

/** The machine of the other office: its clock is 1500 days and an hour ahead. */
const fastClock = `const True = Date, off = ${(1500 * 24 + 1) * 3_600_000};
  globalThis.Date = class extends True {
    constructor(...said) { super(...(said.length === 0 ? [True.now() + off] : said)); }
    static now() { return True.now() + off; }
  };`;

test.use({ officeConfig: { office: ministry, peers: [district], edms } });

test('a clock of another office that stands years ahead is told, and what it sent is taken', async ({
  page,
  office,
}, info) => {
  const there = await makeOffice({ office: district, peers: [ministry], edms });
  const yardamThere = (...argv: readonly string[]) =>
    promisify(execFile)(
      process.execPath,
      [
        ...['--import', `data:text/javascript,${encodeURIComponent(fastClock)}`, testProgram()],
        ...[...argv, '--data', there.dataFolder, '--user', there.login],
      ],
      { env: { ...process.env, YARDAM_PASSWORD: there.password } },
    );
  const fields = { fullName: 'Дом «Тихая заводь»' };
  await yardamThere('call', 'record.create', '--json', JSON.stringify({ registry: 'provider', fields }));
  await yardamThere('exchange');
  await carryPost([boxOf(office, ministry), boxOf(there, district)]);

  await enter(page, office);
  const note = page.getByRole('alert').filter({ hasText: 'Часы учреждения «Азнакаевский отдел» впереди' });
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await expect(note).toHaveCount(0);
  await page.keyboard.press('Alt+8');
  await page.getByRole('button', { name: 'Провести обмен' }).click();
  await expect(note).toContainText('на 1 500 дней или больше');
  await expect(note).toContainText('ничего не отвергнуто и не потеряно');
  await page.screenshot({ path: info.outputPath('exchange.png') });
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Alt+1');
  await expect(note).toBeVisible();
  await page.screenshot({ path: info.outputPath('today.png') });
  await page.keyboard.press('Alt+2');
  await expect(page.getByText('Дом «Тихая заводь»')).toBeVisible();
  await removeOffice(there);
});
