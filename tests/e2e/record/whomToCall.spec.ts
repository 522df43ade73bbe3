import { call, expect, test } from '../fixture';
import { enter } from '../operator';

/** 907 п. 4.6: from the matter and the district to a telephone, in the one search of the window. */
test('whom to call is found in three keystrokes after the words', async ({ page, office }) => {
  await enter(page, office);
  const { recordId: centre } = await call(page, 'record.create', {
    registry: 'participant',
    fields: { name: 'Центр «Тихая заводь»', kind: 'other', oktmo: '92612000', phones: ['+78436600000'] },
  });
  for (const [oktmo, phone] of [
    ['92602000', '+78559200002'],
    ['92612000', '+78436600002'],
  ] as const)
    await call(page, 'record.create', {
      registry: 'specialist',
      fields: {
        ...{ participant: centre, sector: 'social', speciality: 'childPsychologist', oktmo },
        ...{ positionCount: 1, phones: [phone], confirmedOn: '2025-01-10' },
      },
    });

  await page.keyboard.press('Control+k');
  await page.keyboard.type('ребёнок, Арский район, психолог');
  const found = page.getByRole('option');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('детский психолог');
  await expect(found).toContainText('+7 (843) 660-00-02');
  await expect(found).toContainText('Центр «Тихая заводь»');

  // The telephone is there already; one keystroke of the three opens the card with it.
  await page.keyboard.press('Enter');
  await expect(page.locator('#field-phones')).toHaveValue(/660-00-02/);
});
