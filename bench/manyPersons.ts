import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChanges } from '../db/applyChanges';
import { person } from '../domain/registry/person';
import { ok } from '../domain/values/result';
import { birthEdits, toEntries } from '../electron/services/recordEdits';
import { actor, openInnerOffice } from '../tests/support/innerOffice';
import { lookInto, makeKeyOffices, passwordOf } from '../tests/support/keyOffice';
import { makePerson } from '../tests/support/makePersons';

/**
 * An office with 200 000 sealed citizens, kept in the temporary folder of the system from one run to the next. They are
 * put there by the program's own writer; of their fields only those that lists and searches read.
 */
export const persons = 200_000;
const prefix = 'yardam-bench-persons-';
const perTransaction = 1000;
const written = [
  ...(['surname', 'givenName', 'patronymic', 'birthOn', 'snils', 'location', 'territory'] as const),
];

/** Data folder of the office; made when it is not there, which takes minutes. */
export async function manyPersons(): Promise<string> {
  const offices = await makeKeyOffices();
  try {
    const draft = await offices.copy();
    const place = join(tmpdir(), prefix + (await fingerprint(draft)));
    const isThere = await stat(place).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
    await fill(draft);
    for (const name of await readdir(tmpdir()))
      if (name.startsWith(prefix)) await rm(join(tmpdir(), name), { recursive: true });
    await rename(draft, place);
    return place;
  } finally {
    await offices.remove();
  }
}

/** Changes with the schema and with what the generator makes. */
async function fingerprint(dataFolder: string): Promise<string> {
  const schema = await lookInto(dataFolder, 'SELECT sql FROM sqlite_schema ORDER BY name');
  const samples = Array.from({ length: 50 }, (_none, number) => makePerson(number * 1000));
  return createHash('sha256')
    .update(JSON.stringify([schema, samples, written]))
    .digest('hex')
    .slice(0, 12);
}

async function fill(dataFolder: string): Promise<void> {
  process.stderr.write(`making ${persons} citizens, once\n`);
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
        const edits = [...birthEdits(person, recordId, 'active'), ...filled];
        return toEntries(database, actor, recordId, edits, at);
      });
      await applyChanges(tx, entries, { action: 'record.create', at: new Date(start).toISOString() });
      return ok(null);
    });
  }
  await office.close();
}
