import { onScopeDispose, watch } from 'vue';

const roundMs = 5000;

/**
 * Does this when a time is over, and again by the round while it says so still: what is open till then must be asked
 * for anew. By looking at the clock, because a machine that slept counts no time.
 */
export function useEnd(until: () => string | null, act: () => unknown): void {
  let round: ReturnType<typeof setInterval> | undefined;
  watch(
    until,
    (at) => {
      clearInterval(round);
      if (at === null) return;
      const end = Date.parse(at);
      round = setInterval(() => {
        if (Date.now() >= end) act();
      }, roundMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(round);
  });
}
