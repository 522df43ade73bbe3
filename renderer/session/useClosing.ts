import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { useDraftStore } from '../stores/draftStore';
import { useRecordStore } from '../stores/recordStore';

/**
 * A window that goes away hands over what is typed, and asks first where something is not saved. A browser asks by itself;
 * the desktop shell only stays, so there the window asks (`asking`).
 */
export function useClosing(): { readonly asking: Ref<boolean>; close: () => Promise<void> } {
  const record = useRecordStore();
  const draft = useDraftStore();
  const asking = ref(false);
  let decided = false;

  const ask = (event: BeforeUnloadEvent): void => {
    if (decided || (draft.waiting === 0 && !(record.shown && record.dirty))) return;
    event.preventDefault();
    asking.value = window.yardam !== undefined;
  };
  const part = (): void => {
    draft.part();
  };
  const hide = (): void => {
    if (document.visibilityState === 'hidden') void draft.keep();
  };
  onMounted(() => {
    window.addEventListener('beforeunload', ask);
    window.addEventListener('pagehide', part);
    document.addEventListener('visibilitychange', hide);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', ask);
    window.removeEventListener('pagehide', part);
    document.removeEventListener('visibilitychange', hide);
  });

  async function close(): Promise<void> {
    await draft.keep();
    decided = true;
    window.close();
  }
  return { asking, close };
}
