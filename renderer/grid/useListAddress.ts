import { watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Registry } from '../../domain/registry/defineRegistry';
import { useListStore } from '../stores/listStore';
import { fromAddress, toAddress } from './listAddress';

/** Keeps the question of the list in its address, and asks again where the address leads to another one. */
export function useListAddress(root: Ref<Registry | undefined>): void {
  const route = useRoute();
  const router = useRouter();
  const list = useListStore();
  const isHere = (): boolean => route.name === 'list' && route.params['registry'] === list.registry;
  const said = (query: Readonly<Record<string, unknown>>): string =>
    JSON.stringify([query['where'], query['sort'], query['search']]);

  function follow(): boolean {
    if (root.value === undefined || !isHere()) return false;
    if (said(route.query) === said(toAddress(root.value, list.query))) return false;
    // Words of a search among persons are in no address: they stay.
    const { search } = list.query;
    const asked = fromAddress(root.value, route.query);
    const kept = 'search' in toAddress(root.value, { ...asked, search: 'x' }) ? asked : { ...asked, search };
    list.narrowNext(list.registry, kept);
    return true;
  }

  // An address without a question is that of the list as it was left.
  if (Object.keys(route.query).length > 0) follow();
  watch(
    () => list.query,
    async (query, former) => {
      if (root.value === undefined || !isHere()) return;
      const next = toAddress(root.value, query);
      if (said(route.query) === said(next)) return;
      // Every stroke of a search is no place to come back to.
      const isPlace = former !== undefined && (query.where !== former.where || query.sort !== former.sort);
      await (isPlace ? router.push({ query: next }) : router.replace({ query: next }));
    },
    { immediate: true },
  );
  watch(
    () => route.query,
    () => {
      if (follow()) void list.open(list.registry);
    },
  );
}
