import { onBeforeUnmount, onMounted } from 'vue';

/** A key as shortcuts see it: by its place on the keyboard, so that they work in Russian and Tatar layouts alike. */
export interface PressedKey {
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Without any of the three. */
  readonly bare: boolean;
  /** The key is held down: what is done once is not done again. */
  readonly repeated: boolean;
  /** Does the key go into a text that is being typed? */
  readonly typing: boolean;
  /** The sign that was typed, or the key's place where the layout has another sign there. */
  is(sign: string, code: string): boolean;
}

/** Answers whether it took the key. */
export type KeyListener = (key: PressedKey, target: EventTarget | null) => boolean;

/**
 * Shortcuts of a screen while it is shown. The window around the screens hears last, whichever was there first, and what
 * one took the others do not get. Behind an open dialog only the dialog hears keys.
 */
export function useKeys(listener: KeyListener, around: 'screen' | 'window' = 'screen'): void {
  const hear = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    const isBehind = document.querySelector('dialog[open]') !== null;
    const taken = isBehind ? isOurs(event) : listener(pressed(event), event.target);
    if (taken) event.preventDefault();
  };
  // A key comes to the document before it comes to the window.
  const ear = around === 'window' ? window : document;
  onMounted(() => {
    ear.addEventListener('keydown', hear);
  });
  onBeforeUnmount(() => {
    ear.removeEventListener('keydown', hear);
  });
}

/** The browser has a use of its own for these, which is none of the operator's. */
const isOurs = ({ ctrlKey, metaKey, code }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && ['KeyS', 'KeyK'].includes(code);

export function pressed(event: KeyboardEvent): PressedKey {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const code = placeOf(event);
  const ctrl = ctrlKey || metaKey;
  return {
    code,
    ctrl,
    alt: altKey && !ctrl,
    shift: shiftKey,
    repeated: event.repeat,
    bare: !ctrl && !altKey && !shiftKey,
    typing: isTyping(event.target),
    is: (sign, place) => key === sign || code === place,
  };
}

/** The number pad has keys of the same name: Enter, and without Num Lock the arrows, Home, Insert and the others. */
function placeOf({ code, key }: KeyboardEvent): string {
  const isNamed = key.length > 1 && key !== 'Unidentified';
  return code.startsWith('Numpad') && isNamed ? key : code;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
