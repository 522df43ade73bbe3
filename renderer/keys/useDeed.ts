import { onBeforeUnmount, ref } from 'vue';

/**
 * What a button does: one at a time, the button not disabled meanwhile, because a button that is gives away the focus.
 * `isHere` says whether the operator still waits at it.
 */
export function useDeed() {
  const busy = ref(false);
  let here = true;
  onBeforeUnmount(() => {
    here = false;
  });

  async function once(deed: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await deed();
    } finally {
      busy.value = false;
    }
  }
  return { busy, once, isHere: (): boolean => here };
}
