import type { ClockApart } from '../../domain/exchange/officeClock';
import { fail, ok, type Result } from '../../domain/values/result';
import { createApp } from '../app/createApp';
import { hasWindow } from '../files/windowFiles';
import { shipped } from '../app/shipped';
import { installation } from '../app/installation';
import { createHttpTransport } from './httpTransport';
import { sweepBrowserProfiles } from './browserProfile';
import { knownWindowsIn } from './knownWindows';
import { openBrowser } from './openBrowser';
import { isPortTaken, listenSteadily } from './steadyPort';

/** The loopback host as a running program. */
export interface Served {
  /** Opens the window, once. */
  readonly address: string;
  /** What was opened, null when there is no display or no browser for it. */
  readonly browser: string | null;
  readonly clock: ClockApart | null;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly dataFolder: string;
  /** 0 for the port of the last time, or a free one. */
  readonly port: number;
  /** Open a browser window where there is a display and a browser. */
  readonly open: boolean;
  readonly onBug: (error: unknown) => void;
}

export async function serve(options: ServeOptions): Promise<Result<Served>> {
  const { dataFolder, port, open, onBug } = options;
  const { resourcesFolder, windowFolder, pdfWorker } = installation();
  if (!hasWindow(windowFolder)) return fail('window.absent', { params: { folder: windowFolder } });
  const app = await createApp({
    ...shipped,
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: ['saveFile', 'printFile'],
    keepsBackups: true,
  });
  if (!app.ok) return app;
  try {
    const known = knownWindowsIn(dataFolder);
    const listen = (at: number) =>
      createHttpTransport({ app: app.value, windowFolder, port: at, onBug, known });
    const transport = port === 0 ? await listenSteadily(dataFolder, listen) : await listen(port);
    await sweepBrowserProfiles(dataFolder);
    const browser = open ? await openBrowser(transport.startAddress, dataFolder) : null;
    return ok({
      address: transport.startAddress,
      browser: browser?.path ?? null,
      clock: app.value.clock,
      async close() {
        // First the window, so that what is typed there still finds somebody.
        await browser?.close();
        await transport.close();
        await app.value.close();
      },
    });
  } catch (error) {
    await app.value.close();
    if (isPortTaken(error)) return fail('system.portTaken', { params: { port } });
    throw error;
  }
}
