import { onBeforeUnmount, onMounted } from 'vue';

/** A key as shortcuts see it: by its place on the keyboard, so that they work in Russian and Tatar layouts alike. */
export interface PressedKey {
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Without any of the three. */
  readonly bare: boolean;
  /** Does the key go into a text that is being typed? */
  readonly typing: boolean;
  /** The sign that was typed, or the key's place where the layout has another sign there. */
  is(sign: string, code: string): boolean;
}

/** Answers whether it took the key. */
export type KeyListener = (key: PressedKey, target: EventTarget | null) => boolean;

/**
 * Shortcuts of a screen while it is shown. A screen inside another hears first, and what one took the others do not
 * get. Behind an open dialog only the dialog hears keys.
 */
export function useKeys(listener: KeyListener): void {
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    if (listener(pressed(event), event.target)) event.preventDefault();
  };
  onMounted(() => {
    window.addEventListener('keydown', hear);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', hear);
  });
}

export function pressed(event: KeyboardEvent): PressedKey {
  const { code, key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const ctrl = ctrlKey || metaKey;
  return {
    code,
    ctrl,
    alt: altKey && !ctrl,
    shift: shiftKey,
    bare: !ctrl && !altKey && !shiftKey,
    typing: isTyping(event.target),
    is: (sign, place) => key === sign || code === place,
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
