import type { EventName } from '../../domain/contract';
import { answered, unreachable } from './answer';
import { fileUrl, uploadFile } from './fileCarrier';
import type { EventListener, Transport } from './transport';

/** The loopback host: `POST /call/:name`, `GET /events`. The cookie of the session goes along by itself. */
export function createHttpTransport(): Transport {
  return { call: postCall, onEvent: listen, upload: uploadFile, fileUrl };
}

/** Beyond it a browser refuses to carry on for a page that is gone. */
const lastingBytes = 60_000;

async function postCall(name: string, input: unknown, lasting?: 'lasting'): ReturnType<Transport['call']> {
  try {
    const body = new TextEncoder().encode(JSON.stringify(input));
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: lasting !== undefined && body.byteLength < lastingBytes,
    });
    return await answered(response);
  } catch {
    return unreachable;
  }
}

function listen(listener: EventListener): () => void {
  const source = new EventSource('/events');
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const told = JSON.parse(message.data) as { name: EventName; payload: unknown };
    listener(told.name, told.payload);
  });
  // Refused, where a lost line would be tried again: the program was started anew and knows nobody here.
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) listener('session.ended', { why: null });
  });
  return () => source.close();
}
