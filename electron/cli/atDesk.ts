import { fail, type Result } from '../../domain/values/result';
import type { App, Session } from '../app/app';
import { createApp } from '../app/createApp';
import { installation } from '../app/installation';
import type { Desk } from './order';

/**
 * Opens the office, signs the operator in, does the work and closes the office whatever came of it. Who waits for access
 * to personal data may bring the code along.
 */
export async function atDesk<T>(
  desk: Desk,
  env: Readonly<Record<string, string | undefined>>,
  work: (app: App, session: Session) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { YARDAM_PASSWORD: password = '', YARDAM_ACCESS_CODE: code = '' } = env;
  if (password === '') return fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
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
    if (!signedIn.ok) return signedIn;
    if (signedIn.value.operator.key === 'awaited' && code !== '') {
      const accepted = await app.request(session, 'key.accept', { code, password });
      if (!accepted.ok) return accepted;
    }
    return await work(app, session);
  } finally {
    await app.close();
  }
}
