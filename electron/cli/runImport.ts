import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '../../domain/values/result';
import { isAbsent, refusalOfFile, type FileRefusal } from '../../db/file/fileFault';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { receiveUpload } from '../files/uploadedFile';
import type { ImportOrder } from './order';
import { withProgress, type ShowProgress } from './withProgress';

/** Hands the file in as a window would and imports it, or with `--dry-run` says what an import would do. */
export async function runImport(
  order: ImportOrder,
  app: App,
  session: Session,
  show: ShowProgress,
): Promise<Result<unknown>> {
  const bytes = await readableFile(order.file);
  if (!bytes.ok) return bytes;
  const mime = 'application/octet-stream';
  const received = await receiveUpload(app, session, { name: basename(order.file), mime }, bytes.value);
  if (!received.ok) return received;
  const from = { registry: order.registry, fileId: received.value.fileId };
  return order.dryRun ? await preview(from, app, session) : await apply(from, app, session, show);
}

/** The bytes of a plain file. A folder or a device is as none; a file that is held, or may not be read, is there. */
export async function readableFile(path: string): Promise<Result<Readable, 'file.notFound' | FileRefusal>> {
  try {
    const handle = await open(path);
    if ((await handle.stat()).isFile()) return ok(handle.createReadStream());
    await handle.close();
    return fail('file.notFound', { params: { path } });
  } catch (error) {
    if (isAbsent(error)) return fail('file.notFound', { params: { path } });
    const refusal = refusalOfFile(error, path);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

interface From {
  readonly registry: string;
  readonly fileId: string;
}

async function preview(from: From, app: App, session: Session): Promise<Result<unknown>> {
  const result = await app.request(session, 'import.preview', from);
  if (!result.ok) return result;
  const { rows, complete, drafts, duplicates, errors } = result.value;
  return ok({ rows, created: complete + drafts, drafts, duplicates, errors });
}

async function apply(from: From, app: App, session: Session, show: ShowProgress): Promise<Result<unknown>> {
  const result = await withProgress(app, session, show, (taskId) =>
    app.request(session, 'import.apply', { ...from, taskId }),
  );
  if (!result.ok) return result;
  const { batchId, rows, created, updated, proposed, drafts, duplicates, errors, problems } = result.value;
  const waiting = proposed === undefined ? {} : { proposed };
  return ok({ rows, created, drafts, duplicates, errors, updated, ...waiting, batchId, problems });
}
