import { computed, shallowRef, type ShallowRef } from 'vue';

const kept = 200;

/**
 * Steps back and forth through the states of one value. Successive changes of one place are one step until the place
 * is left: an operator undoes what was done to a field, not letters.
 */
export function useUndo<T>(value: ShallowRef<T>) {
  const past = shallowRef<readonly T[]>([]);
  const future = shallowRef<readonly T[]>([]);
  let place: string | null = null;

  function change(next: T, where: string | null = null): void {
    if (where === null || where !== place) past.value = [...past.value, value.value].slice(-kept);
    place = where;
    future.value = [];
    value.value = next;
  }

  function undo(): void {
    const former = past.value.at(-1);
    if (former === undefined) return;
    past.value = past.value.slice(0, -1);
    future.value = [...future.value, value.value];
    place = null;
    value.value = former;
  }

  function redo(): void {
    const next = future.value.at(-1);
    if (next === undefined) return;
    future.value = future.value.slice(0, -1);
    past.value = [...past.value, value.value];
    place = null;
    value.value = next;
  }

  /** The place is left: the next change of it is a step of its own. */
  function leavePlace(): void {
    place = null;
  }

  function forget(): void {
    past.value = [];
    future.value = [];
    place = null;
  }

  return { change, undo, redo, leavePlace, forget, canUndo: computed(() => past.value.length > 0) };
}
