import type { App, CommandLine, Session, WebContents } from 'electron';
import { isOurs } from './origin';

/**
 * What the shell refuses, whatever the page asks for: the checklist of Electron's manual, items 1, 5 and
 * 11-14. There is no remote content, so nothing is ever allowed here for a particular site.
 */

/**
 * The window has nothing to look for in a network: what it shows comes from this process. Names are not resolved, no
 * proxy is looked for, and Chromium's own services (updates of components, pings, reports) stay at home. Must be said
 * before the program is ready.
 */
export function stayOffline(commandLine: CommandLine): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  for (const name of ['no-proxy-server', 'no-pings', ...chromiumServices]) commandLine.appendSwitch(name);
}

const chromiumServices = [
  'disable-background-networking',
  'disable-breakpad',
  'disable-component-update',
  'disable-domain-reliability',
];

/** An installed program lets nobody look into its pages through a port; the fuses do the same for the main process. */
export function refuseDebuggers({ commandLine, isPackaged }: App): void {
  if (!isPackaged) return;
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) commandLine.removeSwitch(name);
}

/** What asks for the network all the same, by number or past the page's policy, is refused, and no dictionary is fetched. */
export function refuseNetwork(session: Session): void {
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];
  session.webRequest.onBeforeRequest({ urls }, (_details, answer) => answer({ cancel: true }));
  session.setSpellCheckerEnabled(false);
}

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
