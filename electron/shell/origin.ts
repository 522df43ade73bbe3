import type { WebFrameMain } from 'electron';

/**
 * The one place our page lives at. Everything in the shell that asks "is this ours?" asks here. The scheme is standard
 * and secure, so the browser gives the page a real origin; `file:` is never used, it would give it the disk.
 */
export const scheme = 'yardam';
export const origin = `${scheme}://app`;
export const startPage = `${origin}/`;

/** Is this address a page or a file of our own origin? Compared as parsed, never as text. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === 'app' && url.username === '' && url.password === '';
}

/** Does a message come from the main frame of our own window, at our own origin? */
export function isOurMainFrame(sender: WebFrameMain | null, mainFrame: WebFrameMain): boolean {
  return sender !== null && sender === mainFrame && sender.origin === origin;
}
