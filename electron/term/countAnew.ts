import { createHash } from 'node:crypto';
import type { Registries } from '../../domain/registry';
import type { TermGround } from '../../domain/term/termGround';
import { ok } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor, WriteTx } from '../../db/file/handles';
import { appendAudit } from '../../db/journal/auditLog';
import {
  buildTerms,
  countedBy,
  dropTerms,
  noteCountedBy,
  recountTerms,
  type MovedTerm,
} from '../../db/term/recountTerms';

/**
 * At the start of an office: terms that lie there were perhaps counted by another calendar or by other terms of the norms
 * (the program was updated, a file edited), or a registry has terms that it did not have. Whose day moved is told in the journal.
 */
export async function settleTerms(database: Database, ground: TermGround, program: Actor): Promise<void> {
  const { read, registries } = { read: database.read, registries: database.read.registries };
  for (const { code, root } of registries.roots)
    for (const { term, exceptions = [] } of root?.terms ?? [])
      for (const name of [term, ...exceptions.flatMap(({ runsAs }) => runsAs ?? [])])
        if (!ground.terms.some((one) => one.code === name))
          throw new Error(`${code} declares a term ${name} that terms.json does not have`);
  const declared = declaredDigest(registries);
  await countIfOther(database, ground, program);
  if ((await countedBy(read, 'declared')) !== declared) await buildAll(database, program, declared);
}

/** Counts the open terms anew where they were counted by other terms or another calendar. */
export async function countIfOther(
  database: Database,
  ground: TermGround,
  program: Actor,
): Promise<readonly MovedTerm[]> {
  database.terms.set(ground);
  if ((await countedBy(database.read, 'norms')) === normsDigest(ground)) return [];
  const done = await database.write(program, async (tx) =>
    ok(await countAnew(tx, ground, 'calendar/', database.now().toISOString())),
  );
  return done.value;
}

/** Counts the open terms anew, and tells the journal whose moved. For `settleTerms` and whoever changes the calendar. */
export async function countAnew(
  tx: WriteTx,
  ground: TermGround,
  object: string,
  at: string,
): Promise<readonly MovedTerm[]> {
  const moved = await recountTerms(tx, ground);
  for (let from = 0; from < moved.length; from += recordsPerLine) {
    const some = moved.slice(from, from + recordsPerLine);
    const records = [...new Set(some.map(({ registry, recordId }) => `${registry}/${recordId}`))];
    const detail = { number: moved.length, records };
    await appendAudit(tx, [{ action: 'calendar.recount', object, detail }], at);
  }
  await noteCountedBy(tx, 'norms', normsDigest(ground));
  return moved;
}
const recordsPerLine = 500;

/** Step by step, each in a transaction of its own: cut off, it is begun anew by the next start. */
async function buildAll(database: Database, program: Actor, declared: string): Promise<void> {
  const roots = database.read.registries.roots.filter(({ root }) => root?.terms !== undefined);
  for (const root of roots)
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      const done = await database.write(program, async (tx) => ok(await buildTerms(tx, root, from)));
      after = done.value;
    }
  await database.write(program, async (tx) => {
    await dropTerms(tx, roots);
    await noteCountedBy(tx, 'declared', declared);
    return ok(null);
  });
}

const normsDigest = ({ calendar, terms }: TermGround): string =>
  digestOf({
    days: calendar.years.map(({ year, days }) => [
      year,
      days.map((one) => [one.day, one.is, one.provisional]),
    ]),
    terms: terms.map((term) =>
      term.unit === 'workingDays' ? [term.code, term.count] : [term.code, term.months, term.day],
    ),
  });

const declaredDigest = ({ roots }: Registries): string =>
  digestOf(roots.map(({ code, root }) => [code, root?.terms ?? null]));

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
