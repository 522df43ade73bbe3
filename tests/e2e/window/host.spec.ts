import { call, expect, realList, signIn, test } from '../fixture';

/** What every host owes the window, whatever is drawn in it. */
test.use({ seed: [['import', 'providers', realList]] });

test('the window runs under its content policy, with nothing from elsewhere', async ({ page, office }) => {
  // Whoever is not signed in yet is asked to; what the first page asks for before that is refused, and no complaint.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const complaints: string[] = [];
  const foreign: string[] = [];
  const { origin } = new URL(page.url());
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  await signIn(page, office);
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(
    await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'let',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(complaints.filter((text) => !text.includes('example.org'))).toEqual([]);
  expect(foreign).toEqual([]);
});

test('the start-up token does not stay in the address', ({ page }) => {
  expect(page.url()).not.toContain('token');
});

test('a document is shown inside the window', async ({ page, office }) => {
  await signIn(page, office);
  const { file } = await call(page, 'document.make', { kind: 'provider-list' });
  const shown = page.waitForResponse((response) => response.url().endsWith(file.fileId));
  await page.evaluate((fileId) => {
    const frame = document.createElement('iframe');
    frame.src = `/files/${fileId}`;
    document.body.replaceChildren(frame);
  }, file.fileId);
  const response = await shown;
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('application/pdf');
});
