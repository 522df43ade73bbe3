import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { publicSite } from '../../../domain/publication/site';
import { provider } from '../../../domain/registry/provider/declaration';
import { includedProvider, listRows, paperContext, paperOffice } from '../../support/pdf/paperSamples';
import { findings } from '../operator';

/** The public pages: nothing found by axe, in both languages, and a page leads to its list and to the other language. */
test('the public pages are accessible and lead to each other', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-site-'));
  const records = [includedProvider, ...listRows(20)].map((record, at) => ({
    ...record,
    recordId: `r${at}`,
  }));
  const data = { csv: 'a.csv', json: 'a.json', schema: 'a.schema.json', passport: 'meta.csv' };
  const pages = publicSite({ root: provider, records, office: paperOffice, context: paperContext, data });
  for (const [path, text] of pages) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const open = (path: string) => page.goto(pathToFileURL(join(folder, path)).href);
  for (const path of ['index.html', 'record/r0.html', 'tt/index.html', 'tt/record/r0.html']) {
    await open(path);
    expect(await findings(page), path).toEqual([]);
  }
  await open('record/r0.html');
  await page.getByRole('link', { name: 'Татарча' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'tt');
  await page.getByRole('link', { name: 'Исемлеккә' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('реестры');
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await open('index.html');
  await rm(folder, { recursive: true, force: true });
});
