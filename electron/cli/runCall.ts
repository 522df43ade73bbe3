import { basename } from 'node:path';
import { z } from 'zod';
import { file } from '../../domain/contract/shapes';
import { fail, ok, type Result } from '../../domain/values/result';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { receiveUpload } from '../files/uploadedFile';
import type { CallOrder } from './order';
import { readableFile } from './runImport';
import { unpackSite } from '../publication/unpackSite';
import { saveFile } from './saveFile';
import { withProgress, type ShowProgress } from './withProgress';

type Environment = Readonly<Record<string, string | undefined>>;

const withFile = z.looseObject({ file });

/** Runs the call; with `out`, the file that the answer names is laid there and the answer names that place. */
export async function runCall(
  order: CallOrder,
  app: App,
  session: Session,
  env: Environment,
  show: ShowProgress,
): Promise<Result<unknown>> {
  const needed = Object.entries(order.secrets ?? {});
  const absent = needed.find(([, variable]) => (env[variable] ?? '') === '');
  if (absent !== undefined) return fail('password.absent', { params: { variable: absent[1] } });
  const uploaded = order.upload === undefined ? ok({}) : await handIn(app, session, order.upload);
  if (!uploaded.ok) return uploaded;
  const secrets = Object.fromEntries(needed.map(([key, variable]) => [key, env[variable] ?? '']));
  const result = await withProgress(app, session, show, (taskId) => {
    const added = { ...secrets, ...uploaded.value, ...(order.isLong === true ? { taskId } : {}) };
    const isPlain = Object.keys(added).length === 0;
    return app.call(session, order.name, isPlain ? order.input : { ...asObject(order.input), ...added });
  });
  if (!result.ok || (order.out ?? order.folder) === undefined) return result;
  const value = withFile.parse(result.value);
  const stored = app.filesOf(session)?.find(value.file.fileId);
  if (stored === undefined) return fail('file.notFound');
  const saved =
    order.folder === undefined
      ? await saveFile(stored.stream(), order.out ?? '')
      : await unpackSite(await stored.read(), order.folder);
  return saved.ok ? ok({ ...value, file: saved.value }) : saved;
}

async function handIn(app: App, session: Session, path: string): Promise<Result<{ fileId: string }>> {
  const bytes = await readableFile(path);
  if (!bytes.ok) return bytes;
  const said = { name: basename(path), mime: 'application/octet-stream' };
  const received = await receiveUpload(app, session, said, bytes.value);
  return received.ok ? ok({ fileId: received.value.fileId }) : received;
}

const asObject = (input: unknown): object => (typeof input === 'object' && input !== null ? input : {});
