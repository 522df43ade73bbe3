import { app, BrowserWindow, Menu, type Session } from 'electron';
import { isOurs } from './origin';

/**
 * What a desktop lends beyond a browser: where a file is saved to, the menu, the one running copy. A file is offered
 * for saving by a dialog of the system; nothing is ever written where the page says.
 */
export function askWhereToSave(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!isOurs(item.getURL())) event.preventDefault();
    else item.setSaveDialogOptions({ defaultPath: item.getFilename() });
  });
}

/** The page has its own commands; the menu is there for the keys that every editing window has. */
export function setMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'editMenu' }, { role: 'windowMenu' }]));
}

/** False when another copy is running; it then comes to the front. */
export function isOnlyCopy(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  return true;
}
