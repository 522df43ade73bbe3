import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { WindowFiles } from '../files/windowFiles';
import { windowFileHeaders } from '../files/windowHeaders';
import { refuse } from './answer';

/** Files of the built window. */
export async function giveWindowFile(
  files: WindowFiles,
  pathname: string,
  response: ServerResponse,
  status = 200,
): Promise<void> {
  const file = files.find(pathname);
  if (file === undefined) {
    refuse(response, 'noSuchAddress');
    return;
  }
  response.writeHead(status, windowFileHeaders(file));
  if (response.req.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}
