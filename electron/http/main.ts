import { fail, ok, type Result } from '../../domain/values/result';
import { createApp } from '../app/createApp';
import { installation } from '../app/installation';
import { createHttpTransport } from './httpTransport';
import { openBrowser } from './openBrowser';
import { isPortTaken, listenSteadily } from './steadyPort';

/** The loopback host as a running program. */
export interface Served {
  /** Opens the window, once. */
  readonly address: string;
  /** What was opened, null when there is no display or no browser for it. */
  readonly browser: string | null;
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
  const app = await createApp({
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities: ['saveFile', 'printFile'],
    keepsBackups: true,
  });
  if (!app.ok) return app;
  try {
    const listen = (at: number) => createHttpTransport({ app: app.value, windowFolder, port: at, onBug });
    const transport = port === 0 ? await listenSteadily(dataFolder, listen) : await listen(port);
    return ok({
      address: transport.startAddress,
      browser: open ? openBrowser(transport.startAddress, dataFolder) : null,
      async close() {
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
