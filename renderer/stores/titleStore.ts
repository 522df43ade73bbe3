import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
import type { NamedTitle } from '../../domain/registry/references/recordReference';
import { useClient } from '../api/client';

type Titles = Output<'record.open'>['titles'];

/** What records are called that the values of answers name: heard of every answer, and forgotten with whoever sat here. */
export const useTitleStore = defineStore('title', () => {
  const client = useClient();
  const titles = shallowRef<Titles>({});
  /** By `row.field`: what was called so when it was chosen and is called otherwise now. */
  const former = ref<Record<string, string>>({});

  client.onTitles((told) => {
    keep(told.titles ?? {});
    if (Object.keys(told.chosenAs ?? {}).length > 0) former.value = { ...former.value, ...told.chosenAs };
  });

  function keep(some: Titles): void {
    if (Object.keys(some).length > 0) titles.value = { ...titles.value, ...some };
  }

  function titleOf(registry: string, id: string): NamedTitle | undefined {
    const known = titles.value[id];
    return known?.registry === registry ? known : undefined;
  }

  const chosenAs = (rowId: string, field: string): string | undefined => former.value[`${rowId}.${field}`];

  function forget(): void {
    titles.value = {};
    former.value = {};
  }

  return { titleOf, chosenAs, keep, forget };
});
