import { createHash } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { readCalendarYear } from '../../domain/term/readCalendarYear';
import type { TermGround } from '../../domain/term/termGround';
import type { CalendarYear } from '../../domain/term/workingCalendar';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { appendAudit } from '../../db/journal/auditLog';
import { broughtYears, keepYear } from '../../db/term/calendarRepository';
import type { FileStore } from '../files/fileStore';
import { countAnew } from './countAnew';
import { withYears } from './loadTerms';

/** The years of the working calendar of an office: which there are, and bringing one in. */
export interface CalendarDeps {
  readonly database: Database;
  /** What came with the program. */
  readonly shippedTerms: TermGround;
}

export async function listCalendar({
  database,
  shippedTerms,
}: CalendarDeps): Promise<Result<Output<'calendar.list'>, never>> {
  const brought = new Map((await broughtYears(database.read)).map((one) => [one.year, one]));
  const shipped = new Map(shippedTerms.calendar.years.map((one) => [one.year, one]));
  const years = database.terms.ground().calendar.years.map((one) => {
    const own = brought.get(one.year);
    const other = shipped.get(one.year);
    return {
      ...{ year: one.year, act: one.act, source: one.source, workingDays: one.workingDays },
      provisional: provisionalDays(one).map(({ day, why }) => ({ day, why })),
      brought: own === undefined ? null : { operator: own.operator, at: own.at },
      differs: other !== undefined && JSON.stringify(other.days) !== JSON.stringify(one.days),
    };
  });
  return ok({ years });
}

const provisionalDays = ({ days }: CalendarYear) => days.filter(({ provisional }) => provisional === true);

/** The year, who brought it in, and the terms that it moves are written in one transaction. */
export async function importCalendar(
  { database, shippedTerms, files, registryChanged }: CalendarDeps & ImportParts,
  actor: Actor,
  { fileId }: Parsed<'calendar.import'>,
): Promise<Result<Output<'calendar.import'>, HandlerError<'calendar.import'>>> {
  const file = files.find(fileId);
  if (file === undefined) return fail('file.notFound');
  if (file.size > mostBytes) return fail('calendar.malformed', { params: { place: '-' } });
  const content = (await file.read()).toString('utf8').replace(/^\uFEFF/, '');
  const read = readCalendarYear(content);
  if (!read.ok) return read;
  const { year, workingDays } = read.value;
  const done = await database.write(actor, async (tx) => {
    const at = database.now().toISOString();
    const sha256 = createHash('sha256').update(content).digest('hex');
    await keepYear(tx, { year, content, sha256, at });
    const object = `calendar/${year}`;
    await appendAudit(tx, [{ action: 'calendar.import', object, detail: { sha256 } }], at);
    const own = (await broughtYears(tx)).map((one) => yearOf(one.content));
    const ground = withYears(shippedTerms, own);
    return ok({ ground, moved: await countAnew(tx, ground, object, at) });
  });
  const { ground, moved } = done.value;
  database.terms.set(ground);
  for (const registry of new Set(moved.map((one) => one.registry))) registryChanged(registry);
  const provisional = provisionalDays(read.value).length;
  return ok({ year, workingDays, provisional, moved: moved.length, records: moved.slice(0, mostTold) });
}

interface ImportParts {
  readonly files: FileStore;
  /** Told after commit. */
  readonly registryChanged: (registry: string) => void;
}

function yearOf(content: string): CalendarYear {
  const read = readCalendarYear(content);
  if (!read.ok) throw new Error(`a year that was brought in does not read: ${read.error.code}`);
  return read.value;
}

/** A year is some kilobytes. */
const mostBytes = 1_000_000;
const mostTold = 100;
