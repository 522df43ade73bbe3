import type { ServerResponse } from 'node:http';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { answerHeaders } from '../files/windowHeaders';
import { refuse } from './answer';

const heartbeatMs = 25_000;

/**
 * `GET /events`: what happened, as server-sent events, until the window goes away or whoever sat there has left: the next
 * operator's events are not for a page that he did not open.
 */
export function streamEvents(app: App, session: Session, response: ServerResponse): void {
  if (session.operator === null) {
    refuse(response, 'noCookie');
    return;
  }
  response.writeHead(200, { ...answerHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 2000\n\n');
  const unsubscribe = app.subscribe(session, (name, payload) => {
    response.write(`data: ${JSON.stringify({ name, payload })}\n\n`);
    if (name !== 'session.ended') return;
    unsubscribe();
    response.end();
  });
  const heartbeat = setInterval(() => response.write(': \n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
