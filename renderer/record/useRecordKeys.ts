import type { Ref } from 'vue';
import { useKeys, type PressedKey } from '../keys/useKeys';
import { useRecordStore } from '../stores/recordStore';

interface Deeds {
  /** Does a record stand in the form as it is now, or will it in a moment? */
  readonly open: () => boolean;
  readonly maySave: Readonly<Ref<boolean>>;
  /** These two wait for their turn, and say when there is nothing to do. */
  readonly save: () => Promise<unknown>;
  readonly moveOn: () => Promise<unknown>;
}

/** Keys of the form: save, undo, redo, and the move that leads on. */
export function useRecordKeys({ open, maySave, save, moveOn }: Deeds): void {
  const record = useRecordStore();
  useKeys((key) => {
    if (!open()) return false;
    if (key.ctrl && key.code === 'Enter') return once(key, moveOn);
    if (!maySave.value) return false;
    if (key.ctrl && key.code === 'KeyS') return once(key, save);
    if (!record.shown) return false;
    if (key.ctrl && (key.code === 'KeyY' || (key.shift && key.code === 'KeyZ'))) record.redo();
    else if (key.ctrl && key.code === 'KeyZ') record.undo();
    else return false;
    return true;
  });
}

/** A key that is held down does it once. */
function once({ repeated }: PressedKey, deed: () => Promise<unknown>): boolean {
  if (!repeated) void deed();
  return true;
}
