import { EventEmitter } from 'node:events';

/**
 * Stands in for the module `electron` where its binary is absent: records what the shell asks of it and plays the part
 * of the two processes, with values copied across the bridge as the real one copies them. Not an emulator: what is
 * not recorded or played here the shell must not rely on in a test.
 */
type Handler = (event: unknown, ...args: unknown[]) => unknown;
type Say = (response: { cancel: boolean }) => void;
type Answer = (request: Request) => Promise<Response>;

export interface Frame {
  origin: string;
}

/** What `event.preventDefault()` did to a navigation, a webview or a download. */
export function attempt(
  emitter: EventEmitter,
  name: string,
  details: object,
  ...rest: unknown[]
): 'let' | 'refused' {
  let outcome: 'let' | 'refused' = 'let';
  emitter.emit(name, { ...details, preventDefault: () => (outcome = 'refused') }, ...rest);
  return outcome;
}

class WebContentsStandIn extends EventEmitter {
  readonly mainFrame: Frame = { origin: 'null' };
  openWindow: ((details: { url: string }) => { action: string }) | undefined;

  constructor(private readonly bridge: EventEmitter) {
    super();
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openWindow = handler;
  }
  isDestroyed(): boolean {
    return false;
  }
  send(channel: string, ...args: unknown[]): void {
    this.bridge.emit(channel, { sender: 'an Electron event' }, ...structuredClone(args));
  }
}

/** An installed program or not, and what whoever starts it says on the command line. */
export interface StartedAs {
  readonly packaged?: boolean;
  readonly switches?: Readonly<Record<string, string>>;
}

/** A fresh `electron` for one test. */
export function createElectronStandIn({ packaged = false, switches = {} }: StartedAs = {}) {
  const journal: string[] = [];
  const bridge = new EventEmitter();
  const handlers = new Map<string, Handler>();
  const exposed = new Map<string, unknown>();
  const windows: InstanceType<typeof BrowserWindow>[] = [];
  const pages = new Map<string, Answer>();
  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const permissions: Record<string, (...args: unknown[]) => unknown> = {};

  const commandLine = new Map(Object.entries(switches));
  const blocked: { urls?: readonly string[]; answer?: (details: object, say: Say) => void } = {};
  const spelling: { enabled?: boolean } = {};

  class App extends EventEmitter {
    readonly isPackaged = packaged;
    readonly commandLine = {
      appendSwitch(name: string, value = ''): void {
        journal.push(`switch ${name}`);
        commandLine.set(name, value);
      },
      removeSwitch: (name: string): void => void commandLine.delete(name),
    };
    readonly paths = new Map<string, string>();
    onlyCopy = true;
    userModelId = '';
    setAppUserModelId = (id: string): void => void (this.userModelId = id);
    setPath = (name: string, path: string): void => void this.paths.set(name, path);
    enableSandbox = (): void => void journal.push('enableSandbox');
    disableHardwareAcceleration = (): void => void journal.push('disableHardwareAcceleration');
    requestSingleInstanceLock = (): boolean => this.onlyCopy;
    whenReady = async (): Promise<void> => {
      await Promise.resolve();
      journal.push('ready');
    };
    quit = (): void => {
      journal.push('quit');
      if (attempt(this, 'will-quit', {}) === 'let') journal.push('gone');
    };
    exit = (code: number): void => void journal.push(`exit ${code}`);
  }
  const app = new App();

  class BrowserWindow extends EventEmitter {
    readonly webContents = new WebContentsStandIn(bridge);
    readonly loaded: string[] = [];
    shown = 0;
    focused = 0;
    constructor(readonly options: { webPreferences: Record<string, unknown> }) {
      super();
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    static getAllWindows = (): readonly BrowserWindow[] => windows;
    async loadURL(address: string): Promise<void> {
      journal.push('loadURL');
      this.loaded.push(address);
      this.webContents.mainFrame.origin = address.replace(/\/$/, '');
      await Promise.resolve();
    }
    show(): void {
      this.shown += 1;
    }
    focus(): void {
      this.focused += 1;
    }
    isMinimized(): boolean {
      return false;
    }
  }

  const defaultSession = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: never) => (permissions['request'] = handler),
    setPermissionCheckHandler: (handler: never) => (permissions['check'] = handler),
    setDevicePermissionHandler: (handler: never) => (permissions['device'] = handler),
    setSpellCheckerEnabled: (enabled: boolean) => (spelling.enabled = enabled),
    webRequest: {
      onBeforeRequest(
        { urls }: { urls: readonly string[] },
        answer: (details: object, say: Say) => void,
      ): void {
        Object.assign(blocked, { urls, answer });
      },
    },
  });

  const module = {
    app,
    BrowserWindow,
    session: { defaultSession },
    protocol: {
      registerSchemesAsPrivileged(declared: typeof schemes): void {
        journal.push('registerSchemes');
        schemes.push(...declared);
      },
      handle: (scheme: string, answer: Answer): void => void pages.set(scheme, answer),
    },
    ipcMain: {
      handle: (channel: string, handler: Handler): void => void handlers.set(channel, handler),
      removeHandler: (channel: string): void => void handlers.delete(channel),
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]): Promise<unknown> => invoke(channel, args),
      on: (channel: string, listener: (...args: unknown[]) => void) => bridge.on(channel, listener),
      off: (channel: string, listener: (...args: unknown[]) => void) => bridge.off(channel, listener),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown): void => void exposed.set(name, value),
    },
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: (template: unknown) => template },
  };

  /** A message as it would come from `from`; by default from the main frame of the first window. */
  async function invoke(
    channel: string,
    args: readonly unknown[],
    from: { sender?: unknown; senderFrame?: Frame | null } = {},
  ): Promise<unknown> {
    const contents = windows[0]?.webContents;
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`nobody handles ${channel}`);
    const event = { sender: contents, senderFrame: contents?.mainFrame, ...from };
    return structuredClone(await handler(event, ...structuredClone(args)));
  }

  return {
    module,
    journal,
    handlers,
    exposed,
    windows,
    pages,
    schemes,
    permissions,
    commandLine,
    blocked,
    spelling,
    defaultSession,
    app,
    invoke,
  };
}

export type ElectronStandIn = ReturnType<typeof createElectronStandIn>;
