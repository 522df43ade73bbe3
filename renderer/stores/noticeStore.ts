import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Failure } from '../../domain/values/result';

/** What the bottom line says last: a quiet word that something was done, or a refusal until it is closed. */
export const useNoticeStore = defineStore('notice', () => {
  const text = ref('');
  const failure = ref<Failure | null>(null);

  let isForNext = false;

  /** What is said on the way to another place is read there. */
  function say(words: string, where: 'here' | 'there' = 'here'): void {
    text.value = words;
    failure.value = null;
    isForNext = where === 'there';
  }
  function refuse(error: Failure): void {
    failure.value = error;
    text.value = '';
    isForNext = false;
  }
  function leave(): void {
    if (!isForNext) clear();
    isForNext = false;
  }
  function clear(): void {
    isForNext = false;
    text.value = '';
    failure.value = null;
  }
  return { text, failure, say, refuse, leave, clear, forget: clear };
});
