import type { EventName } from '../../domain/contract';
import type { Result } from '../../domain/values/result';

/** What the preload script lends to the page inside Electron; absent in a browser. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Result<unknown>>;
  onEvent(listener: (name: EventName, payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly yardam?: Bridge;
  }
}
