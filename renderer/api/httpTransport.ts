import type { EventName } from '../../domain/contract';
import { answered, unreachable } from './answer';
import { fileUrl, uploadFile } from './fileCarrier';
import type { EventListener, Transport } from './transport';

/** The loopback host: `POST /call/:name`, `GET /events`. The cookie of the session goes along by itself. */
export function createHttpTransport(): Transport {
  return { call: postCall, onEvent: listen, upload: uploadFile, fileUrl };
}

async function postCall(name: string, input: unknown): ReturnType<Transport['call']> {
  try {
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
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
  return () => source.close();
}
