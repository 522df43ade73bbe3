import type { ErrorCode } from '../../domain/values/errorCodes';
import { fail, ok, type Err, type Ok, type Result } from '../../domain/values/result';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { createApp } from '../app/createApp';
import { shipped } from '../app/shipped';
import { installation } from '../app/installation';
import type { Desk } from './order';

/** An answer; a refusal may tell something beside. */
type Told<T> = Ok<T> | (Err<ErrorCode> & { readonly told?: object });

/**
 * Opens the office, signs the operator in, does the work and closes the office whatever came of it. Who waits for access
 * to personal data may bring the code along.
 */
export async function atDesk<T>(
  desk: Desk,
  env: Readonly<Record<string, string | undefined>>,
  work: (app: App, session: Session) => Promise<Result<T>>,
): Promise<Told<T>> {
  const { YARDAM_PASSWORD: password = '', YARDAM_ACCESS_CODE: code = '' } = env;
  if (password === '') return fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({
    ...shipped,
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
      return withCode(accepted.value.recoveryCode, await work(app, session));
    }
    return await work(app, session);
  } finally {
    await app.close();
  }
}

/** The code that the first head got in the place of the printed one is shown this once, whatever came of the work. */
function withCode<T>(recoveryCode: string | null, done: Result<T>): Told<T> {
  if (recoveryCode === null) return done;
  if (!done.ok) return { ...done, told: { recoveryCode } };
  const { value } = done;
  // A command that makes a code itself tells the later one.
  return typeof value === 'object' && value !== null ? ok({ recoveryCode, ...value }) : done;
}
