import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { app, protocol, session } from 'electron';
import { createApp } from '../app/createApp';
import { defaultDataFolder } from '../app/dataFolder';
import { shipped } from '../app/shipped';
import { installation } from '../app/installation';
import { createLogger } from '../app/logger';
import { fail } from '../../domain/values/result';
import { askWhereToSave, isOnlyCopy, setMenu } from './desktopPorts';
import { createClosedHost, createHost, type Host } from './host';
import { connectIpc } from './ipcTransport';
import { createMainWindow } from './mainWindow';
import { declareScheme, servePage } from './pageProtocol';
import { confineContents, denyPermissions, refuseDebuggers, refuseNetwork, stayOffline } from './security';

/** Windows joins a window with the shortcut of its program by it; electron-builder.yml gives it to the shortcut. */
const programId = 'ru.tatarstan.yardam';

/** The window. What must hold before the first page exists is done before anything is waited for. */
export function openDesktop(): void {
  const dataFolder = dataFolderOf(process.argv);
  app.setAppUserModelId(programId);
  app.setPath('userData', join(dataFolder, 'window'));
  app.enableSandbox();
  stayOffline(app.commandLine);
  refuseDebuggers(app);
  declareScheme(protocol);
  confineContents(app);

  if (isOnlyCopy())
    app
      .whenReady()
      .then(() => open(dataFolder))
      .catch(fall);
  else app.quit();
}

async function open(dataFolder: string): Promise<void> {
  const { windowFolder, preload } = installation();
  const host = await openHost(dataFolder);
  denyPermissions(session.defaultSession);
  refuseNetwork(session.defaultSession);
  askWhereToSave(session.defaultSession);
  servePage(protocol, windowFolder, host);
  setMenu();
  const window = createMainWindow(preload, { devTools: !app.isPackaged });
  const disconnect = connectIpc(window.webContents, host);
  window.on('closed', disconnect);
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(host);
}

/** A bug before there is a window to say it in. */
function fall(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(3);
}

async function openHost(dataFolder: string): Promise<Host> {
  const { resourcesFolder, pdfWorker } = installation();
  const capabilities = ['window', 'saveFile', 'printFile'] as const;
  const opened = await createApp({
    ...shipped,
    dataFolder,
    resourcesFolder,
    pdfWorker,
    capabilities,
    keepsBackups: true,
  }).catch((error: unknown) => {
    // The window says it: a program that ends without a word leaves nobody a number to report.
    const logger = createLogger(dataFolder);
    const id = logger.bug('app.open', error);
    logger.close();
    return fail('system.internal', { params: { id } });
  });
  return opened.ok ? createHost(opened.value) : createClosedHost(opened.error);
}

/** The database is closed before the process ends, once. */
function closeBeforeQuit(host: Host): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/**
 * `--data DIR`, in full, because Electron takes no other path; the folder that the program was started in is still the
 * current one. Whatever else the platform passes is not ours.
 */
function dataFolderOf(argv: readonly string[]): string {
  const { values } = parseArgs({ args: [...argv], options: { data: { type: 'string' } }, strict: false });
  return typeof values.data === 'string' ? resolve(values.data) : defaultDataFolder();
}
