import { fail, type Result } from '../../domain/values/result';
import type { App, Session } from '../app/app';
import { createApp } from '../app/createApp';
import { installation } from '../app/installation';
import type { Desk } from './order';

/** Opens the office, signs the operator in, does the work and closes the office whatever came of it. */
export async function atDesk<T>(
  desk: Desk,
  password: string | undefined,
  work: (app: App, session: Session) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (password === undefined || password === '') return fail('password.absent');
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({
    dataFolder: desk.dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: [],
  });
  if (!opened.ok) return opened;
  const app = opened.value;
  try {
    const session = app.openSession();
    const signedIn = await app.request(session, 'session.signIn', { login: desk.user, password });
    return signedIn.ok ? await work(app, session) : signedIn;
  } finally {
    await app.close();
  }
}
