import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInto, makeKeyOffices, type KeyOffice, type KeyOffices } from '../support/offices/keyOffice';
import { soundProvider } from '../support/record/soundProvider';

/** Who is here already: at typing, at the act, of persons, and once somebody said why both are kept. */
const registry = 'provider';
let offices: KeyOffices;
let office: KeyOffice;
beforeAll(async () => {
  offices = await makeKeyOffices();
  office = await offices.open(await offices.copy());
});
afterAll(async () => {
  await office.close();
  await offices.remove();
});

describe('two providers with one INN', () => {
  it('are told while the second is typed, side by side, and the move asks why both are kept', async () => {
    const desk = await office.at('operator');
    const { fields, lists } = soundProvider();
    const whole = { ...fields, ...lists };
    const first = await desk.must('record.create', { registry, fields: whole });
    const typed = { fullName: 'Совсем другое', inn: String(fields['inn']) };
    const asked = await desk.must('record.duplicates', { registry, fields: typed });
    expect(asked.duplicates).toMatchObject([
      {
        recordId: first.recordId,
        by: 'inn',
        version: 1,
        status: 'draft',
        registrationNumber: null,
        kept: null,
      },
    ]);
    expect(asked.duplicates[0]?.differences).toContainEqual({
      field: 'fullName',
      theirs: fields['fullName'],
      ours: 'Совсем другое',
    });
    const branch = { ...typed, kpp: '165502002' };
    expect((await desk.must('record.duplicates', { registry, fields: branch })).duplicates).toEqual([]);

    const second = await desk.must('record.create', { registry, fields: whole });
    const move = { registry, recordId: second.recordId, baseVersion: 1, to: 'review', keep: [] };
    expect(await desk.code('record.move', move)).toBe('record.duplicate');
    const stranger = [{ recordId: 'no-such-record', reason: 'Просто так' }];
    expect(await desk.code('record.move', { ...move, keep: stranger })).toBe('record.duplicate');
    const keep = [{ recordId: first.recordId, reason: 'Присоединение ещё не внесено в ЕГРЮЛ' }];
    expect(await desk.code('record.move', { ...move, keep })).toBe('ok');

    // It is not asked about again, from neither side, nor at the next act.
    const back = await desk.must('record.duplicates', { registry, recordId: first.recordId });
    expect(back.duplicates).toMatchObject([{ recordId: second.recordId, kept: keep[0]?.reason }]);
    const other = { registry, recordId: first.recordId, baseVersion: 1, to: 'review', keep: [] };
    expect(await desk.code('record.move', other)).toBe('ok');
    const events = await lookInto(office.dataFolder);
    const told = events.filter(({ action }) => action === 'record.keepBoth');
    expect(told.map(({ detail }) => JSON.parse(detail) as unknown)).toMatchObject([
      { beside: first.recordId, reason: keep[0]?.reason },
    ]);
  });

  it('asks of an inclusion too what nobody asked at the review', async () => {
    const desk = await office.at('operator');
    const { fields, lists } = soundProvider();
    const whole = { ...fields, ...lists, inn: '1650000024', ogrn: '1021650000020', fullName: 'Дом' };
    const one = await desk.must('record.create', { registry, fields: whole });
    await desk.must('record.move', { registry, recordId: one.recordId, baseVersion: 1, to: 'review' });
    await desk.must('record.create', { registry, fields: whole });
    const decision = {
      act: 'Приказ',
      number: '1',
      decidedOn: '2026-01-12',
      ground: 'Заявление',
      decidedBy: 'Проверкина',
    };
    const move = { registry, recordId: one.recordId, baseVersion: 2, to: 'included', decision };
    expect(await desk.code('record.move', { ...move, keep: [] })).toBe('record.duplicate');
    // A caller that takes no part in the question is not stopped, and the pair is told on the screen of the day.
    expect((await desk.must('record.findings', { registry })).findings).toEqual([]);
    await desk.must('record.move', move);
    const { findings } = await desk.must('record.findings', { registry });
    expect(findings).toMatchObject([{ by: 'inn', title: 'Дом', otherTitle: 'Дом' }]);

    // Who corrects one of the two has settled it; who makes them alike again, by whatever call, is told of.
    const save = (baseVersion: number, fields: { inn: string; ogrn?: string }) =>
      desk.must('record.save', { registry, recordId: one.recordId, baseVersion, decision, fields });
    const corrected = await save(3, { inn: '1650000031', ogrn: '1021650000030' });
    expect((await desk.must('record.findings', { registry })).findings).toEqual([]);
    await save(corrected.version, { inn: '1650000024' });
    expect((await desk.must('record.findings', { registry })).findings).toMatchObject([{ by: 'inn' }]);
  });
});

describe('two persons', () => {
  const person = { registry: 'person' } as const;
  const anna = {
    surname: 'Примерова',
    givenName: 'Анна',
    patronymic: 'Ивановна',
    birthOn: '1950-04-05',
    snils: '112-233-445 95',
    location: 'г. Азнакаево',
    territory: '92602000',
  };

  it('are found by SNILS and by a name with a slip, and only by those who may know of them', async () => {
    const desk = await office.at('specialist');
    const { recordId } = await desk.must('record.create', { ...person, fields: anna });
    const slip = { surname: 'Премерова', givenName: 'Анна', birthOn: '1950-04-05' };
    for (const [fields, by] of [
      [{ snils: '11223344595' }, 'snils'],
      [slip, 'nameAndBirth'],
      [{ ...slip, surname: 'Примерова', birthOn: '1950-05-04' }, 'nameAndBirth'],
      [{ ...slip, surname: 'Примерова', givenName: 'Ана' }, 'nameAndBirth'],
    ] as const) {
      const asked = await desk.must('record.duplicates', { ...person, fields });
      expect(asked.duplicates).toMatchObject([{ recordId, by }]);
    }
    const neighbour = await office.at('neighbour');
    const theirs = await neighbour.must('record.duplicates', { ...person, fields: { snils: anna.snils } });
    expect(theirs).toEqual({ duplicates: [], titles: {} });
    const ministry = await office.at('operator');
    const known = await ministry.must('record.duplicates', { ...person, fields: slip });
    expect(known.duplicates).toMatchObject([{ recordId }]);
    const observer = await office.at('observer');
    expect(await observer.code('record.duplicates', { ...person, fields: slip })).toBe('permission.denied');
  });

  it('are kept both with a reason that lies sealed and is no part of the journal', async () => {
    const desk = await office.at('specialist');
    const namesake = { ...anna, snils: null };
    const { recordId } = await desk.must('record.create', { ...person, fields: namesake });
    const [twin] = (await desk.must('record.duplicates', { ...person, recordId })).duplicates;
    const reason = 'Тёзка, родилась в тот же день';
    await desk.must('record.keepBoth', {
      ...person,
      recordId,
      keep: [{ recordId: twin?.recordId ?? '', reason }],
    });
    const again = await desk.must('record.duplicates', { ...person, recordId });
    expect(again.duplicates).toMatchObject([{ recordId: twin?.recordId, kept: reason }]);
    const rows = await lookInto<{ reason: string }>(office.dataFolder, 'SELECT reason FROM identity_kept');
    const events = await lookInto(office.dataFolder);
    expect(JSON.stringify([rows, events])).not.toContain('Тёзка');
  });
});
