import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../build/root';
import { comeToRest } from '../support/exchange/comeToRest';
import { openWorld, type OpenOffice, type World } from '../support/exchange/offices';
import { withCommissions } from '../support/trialNoun/declared';
import { testInstallation } from '../support/testRun';

/**
 * The next noun is one folder and one migration: a list, a reference, a term, a file, three statuses, an audience by a
 * field, a number and papers, none of which any general file knows. It comes to offices that were made before it.
 */
const registry = 'commission';
const body = '141c4871-2653-58bf-ad1a-30e6caae663a';

describe('a noun of one folder', () => {
  let world: World;
  let mintrud: OpenOffice;
  let almet: OpenOffice;
  let aznakaevo: OpenOffice;
  let recordId: string;

  beforeAll(async () => {
    world = await openWorld();
    const more = { ...withCommissions, pdfWorker: testInstallation().pdfWorker };
    for (const office of [...world.offices()]) await world.reopen(office, more);
    const [first, second, third] = world.offices();
    if (first === undefined || second === undefined || third === undefined) throw new Error('three offices');
    [mintrud, aznakaevo, almet] = [first, second, third];
  }, 60_000);
  afterAll(() => world.close());

  const settle = (): Promise<void> => comeToRest(world.offices());
  const opened = (office: OpenOffice = mintrud) => office.must('record.open', { registry, recordId });

  it('is written with its list and its references, which say what they are called', async () => {
    const points = [{ what: 'Проверить списки', participant: body }];
    const fields = { subject: 'Сверить сведения', giver: body, addressee: 'almet', urgency: 'usual' };
    ({ recordId } = await mintrud.must('record.create', { registry, fields: { ...fields, points } }));
    const { titles } = await opened();
    expect(titles[body]).toMatchObject({ registry: 'participant', state: 'here' });
    const named = await mintrud.must('record.references', { registry: 'participant', recordId: body });
    expect(
      named.rows
        .filter((row) => row.registry === registry)
        .map(({ list }) => list)
        .sort(),
    ).toEqual([null, 'points'].sort());
    expect(
      await mintrud.refusal('record.create', { registry, fields: { subject: 'Без органа', giver: 'никто' } }),
    ).toBe('record.invalid');
  });

  it('is found by its words, by the words of what is chosen, and asked about', async () => {
    expect((await mintrud.must('record.list', { registry, search: 'обычное сверить' })).total).toBe(1);
    const asked = { registry, where: [{ field: 'giver', is: body }], by: ['urgency'] };
    expect(await mintrud.must('record.ask', asked)).toEqual({
      cells: [{ key: { urgency: 'usual' }, value: 1 }],
    });
  });

  it('has a term that starts at its field and ends at its move, a number of the year, and goes back by a reason', async () => {
    const { version } = await opened();
    const receivedOn = '2026-11-20';
    await mintrud.must('record.save', { registry, recordId, baseVersion: version, fields: { receivedOn } });
    const terms = async () => (await mintrud.must('term.ofRecord', { registry, recordId })).terms;
    expect(await terms()).toMatchObject([{ term: 'request', dueOn: '2026-11-24', endedOn: null }]);
    const move = async (to: string, decision?: object) =>
      mintrud.must('record.move', {
        ...{ registry, recordId, to, baseVersion: (await opened()).version },
        ...(decision === undefined ? {} : { decision }),
      });
    expect((await move('registered')).registrationNumber).toMatch(/^П-\d{4}-001$/);
    await move('answered');
    expect((await terms())[0]?.endedOn).not.toBeNull();
    const back = { registry, recordId, to: 'registered', baseVersion: (await opened()).version };
    expect(await mintrud.refusal('record.move', back)).toBe('record.invalid');
    await move('registered', { reason: 'Ответ неполный' });
    expect(await terms()).toMatchObject([{ dueOn: '2026-11-24', endedOn: null }]);
    expect((await opened()).lists['decisions']?.at(-1)).toMatchObject({ reason: 'Ответ неполный' });
  });

  it('carries a file', async () => {
    const fileId = await uploaded(mintrud, 'Письмо.pdf', '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    await mintrud.must('file.attach', { registry, recordId, fileId, kind: 'letter' });
    expect((await opened()).lists['files']).toMatchObject([{ name: 'Письмо.pdf', kind: 'letter' }]);
  });

  it('is told to the office that its field names, and to no other', async () => {
    await settle();
    expect((await opened(almet)).fields['subject']).toBe('Сверить сведения');
    expect((await almet.must('record.list', { registry })).total).toBe(1);
    expect((await aznakaevo.must('record.list', { registry })).total).toBe(0);
    const { version } = await opened();
    const fields = { addressee: 'aznakaevo' };
    await mintrud.must('record.save', { registry, recordId, baseVersion: version, fields });
    await settle();
    expect((await almet.must('record.list', { registry })).total).toBe(0);
    expect((await opened(aznakaevo)).registrationNumber).toMatch(/^П-/);
  });

  it('is printed by its declaration and by its own maker, imported and exported', async () => {
    for (const kind of ['commission-card', 'commission-reminder'])
      expect((await mintrud.must('document.make', { kind, recordId })).pages).toBe(1);
    expect((await mintrud.must('document.make', { kind: 'commission-list' })).pages).toBe(1);
    const fileId = await uploaded(mintrud, 'list.csv', 'Поручение;Срочность\nПроверить адреса;срочное\n');
    const imported = await mintrud.must('import.apply', { registry, fileId });
    expect(imported).toMatchObject({ created: 1, errors: 0 });
    expect((await mintrud.must('export.make', { registry, format: 'xlsx' })).rows).toBe(1);
  });

  it('is known to no general file', () => {
    const rooms = ['domain', 'db', 'electron', 'renderer', 'build'];
    const files = rooms.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(root, room, name),
      ),
    );
    const code = files.filter((file) => /\.(ts|vue|cjs)$/.test(file));
    const named = /commission(Point|Decision|Step|_)|'commission'/;
    expect(code.filter((file) => named.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(code.length).toBeGreaterThan(500);
  });
});

async function uploaded(office: OpenOffice, name: string, text: string): Promise<string> {
  const files = office.app.filesOf(office.session);
  if (files === undefined) throw new Error('nobody is signed in');
  return (await files.keep({ name, mime: '', bytes: Buffer.from(text) })).fileId;
}
