import { onBeforeUnmount, ref } from 'vue';

const pauseMs = 700;

/**
 * Words about a mistake do not flicker while a value is being typed: they come on leaving the field or after a pause.
 * One that stands already follows the typing and goes as soon as it is mended.
 */
export function useQuiet() {
  const quiet = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function speak(): void {
    clearTimeout(timer);
    quiet.value = false;
  }
  function typing(standing: boolean): void {
    clearTimeout(timer);
    if (standing && !quiet.value) return;
    quiet.value = true;
    timer = setTimeout(speak, pauseMs);
  }
  onBeforeUnmount(() => clearTimeout(timer));
  return { quiet, typing, speak };
}
