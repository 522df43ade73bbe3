import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import { contract, type CallName } from '../../domain/contract';
import { isAllowed } from '../../domain/access/permissions';
import { titleKey } from '../../domain/values/foldText';
import { ok } from '../../domain/values/result';
import { everyInput, furnish } from '../support/offices/everyCall';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { snilsOf } from '../support/record/makePersons';
import { shipped } from '../../electron/app/shipped';

/**
 * Whoever sees persons masked gets no word of one by any call he may make: what is answered, what is refused, and the
 * files that calls make. One of the persons has values that today's rules do not take, as an older version may have
 * left them, because what is wrong is said by quoting it.
 */
const planted = {
  surname: 'Жабрындинова',
  givenName: 'Гыйльмеруйя',
  patronymic: 'Бахмутьяровна',
  snils: snilsOf(771_177),
  location: 'Кривоколенная-Придуманная',
  phones: ['+79993571842'],
  emails: ['zhabryndinova.test@example.ru'],
  documentNumber: 'АЪ 771177',
  note: 'шепелявит и боится грозы',
};
/** By field; each is refused by the rules with a sentence that quotes it or tells of it. */
const unsound = {
  surname: 'Ёлкибаевсkая',
  givenName: 'Хлопот?унова',
  snils: '77117',
  sex: 'шестнадцатый',
  phones: ['+380993571842'],
  emails: ['щурупенко-без-собаки'],
};
const words = [...Object.values(planted), ...Object.values(unsound)].flat();
const registry = 'person';

const folders = createOfficeFolders();
let office: InnerOffice;
let inputs: Awaited<ReturnType<typeof everyInput>>;
let persons: readonly string[];
beforeAll(async () => {
  office = await openInnerOffice(await (await folders).make());
  await furnish(office);
  inputs = await everyInput(office);
  persons = [await born(planted), await aged(await born({ ...planted, note: null }))];
});
afterAll(async () => {
  await office.close();
  await (await folders).remove();
});

async function born(fields: object): Promise<string> {
  office.openSessions.seat(office.session, signedInAs('registryOperator'));
  const input = { registry, fields: { ...fields, territory: '92701000' } };
  return (await office.must('record.create', input)).recordId;
}

/** Puts values into the record as an older version with other rules would have left them. */
async function aged(recordId: string): Promise<string> {
  const at = '2026-11-23T09:00:00.000Z';
  const entries = (): readonly Entry[] =>
    Object.entries(unsound).map(([field, after]) => {
      const stamp = office.database.nextStamp(actor.office);
      const made = { stamp, accepted: stamp, office: actor.office, operator: actor.operator, at };
      const change = { registry, recordId, field, before: null, after, replaces: null, ...made };
      return { change, rootId: recordId, outcome: 'applied' };
    });
  await office.database.write(actor, async (tx) =>
    ok(await applyChanges(tx, entries(), { action: 'record.save', at })),
  );
  return recordId;
}

/** Everything he may call, about each person wherever a call names a record. */
function calls(): readonly (readonly [CallName, object])[] {
  return (Object.keys(contract) as CallName[]).flatMap((name): (readonly [CallName, object])[] => {
    const input: Asked = { ...inputs[name] };
    const turned: readonly Asked[] = 'registry' in input ? [input, { ...input, registry }] : [input];
    const about = turned.flatMap((one): readonly Asked[] =>
      'recordId' in one ? [one, ...persons.map((recordId) => ({ ...one, recordId }))] : [one],
    );
    return about
      .filter((one) =>
        isAllowed(
          contract[name].allow,
          'observer',
          shipped.registries,
          shipped.registries.root(String(one['registry'])),
        ),
      )
      .map((one) => [name, one] as const);
  });
}

type Asked = Readonly<Record<string, unknown>>;

/** What the call gives away: its answer and the bytes of every file it made. */
async function answerOf(name: string, input: object): Promise<string> {
  office.openSessions.seat(office.session, signedInAs('observer'));
  const answer = JSON.stringify(await office.callUntyped(name, input));
  const files = [...answer.matchAll(/"fileId":"([^"]+)"/g)].map(([, fileId = '']) => fileId);
  const bytes: string[] = [];
  for (const fileId of files) bytes.push(String(await office.files().find(fileId)?.read()));
  return [answer, ...bytes].join('\n');
}

const told = (text: string): readonly string[] =>
  words.filter((word) => [word, word.toLowerCase(), titleKey(word)].some((form) => text.includes(form)));

describe('an observer', () => {
  it('gets no word of a person by any call there is', async () => {
    const made = new Set<string>();
    for (const [name, input] of calls()) {
      made.add(name);
      expect(told(await answerOf(name, input)), name).toEqual([]);
    }
    for (const name of ['record.open', 'record.list', 'record.check', 'record.history', 'document.make'])
      expect([...made]).toContain(name);
  });

  it('gets none by asking after persons in other ways', async () => {
    for (const recordId of persons) {
      for (const [name, input] of [
        ['record.open', { registry, recordId }],
        ['record.open', { registry, recordId, atVersion: 1 }],
        ['record.open', { registry, recordId, atVersion: 2 }],
        ['record.open', { registry: 'provider', recordId }],
        ['record.history', { registry, recordId }],
        ['record.list', { registry }],
        ['record.list', { registry, filters: { territory: ['92701000'] } }],
        ['draft.open', { registry, recordId }],
      ] as const)
        expect(told(await answerOf(name, input)), name).toEqual([]);
    }
    for (const search of [planted.surname, planted.snils, unsound.surname])
      expect(await answerOf('record.list', { registry, search })).toBe(
        JSON.stringify(ok({ rows: [], total: 0, more: false, titles: {}, chosenAs: {} })),
      );
  });

  it('is told what is wrong without what was typed; who sees persons is told both', async () => {
    const [, recordId = ''] = persons;
    office.openSessions.seat(office.session, signedInAs('registryOperator'));
    const open = await office.must('record.open', { registry, recordId });
    expect(told(JSON.stringify(open.lacks))).toEqual(
      expect.arrayContaining([unsound.givenName, unsound.sex, unsound.emails[0], unsound.phones[0]]),
    );
    office.openSessions.seat(office.session, signedInAs('observer'));
    const masked = await office.must('record.open', { registry, recordId });
    const unsaid = open.lacks.map(({ params, ...issue }) => {
      if (params === undefined) return issue;
      return { ...issue, params: Object.fromEntries(Object.keys(params).map((name) => [name, '***'])) };
    });
    expect(masked.lacks).toEqual(unsaid);
    expect(unsaid.map(({ path }) => path).sort()).toEqual(Object.keys(unsound).sort());
  });
});
