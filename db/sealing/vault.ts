import { createSealing, KeyClosed, type DataKey, type Sealing } from './sealing';

/**
 * Holds the data key while somebody who may is signed in. Opened by signing in, wiped when the last holder locks, signs
 * out or the program quits. The key is nowhere else and never leaves.
 */
export interface Vault {
  /** Throws `KeyClosed` when nobody who holds the key is signed in. */
  sealing(): Sealing;
  isOpen(): boolean;
  /** `holder` is a session; the same keys may be opened by many. */
  open(holder: string, keys: readonly DataKey[]): void;
  /** Puts other keys in the place of those held, for every holder: a change of the key. */
  replace(keys: readonly DataKey[]): void;
  /**
   * Copies of the data keys, the newest first: for new slots, a change of the key and a rehearsal alone. Throws
   * `KeyClosed` as `sealing` does.
   */
  keys(): readonly [DataKey, ...DataKey[]];
  release(holder: string): void;
  wipe(): void;
}

export function createVault(): Vault {
  const holders = new Set<string>();
  let held: readonly DataKey[] = [];
  let sealing: Sealing | null = null;

  const forget = (): void => {
    sealing?.wipe();
    sealing = null;
    for (const { bytes } of held) bytes.fill(0);
    held = [];
  };
  const take = (keys: readonly DataKey[]): void => {
    const copies = copied(keys);
    forget();
    held = copies;
    sealing = createSealing(copies);
  };

  return {
    sealing() {
      if (sealing === null) throw new KeyClosed();
      return sealing;
    },
    isOpen: () => sealing !== null,
    open(holder, keys) {
      holders.add(holder);
      if (sealing === null) take(keys);
    },
    replace: take,
    keys() {
      const [newest, ...older] = copied(held);
      if (newest === undefined) throw new KeyClosed();
      return [newest, ...older];
    },
    release(holder) {
      holders.delete(holder);
      if (holders.size === 0) forget();
    },
    wipe() {
      holders.clear();
      forget();
    },
  };
}

/** What is given out or taken in is never what is wiped later. */
const copied = (keys: readonly DataKey[]): DataKey[] =>
  keys.map(({ generation, bytes }) => ({ generation, bytes: Uint8Array.from(bytes) }));
