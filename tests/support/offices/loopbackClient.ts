import { request, type IncomingHttpHeaders } from 'node:http';

/** A client of the loopback host that can lie about every header, which a browser and `fetch` cannot. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  json(): unknown;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** `path` goes out exactly as it is written. */
export function ask(
  address: string,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answered> {
  const [hostname = '', port = ''] = address.split(':');
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text) as unknown,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The window as the host sees it after the start-up address was opened: the cookie of the moment, and honest headers. */
export async function openWindow(startAddress: string) {
  const url = new URL(startAddress);
  const address = url.host;
  const origin = `http://${address}`;
  const jar = { cookie: '' };
  const send = async (path: string, asked: Asked = {}): Promise<Answered> => {
    const answered = await ask(address, path, asked);
    jar.cookie = answered.headers['set-cookie']?.[0]?.split(';')[0] ?? jar.cookie;
    return answered;
  };
  const entered = await send(`${url.pathname}${url.search}`);
  const headers = () => ({ cookie: jar.cookie, origin, 'sec-fetch-site': 'same-origin' });
  const get = (path: string) => send(path, { headers: headers() });
  const post = (path: string, type: string, body: string | Buffer) =>
    send(path, { method: 'POST', headers: { ...headers(), 'content-type': type }, body });
  const call = async (name: string, input: unknown): Promise<unknown> =>
    (await post(`/call/${encodeURIComponent(name)}`, 'application/json', JSON.stringify(input))).json();
  return {
    address,
    origin,
    entered,
    get,
    post,
    call,
    get cookie() {
      return jar.cookie;
    },
    get headers() {
      return headers();
    },
  };
}

export type LoopbackWindow = Awaited<ReturnType<typeof openWindow>>;
