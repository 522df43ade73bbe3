import { randomUUID } from 'node:crypto';
import { applyChanges, type Entry } from '../../db/record/applyChanges';
import { person } from '../../domain/registry/person/declaration';
import { ok } from '../../domain/values/result';
import { birthEdits } from '../../electron/record/recordEdits';
import { actor, openInnerOffice } from '../../tests/support/offices/innerOffice';
import { makeKeyOffices, passwordOf } from '../../tests/support/offices/keyOffice';
import { makePerson } from '../../tests/support/record/makePersons';
import { keptOffice } from './keptOffice';

/**
 * An office with 200 000 sealed citizens, kept in the temporary folder of the system from one run to the next. They are
 * put there by the program's own writer; of their fields only those that lists and searches read.
 */
export const persons = 200_000;
const perTransaction = 1000;
const written = [
  ...(['surname', 'givenName', 'patronymic', 'birthOn', 'snils', 'location', 'territory'] as const),
];

export async function manyPersons(): Promise<string> {
  const offices = await makeKeyOffices();
  try {
    return await keptOffice({
      name: 'yardam-bench-persons',
      empty: await offices.copy(),
      samples: [written, Array.from({ length: 50 }, (_none, number) => makePerson(number * 1000))],
      fill,
    });
  } finally {
    await offices.remove();
  }
}

async function fill(dataFolder: string): Promise<void> {
  const office = await openInnerOffice(dataFolder);
  await office.must('session.signIn', { login: 'operator', password: passwordOf('operator') });
  const { database } = office;
  const start = database.now().getTime();
  for (let from = 0; from < persons; from += perTransaction) {
    await database.write(actor, async (tx) => {
      const numbers = Array.from({ length: perTransaction }, (_none, place) => from + place);
      const entries = numbers.flatMap((number) => {
        const recordId = randomUUID();
        const made = makePerson(number);
        const filled = written.map((field) => {
          return { registry: person.code, recordId, field, before: null, after: made[field] };
        });
        const at = new Date(start - number * 1000).toISOString();
        const edits = [...birthEdits(office.office, person, recordId, {}), ...filled];
        return edits.map((edit): Entry => {
          const stamp = database.nextStamp(actor.office);
          const by = {
            stamp,
            accepted: stamp,
            replaces: null,
            office: actor.office,
            operator: actor.operator,
          };
          return { change: { ...edit, ...by, at }, rootId: recordId, outcome: 'applied' };
        });
      });
      await applyChanges(tx, entries, { action: 'record.create', at: new Date(start).toISOString() });
      return ok(null);
    });
  }
  await office.close();
}
