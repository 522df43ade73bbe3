import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { file } from '../../domain/contract/shapes';
import { fail, ok, type Result } from '../../domain/values/result';
import type { App, Session } from '../app/app';
import type { CallOrder } from './order';
import { saveFile } from './saveFile';

type Environment = Readonly<Record<string, string | undefined>>;

const withFile = z.looseObject({ file });

/** Runs the call; with `out`, the file that the answer names is laid there and the answer names that place. */
export async function runCall(
  order: CallOrder,
  app: App,
  session: Session,
  env: Environment,
  onProgress: (done: number, total: number) => void,
): Promise<Result<unknown>> {
  const secrets = Object.entries(order.secrets ?? {}).map(([key, name]) => [key, env[name] ?? ''] as const);
  if (secrets.some(([, value]) => value === '')) return fail('password.absent');
  const taskId = randomUUID();
  const added = { ...Object.fromEntries(secrets), ...(order.isLong === true ? { taskId } : {}) };
  const input: unknown =
    Object.keys(added).length === 0 ? order.input : { ...asObject(order.input), ...added };
  const stop = app.subscribe(session, (name, payload) => {
    if (name === 'task.progressed' && 'taskId' in payload && payload.taskId === taskId)
      onProgress(payload.done, payload.total);
  });
  const result = await app.call(session, order.name, input);
  stop();
  if (!result.ok || order.out === undefined) return result;
  const value = withFile.parse(result.value);
  const stored = app.files.find(value.file.fileId);
  if (stored === undefined) return fail('file.notFound');
  const saved = await saveFile(app.files.open(stored), order.out);
  return saved.ok ? ok({ ...value, file: saved.value }) : saved;
}

const asObject = (input: unknown): object => (typeof input === 'object' && input !== null ? input : {});
