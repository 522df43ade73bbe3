import type { App, Session, WebContents } from 'electron';
import { isOurs } from './origin';

/**
 * What the shell refuses, whatever the page asks for: the checklist of Electron's manual, items 5 and 11-15. There is
 * no remote content, so nothing is ever allowed here for a particular site.
 */

/** No camera, no notifications, no clipboard reading, no devices: neither asked for nor answered. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Holds for every page that this process may ever have, including those that nobody meant to make. */
export function confineContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => refuse(event, isOurs(event.url)));
  contents.on('will-redirect', (event) => refuse(event, isOurs(event.url)));
  contents.on('will-frame-navigate', (event) => refuse(event, isOurs(event.url) || isPdfView(event)));
}

/** Chromium shows a PDF inside a frame of ours by a page of its own, which ships with it. */
function isPdfView({ url, isMainFrame }: { readonly url: string; readonly isMainFrame: boolean }): boolean {
  return !isMainFrame && url.startsWith('chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/');
}

function refuse(event: { preventDefault(): void }, allowed: boolean): void {
  if (!allowed) event.preventDefault();
}
