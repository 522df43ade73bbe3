import { BrowserWindow } from 'electron';
import { startPage } from './origin';

/**
 * The one window. Its page is sandboxed, in a context of its own and without Node; what it may do is in the preload
 * script, and no setting below may ever be turned round for a view's convenience.
 */
export function createMainWindow(
  preload: string,
  { devTools }: { readonly devTools: boolean },
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
      // The built-in PDF view, the only plug-in that Chromium still has, shows the printed documents.
      plugins: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(startPage);
  return window;
}
