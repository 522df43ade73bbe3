import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { receiveUpload } from '../files/uploadedFile';
import { storedFileHeaders } from '../files/windowHeaders';
import { answer, refuse } from './answer';

/** `POST /files?name=…`: the bytes as they are. What is too large is answered, not cut off. */
export async function takeUpload(
  app: App,
  session: Session,
  name: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = separated(request);
  const result = await receiveUpload(app, session, { name, mime: request.headers['content-type'] }, bytes);
  if (!result.ok) {
    // The rest is still read: who is sending does not hear an answer in the middle.
    request.unpipe();
    request.resume();
    if (!request.complete) await finished(request);
  }
  answer(response, result);
}

/**
 * The body behind a stream of its own: whoever refuses it destroys the stream he was given, and with the request itself
 * the connection would go and the refusal with it.
 */
function separated(request: IncomingMessage): Readable {
  const bytes = new PassThrough();
  request.pipe(bytes);
  request.on('close', () => {
    if (!request.complete) bytes.destroy(new Error('the sender went away'));
  });
  return bytes;
}

/** `GET /files/:id`, shown in place or saved with `?download=1`. */
export async function giveFile(
  app: App,
  session: Session,
  fileId: string,
  download: boolean,
  response: ServerResponse,
): Promise<void> {
  const files = app.filesOf(session);
  const file = files?.find(fileId);
  if (files === undefined || file === undefined) {
    refuse(response, files === undefined ? 'noCookie' : 'noSuchAddress');
    return;
  }
  response.writeHead(200, storedFileHeaders(file, download));
  if (response.req.method === 'HEAD') response.end();
  else await pipeline(file.stream(), response);
}
