import { onBeforeUnmount, onMounted } from 'vue';
import { useClient } from '../api/client';
import { useDraftStore } from '../stores/draftStore';
import { useSessionStore } from '../stores/sessionStore';

/** Locks the window with what is typed kept as a draft first. */
export function useLock(): () => void {
  const session = useSessionStore();
  const draft = useDraftStore();
  return () => void session.lock(draft.keep());
}

const roundMs = 5_000;
const minuteMs = 60_000;
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Ctrl+L locks, over an open dialog too, and so does a desk where neither keyboard nor mouse was touched for the minutes
 * of the policy. The program counts the time since the last call: whoever reads or types without calling is made known
 * to it once a minute.
 */
export function useIdleLock(): void {
  const client = useClient();
  const session = useSessionStore();
  const lock = useLock();
  let touchedAt = Date.now();
  let toldAt = Date.now();

  const lockByKey = (event: KeyboardEvent): void => {
    if (event.code !== 'KeyL' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    lock();
  };
  const touch = (): void => {
    touchedAt = Date.now();
  };
  const look = (): void => {
    const now = Date.now();
    if (now - touchedAt >= session.idleMinutes * minuteMs) lock();
    else if (touchedAt > toldAt && now - toldAt >= minuteMs) {
      toldAt = now;
      void client.call('session.current', {});
    }
  };

  let round: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    window.addEventListener('keydown', lockByKey, { capture: true });
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    round = setInterval(look, roundMs);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', lockByKey, { capture: true });
    for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    clearInterval(round);
  });
}
