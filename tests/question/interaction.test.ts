import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistries } from '../../domain/registry';
import { agreement } from '../../domain/registry/agreement/declaration';
import { participant } from '../../domain/registry/participant/declaration';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { testInstallation } from '../support/testRun';

/** Kind of activity and form of interaction by body and half-year: asked of every registry that says what it counts for. */
const [zdrav, trud] = ['141c4871-2653-58bf-ad1a-30e6caae663a', 'mintrud'];

describe('what was done in the interaction of bodies', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make(), {
      resourcesFolder: testInstallation().resourcesFolder,
    });
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  it('is counted by form, body and half-year', async () => {
    const { rows } = await office.must('record.list', { registry: 'participant', search: 'труда' });
    const other = rows[0]?.recordId ?? trud;
    for (const [signedOn, subject] of [
      ['2026-03-01', 'О семьях'],
      ['2026-08-01', 'О выпускниках'],
    ] as const) {
      const parties = [{ participant: zdrav }, { participant: other }];
      const fields = { subject, kind: 'agreement', signedOn, parties };
      const { recordId, version } = await office.must('record.create', { registry: 'agreement', fields });
      const move = { registry: 'agreement', recordId, baseVersion: version, to: 'signed' };
      await office.must('record.move', move);
    }
    const { cells } = await office.must('interaction.count', { halfYear: '2026-1' });
    expect(cells.filter(({ form }) => form === 'agreements')).toHaveLength(2);
    expect(cells).toContainEqual({
      ...{
        registry: 'agreement',
        activity: null,
        form: 'agreements',
        body: zdrav,
        halfYear: '2026-1',
        value: 1,
      },
    });
    expect((await office.must('interaction.count', {})).cells.length).toBeGreaterThan(cells.length);
  });

  it('names only what is declared', () => {
    const wrong = (interaction: object) =>
      createRegistries([participant, { ...agreement, root: { ...agreement.root, interaction } } as never]);
    expect(() => wrong({ form: { code: 'agreements' }, on: 'signedOn' })).not.toThrow();
    expect(() => wrong({ form: { code: 'nothing' }, on: 'signedOn' })).toThrow();
    expect(() => wrong({ form: { code: 'agreements' }, on: 'subject' })).toThrow();
    expect(() => wrong({ body: 'subject', on: 'signedOn' })).toThrow();
  });
});
