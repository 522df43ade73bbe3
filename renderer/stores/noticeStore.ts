import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Failure } from '../../domain/values/result';

/** What the bottom line says last: a quiet word that something was done, or a refusal until it is closed. */
export const useNoticeStore = defineStore('notice', () => {
  const text = ref('');
  const failure = ref<Failure | null>(null);

  function say(words: string): void {
    text.value = words;
    failure.value = null;
  }
  function refuse(error: Failure): void {
    failure.value = error;
    text.value = '';
  }
  function clear(): void {
    text.value = '';
    failure.value = null;
  }
  return { text, failure, say, refuse, clear, forget: clear };
});
