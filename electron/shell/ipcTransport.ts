import { ipcMain, type WebContents } from 'electron';
import { fail, type Result } from '../../domain/values/result';
import type { Host } from './host';
import { isOurMainFrame, origin } from './origin';

/**
 * The contract over Electron's IPC: one channel for calls, one for events. Whoever is not the main frame of our window
 * at our origin is told nothing but `permission.denied`.
 */
const channels = { call: 'yardam:call', event: 'yardam:event' } as const;

/** Connects a window's page with the office; the answer disconnects it. */
export function connectIpc(contents: WebContents, host: Host): () => void {
  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (event.sender !== contents || !isOurMainFrame(event.senderFrame, contents.mainFrame))
      return fail('permission.denied');
    return typeof name === 'string' ? await host.call(name, input) : fail('call.malformed');
  });
  const unsubscribe = host.subscribe((name, payload) => {
    if (!contents.isDestroyed() && contents.mainFrame.origin === origin)
      contents.send(channels.event, name, payload);
  });
  return () => {
    ipcMain.removeHandler(channels.call);
    unsubscribe();
  };
}
