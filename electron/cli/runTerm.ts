import { basename } from 'node:path';
import { countTerm } from '../../domain/term/countTerm';
import { fail, ok, type Result } from '../../domain/values/result';
import type { TermGround } from '../../domain/term/termGround';
import { openToRead } from '../../db/file/openToRead';
import type { App } from '../app/app';
import { shipped } from '../app/shipped';
import type { Session } from '../access/sessions';
import { receiveUpload } from '../files/uploadedFile';
import { groundOf, loadTerms } from '../term/loadTerms';
import type { CalendarImportOrder, CalendarOrder, TermOrder } from './order';
import { readableFile } from './runImport';
import { WrongUsage } from './words';

/** Counts a term of the norms, with the reason for every day that was passed over. */
export async function runTerm(order: TermOrder, resourcesFolder: string): Promise<Result<unknown>> {
  const ground = await groundFor(order.office, resourcesFolder);
  if (!ground.ok) return ground;
  const { calendar, terms } = ground.value;
  const term = terms.find(({ code }) => code === order.kind);
  if (term === undefined)
    throw new WrongUsage(`${order.kind} is none of ${terms.map(({ code }) => code).join(', ')}`);
  const counted = countTerm(calendar, term, order.from);
  if (!counted.ok) return counted;
  const { steps, ...answer } = counted.value;
  return ok({
    ...answer,
    steps: steps.map(({ day, counted: isCounted, why }) => ({
      ...{ day, counted: isCounted },
      ...(why === undefined ? {} : { why: why.kind === 'named' ? why.words : why.kind }),
    })),
  });
}

/** One year of the working calendar, as its file tells it. */
export async function showCalendar(
  { year, office }: CalendarOrder,
  resourcesFolder: string,
): Promise<Result<unknown>> {
  const ground = await groundFor(office, resourcesFolder);
  if (!ground.ok) return ground;
  const found = ground.value.calendar.years.find((one) => one.year === year);
  return found === undefined ? fail('calendar.unknown', { params: { year } }) : ok(found);
}

/** Hands the file of a year in as a window would. */
export async function importCalendar(
  { file }: CalendarImportOrder,
  app: App,
  session: Session,
): Promise<Result<unknown>> {
  const bytes = await readableFile(file);
  if (!bytes.ok) return bytes;
  const said = { name: basename(file), mime: 'application/json' };
  const received = await receiveUpload(app, session, said, bytes.value);
  if (!received.ok) return received;
  return app.request(session, 'calendar.import', { fileId: received.value.fileId });
}

/** What ships; with an office, the years that it brought in before it. The office is looked at and not changed. */
async function groundFor(office: string | undefined, resourcesFolder: string): Promise<Result<TermGround>> {
  const ground = await loadTerms(resourcesFolder);
  if (office === undefined) return ok(ground);
  const opened = await openToRead(office, shipped);
  if (!opened.ok) return opened;
  try {
    return ok(await groundOf(opened.value.read, ground));
  } finally {
    await opened.value.close();
  }
}
