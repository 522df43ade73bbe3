import type { RecordFields } from '../../../domain/registry/fieldKinds';
import { lookInto, passwordOf, type Desk, type KeyOffice } from './keyOffice';

const registry = 'person';

/** Somebody of whom little is known, written at this desk. */
export async function create(desk: Desk, surname: string, more: RecordFields = {}): Promise<string> {
  const fields = { givenName: 'Өмет', location: 'У вокзала', surname, ...more };
  return (await desk.must('record.create', { registry, fields })).recordId;
}

/** At a new window: the former one may have been left idle. */
export async function afresh(office: KeyOffice, login: string): Promise<Desk> {
  const desk = office.window();
  await desk.must('session.signIn', { login, password: passwordOf(login) });
  return desk;
}

/** `ok`, or why this desk may not have the person. */
export const opened = (desk: Desk, recordId: string): Promise<string> =>
  desk.code('record.open', { registry, recordId });

/** Lines of the journal about one thing. */
export const journal = async ({ dataFolder }: KeyOffice, action: string) =>
  (await lookInto(dataFolder)).filter((line) => line.action === action);

/** Emergency access as an operator takes it: looks by the name, chooses the only one found. */
export async function openInEmergency(
  desk: Desk,
  { search, reason }: { readonly search: string; readonly reason: string },
): Promise<{ recordId: string; until: string }> {
  const { token, found } = await desk.must('emergency.find', { registry, search, reason });
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${search}: ${found.length} were found`);
  return desk.must('emergency.take', { token, recordId: only.recordId });
}
