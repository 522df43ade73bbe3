import { ref, watch, type Ref } from 'vue';

/**
 * A value of this window kept between its runs (`localStorage`): how the window looks, never what the office knows.
 * `accept` gives the value back in a sound form, because another version of the program may have written it.
 */
export function remembered<T>(key: string, accept: (kept: unknown) => T): Ref<T> {
  const value = ref(accept(read(key))) as Ref<T>;
  watch(value, (changed) => localStorage.setItem(storageKey(key), JSON.stringify(changed)), { deep: true });
  return value;
}

const storageKey = (key: string): string => `yardam.${key}`;

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(storageKey(key)) ?? 'null');
  } catch {
    return null;
  }
}

/** The kept word when it is one of these, else the first of them. */
export const oneOf =
  <const T extends readonly [string, ...string[]]>(words: T) =>
  (kept: unknown): T[number] =>
    words.find((word) => word === kept) ?? words[0];
