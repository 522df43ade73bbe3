import type { Bridge } from './bridge';
import { fileUrl, uploadFile } from './fileCarrier';
import type { Transport } from './transport';

/** Calls and events through the preload bridge; bytes through the page's own origin, which the shell serves. */
export function createBridgeTransport(bridge: Bridge): Transport {
  return {
    call: (name, input) => bridge.call(name, input),
    onEvent: (listener) => bridge.onEvent(listener),
    upload: uploadFile,
    fileUrl,
  };
}
