import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * Is the host named once, by the header, and the target a path? A browser says nothing else to a server; a second Host or
 * a target with a host of its own is for two readers who take different ones.
 */
export const isPlain = ({ url = '', headersDistinct }: IncomingMessage): boolean =>
  /^\/(?!\/)/.test(url) && headersDistinct.host?.length === 1;

/**
 * Does a request come from our own page? A page of another site can make the operator's browser send requests here, and
 * a name that its owner points at 127.0.0.1 makes the browser believe it is the same site (DNS rebinding): the first
 * shows in Origin and Sec-Fetch-Site, the second in Host. There are no CORS headers: nobody else is ever let in.
 */
export function isSameOrigin(method: string, headers: IncomingHttpHeaders, address: string): boolean {
  if (headers.host !== address) return false;
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${address}`) return false;
  // Browsers name the origin of every POST; who does not is no browser and no page of ours.
  if (method === 'POST' && origin === undefined) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
}
