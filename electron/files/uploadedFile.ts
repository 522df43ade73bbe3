import type { Readable } from 'node:stream';
import { cleanFileName } from '../../domain/values/fileName';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Session } from '../access/sessions';
import type { FileStore } from './fileStore';

/** What a window is told about a file it handed in: enough to name it in a call. */
export interface UploadedFile {
  readonly fileId: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
}

/** Takes a file that a window hands in through `POST /files?name=…`. Both names are the sender's and worth nothing. */
export async function receiveUpload(
  door: { filesOf(session: Session): FileStore | undefined },
  session: Session,
  said: { readonly name: string | null; readonly mime: string | null | undefined },
  bytes: Readable,
): Promise<Result<UploadedFile>> {
  const files = door.filesOf(session);
  if (files === undefined) return fail('session.required');
  const received = await files.receive(
    { name: cleanFileName(said.name ?? ''), mime: mimeType(said.mime) },
    bytes,
  );
  if (!received.ok) return received;
  const { fileId, name, mime, size } = received.value;
  return ok({ fileId, name, mime, size });
}

function mimeType(said: string | null | undefined): string {
  const type = (said ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
}
