import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Protocol } from 'electron';
import { fail, type Result } from '../../domain/values/result';
import { createWindowFiles, type WindowFiles } from '../files/windowFiles';
import { answerHeaders, storedFileHeaders, windowFileHeaders } from '../files/windowHeaders';
import type { Host } from './host';
import { isOurs, origin, scheme } from './origin';

/**
 * `yardam://app/`: the window's own files and `/files`, with the headers that the loopback host gives. It is the only
 * thing that a page of this shell can load. Must be declared before the program is ready.
 */
export function declareScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

export function servePage(protocol: Protocol, windowFolder: string, host: Host): void {
  const files = createWindowFiles(windowFolder);
  protocol.handle(scheme, (request) => answerPage(files, host, request));
}

async function answerPage(files: WindowFiles, host: Host, request: Request): Promise<Response> {
  if (!isOurs(request.url)) return json(fail('file.notFound'), 404);
  const url = new URL(request.url);
  if (request.method === 'POST' && url.pathname === '/files') return await takeUpload(host, url, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(fail('call.malformed'), 405);
  if (url.pathname.startsWith('/files/')) return giveFile(host, url);
  const file = files.find(url.pathname);
  if (file === undefined) return json(fail('file.notFound'), 404);
  return new Response(asBody(createReadStream(file.path)), { headers: windowFileHeaders(file) });
}

async function takeUpload(host: Host, url: URL, request: Request): Promise<Response> {
  const from = request.headers.get('origin');
  if (from !== null && from !== origin) return json(fail('permission.denied'), 403);
  const said = { name: url.searchParams.get('name'), mime: request.headers.get('content-type') };
  const bytes = request.body === null ? Readable.from([]) : Readable.fromWeb(request.body as WebStream);
  return json(await host.upload(said, bytes), 200);
}

function giveFile(host: Host, url: URL): Response {
  const file = host.findFile(url.pathname.slice('/files/'.length));
  if (file === undefined) return json(fail('file.notFound'), 404);
  const download = url.searchParams.get('download') === '1';
  return new Response(asBody(file.stream()), { headers: storedFileHeaders(file, download) });
}

function json(result: Result<unknown>, status: number): Response {
  const headers = { ...answerHeaders, 'content-type': 'application/json; charset=utf-8' };
  return new Response(JSON.stringify(result), { status, headers });
}

const asBody = (stream: Readable): BodyInit => Readable.toWeb(stream) as unknown as BodyInit;
