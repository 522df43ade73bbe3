import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that the page gets of Electron: to make a call and to hear events. It never gets `ipcRenderer`, an Electron event
 * or a channel of its choice.
 */
contextBridge.exposeInMainWorld('yardam', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('yardam:call', name, input),
  onEvent(listener: (name: unknown, payload: unknown) => void): () => void {
    const hear = (_event: unknown, name: unknown, payload: unknown): void => listener(name, payload);
    ipcRenderer.on('yardam:event', hear);
    return () => {
      ipcRenderer.off('yardam:event', hear);
    };
  },
});
