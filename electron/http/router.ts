import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app/app';
import type { WindowFiles } from '../files/windowFiles';
import { answerHeaders } from '../files/windowHeaders';
import { refuse } from './answer';
import type { Doorkeeper } from './doorkeeper';
import { streamEvents } from './streamEvents';
import { giveFile, takeUpload } from './fileRoutes';
import { answerCall } from './answerCall';
import type { RateLimit } from './rateLimit';
import { isPlain, isSameOrigin } from './sameOrigin';
import { giveWindowFile } from './staticFiles';

export interface Routed {
  readonly app: App;
  readonly doorkeeper: Doorkeeper;
  readonly windowFiles: WindowFiles;
  /** With those who call before anybody is signed in. */
  readonly limit: RateLimit;
  /** `127.0.0.1:PORT`, as the browser must name it. */
  readonly address: string;
}

/**
 * Leads a request to what answers it, after asking whose it is. The order is the rule: our own page, then the cookie,
 * then the rest. Must never answer anything of the office before both.
 */
export async function route(to: Routed, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', headers } = request;
  if (!isPlain(request) || !isSameOrigin(method, headers, to.address)) {
    to.app.noteRefusedVisit('page');
    refuse(response, 'notOurs');
    return;
  }
  const base = `http://${to.address}`;
  if (!URL.canParse(request.url ?? '/', base)) {
    refuse(response, 'noSuchAddress');
    return;
  }
  const url = new URL(request.url ?? '/', base);
  const token = url.searchParams.get('token');
  if (method === 'GET' && url.pathname === '/' && token !== null) {
    await admit(to, token, response);
    return;
  }
  const session = to.doorkeeper.sessionOf(headers.cookie);
  if (typeof session === 'string') {
    if (session === 'otherCookie') to.app.noteRefusedVisit('cookie');
    if (method === 'GET' && url.pathname === '/')
      await giveWindowFile(to.windowFiles, closedPage, response, 401);
    else refuse(response, 'noCookie');
    return;
  }
  const { app } = to;
  const call = named(url.pathname, 'call');
  const fileId = named(url.pathname, 'files');
  const reading = method === 'GET' || method === 'HEAD';
  if (method === 'POST' && call !== undefined) await answerCall(to, session, call, request, response);
  else if (method === 'POST' && url.pathname === '/files')
    await takeUpload(app, session, url.searchParams.get('name'), request, response);
  else if (!reading) refuse(response, 'wrongMethod');
  else if (method === 'GET' && url.pathname === '/events') streamEvents(app, session, response);
  else if (fileId !== undefined)
    await giveFile(app, session, fileId, url.searchParams.get('download') === '1', response);
  else await giveWindowFile(to.windowFiles, url.pathname, response);
}

/** The token for the cookie; the page itself is then asked for without the token, so that no history keeps it. */
async function admit({ app, doorkeeper, windowFiles }: Routed, token: string, response: ServerResponse) {
  const admitted = doorkeeper.admit(token);
  if (typeof admitted === 'string') {
    app.noteRefusedVisit('token');
    await giveWindowFile(windowFiles, closedPage, response, admitted === 'tired' ? 429 : 401);
    return;
  }
  response.writeHead(303, { ...answerHeaders, location: '/', 'set-cookie': admitted.cookie }).end();
}

/** Says to a person what to do; it has nothing of the office. */
const closedPage = '/closed.html';

/** `NAME` of `/place/NAME`; what is no valid escape is simply no name that exists. */
function named(pathname: string, place: string): string | undefined {
  const [, first, name, ...deeper] = pathname.split('/');
  if (first !== place || name === undefined || name === '' || deeper.length > 0) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
