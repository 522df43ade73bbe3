import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { answer, refuse } from './answer';
import type { Doorkeeper } from './doorkeeper';
import type { RateLimit } from './rateLimit';

/** The largest call is an import with a decision for each of 100 000 rows: about 5 MB. */
const maxCallBytes = 8 * 1024 * 1024;

interface CalledAt {
  readonly app: App;
  readonly doorkeeper: Doorkeeper;
  readonly limit: RateLimit;
}

/**
 * `POST /call/:name` with JSON in and the `Result` out. The name and the JSON are the dispatcher's to judge. Where nobody
 * is signed in yet, refusals use up the limit: that is where passwords are guessed.
 */
export async function answerCall(
  { app, doorkeeper, limit }: CalledAt,
  session: Session,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (session.operator === null && limit.isOver()) {
    refuse(response, 'tooManyTries');
    return;
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    refuse(response, 'notJson');
    return;
  }
  const body = await readBody(request);
  if (body === 'tooMuch') {
    refuse(response, 'tooMuchJson');
    return;
  }
  // Somebody may have signed in while the body was on its way: it is not for the cookie of before to use that.
  if (doorkeeper.sessionOf(request.headers.cookie) !== session) {
    refuse(response, 'noCookie');
    return;
  }
  const input = parse(body);
  if (input === undefined) {
    refuse(response, 'badJson');
    return;
  }
  const forgive = session.operator === null ? limit.count() : undefined;
  const result = await app.call(session, name, input.value);
  if (result.ok) forgive?.();
  // A page that has gone away would never learn its new cookie; the next answer brings one.
  const cookie = response.destroyed ? undefined : doorkeeper.renew(session);
  if (cookie !== undefined) response.setHeader('set-cookie', cookie);
  answer(response, result);
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'tooMuch'> {
  if (Number(request.headers['content-length'] ?? 0) > maxCallBytes) return 'tooMuch';
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is still read, to the end: who is sending does not hear an answer in the middle.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= maxCallBytes) chunks.push(chunk);
  }
  return size <= maxCallBytes ? Buffer.concat(chunks) : 'tooMuch';
}

function parse(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown };
  } catch {
    return undefined;
  }
}
