import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail } from '../../domain/values/result';
import type { App } from '../app/app';
import { createWindowFiles } from '../files/windowFiles';
import { answerHeaders } from '../files/windowHeaders';
import { answer, refuse } from './answer';
import { createDoorkeeper } from './doorkeeper';
import { noKnownWindows, type KnownWindows } from './knownWindows';
import { createRateLimit } from './rateLimit';
import { route } from './router';

/** The contract over HTTP for a browser on this machine. Listens on 127.0.0.1 and nowhere else. */
export interface HttpTransport {
  /** Opens the window once: holds the one-time token. */
  readonly startAddress: string;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly app: App;
  readonly windowFolder: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly onBug: (error: unknown) => void;
  readonly now?: () => number;
  readonly limits?: Limits;
  /** Windows of former runs; none where nobody remembers any. */
  readonly known?: KnownWindows;
}

interface Limits {
  /** For the head of a request. */
  readonly headMs: number;
  /** For the whole of it. */
  readonly requestMs: number;
  readonly connections: number;
}

/**
 * A page of ours says its request in milliseconds, and its largest upload takes seconds: whoever is slower holds a
 * connection for its own sake. A browser opens six of them.
 */
const usualLimits: Limits = { headMs: 10_000, requestMs: 120_000, connections: 64 };

/** For the answer to arrive before the connection is gone. */
const lingerMs = 500;

/** Passwords that may be tried in a minute; a person who forgot which one it was tries fewer. */
const refusalsPerMinute = 20;

export async function createHttpTransport(options: HttpOptions): Promise<HttpTransport> {
  const {
    app,
    windowFolder,
    port,
    onBug,
    now = Date.now,
    limits = usualLimits,
    known = noKnownWindows,
  } = options;
  const server = createLimitedServer(limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const listening = (server.address() as AddressInfo).port;
  const address = `127.0.0.1:${listening}`;
  // Cookies do not tell ports apart: two offices open in one browser must not overwrite each other's.
  const doorkeeper = createDoorkeeper(app, `yardam_${listening}`, now, known);
  const windowFiles = createWindowFiles(windowFolder);
  const limit = createRateLimit(refusalsPerMinute, now);
  const routed = { app, doorkeeper, windowFiles, limit, address };

  server.on('request', (request, response) => {
    route(routed, request, response).catch((error: unknown) => {
      if (response.destroyed) return; // The browser went away in the middle of something: nobody to tell, no bug.
      onBug(error);
      if (response.headersSent) response.destroy();
      else answer(response, fail('system.internal'), 500);
    });
  });

  return {
    startAddress: `http://${address}/?token=${doorkeeper.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createLimitedServer({ headMs, requestMs, connections }: Limits): Server {
  const server = createServer({
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: headMs / 10,
    // A request that names no host is refused by us, with the headers of every answer.
    requireHostHeader: false,
  });
  server.maxConnections = connections;
  server.on('checkExpectation', (_request, response) => refuse(response, 'oddExpectation'));
  server.on('clientError', (error, socket) => {
    const code = 'code' in error ? String(error.code) : '';
    if (socket.writable) socket.end(unreadable(statuses[code] ?? 400));
    // Who keeps his half open would hold the connection for as long as he likes; a moment is left him to read why.
    setTimeout(() => socket.destroy(), lingerMs).unref();
  });
  return server;
}

/** What Node finds wrong before there is a request. */
const statuses: Readonly<Partial<Record<string, number>>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Nobody to answer has been read: the same headers as every answer, by hand. */
const unreadable = (status: number): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries({ ...answerHeaders, 'content-length': '0', connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    '',
  ].join('\r\n');
