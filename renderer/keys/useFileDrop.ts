import { onBeforeUnmount, onMounted, ref } from 'vue';

/** A file may be dropped anywhere on the window while the screen is shown; `over` says that one is above it. */
export function useFileDrop(take: (file: File) => void) {
  const over = ref(false);
  const drag = (event: DragEvent): void => {
    // Text may be dragged from field to field.
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    over.value = event.type === 'dragover';
    const file = event.type === 'drop' ? event.dataTransfer.files[0] : undefined;
    if (file !== undefined) take(file);
  };
  const kinds = ['dragover', 'dragleave', 'drop'] as const;
  onMounted(() => {
    for (const kind of kinds) window.addEventListener(kind, drag);
  });
  onBeforeUnmount(() => {
    for (const kind of kinds) window.removeEventListener(kind, drag);
  });
  return { over };
}
